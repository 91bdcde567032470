import type { DemoPetition } from '../petition.ts'

export const leatherWorkshop = {
  slug: 'cholet-l-atelier-doit-vivre',
  phase: 'closed',
  owner: { section: 'maroquinerie-cholet' },
  author: 'Agnès',
  title: 'Cholet : l’atelier doit vivre',
  summary:
    'La direction veut fermer l’atelier de maroquinerie et supprimer 330 emplois, avec 31 000 sacs en commande. Nous demandons le retrait du projet et un repreneur sérieux.',
  text: `Le jeudi {2026-09-03}, à 8 h 15, on nous a réunis dans la cour. En onze minutes, la direction de So French Touch Cuir a annoncé son projet de fermer l’atelier de Cholet au {2027-03-31}. 330 emplois. Puis on nous a demandé de reprendre nos postes.

Nous les avons repris. Ce matin-là, nous avons sorti 212 sacs.

On nous dit que l’atelier « n’atteint plus la taille utile ». Voici ce qui n’a pas été dit dans la cour :

- 31 000 sacs sont en commande jusqu’à l’été ;
- l’atelier a gagné de l’argent neuf années sur les dix dernières ;
- 1,2 million d’euros d’argent public a payé la nouvelle coupe numérique, mise en service il y a trois ans ;
- le modèle le plus vendu de la maison est né ici, sur la table de Marie-Thérèse, partie à la retraite en juin.

Un savoir-faire ne se déménage pas. Il faut quatre ans pour former une piqueuse, et vingt pour qu’elle forme les suivantes.

## Ce que nous demandons

1. **Le retrait du projet**, et sa suspension immédiate pendant que le CSE et son expert étudient les comptes.
2. **Tous les documents économiques du groupe**, marges par modèle comprises.
3. **Une vraie recherche de repreneur**, comme la loi l’impose à un groupe de cette taille (articles L1233-57-9 et suivants du Code du travail), avec un compte rendu chaque mois.
4. **L’examen du projet des salariés** : une ligne de réparation, 40 emplois dès la première année, déjà demandée par les boutiques.
5. **Aucun départ contraint** avant la fin de cet examen.

Habitantes et habitants de Cholet et des Mauges, commerçants, anciennes et anciens de la maison : signez aussi. Quand un atelier ferme, c’est une ville qui apprend à se taire. Nous n’avons pas l’intention de nous taire.`,
  recipient_name: 'Armand',
  recipient_office: 'président',
  recipient_company: 'So French Touch Cuir',
  goal: 1000,
  partners: [
    'Syndicat des selliers et maroquiniers de l’Ouest',
    'Union locale des Mauges',
    'Association des anciennes et anciens de l’atelier',
  ],
  written_on: '2026-09-04',
  opens_on: '2026-09-07',
  closes_on: '2026-11-20',
  sections: null,
  english: null,
  updates: [
    {
      on: '2026-09-28',
      title: 'Mille signatures, et un expert',
      text: 'Nous avons passé les mille signatures samedi, sur le marché. Le CSE a choisi son expert, qui aura les comptes du groupe le {2026-10-12}. La direction parle maintenant d’un « projet » ; il y a trois semaines, elle parlait d’une « décision ».',
    },
    {
      on: '2026-11-20',
      title: 'La pétition est close : remise le jeudi {2026-12-03}',
      text: 'Vous êtes 1 264. Nous remettrons vos signatures à Armand le jeudi {2026-12-03} à 10 h, devant les grilles de l’atelier, avec le rapport de l’expert. Venez avec un gant de travail, une photo, un sac : ce que l’atelier a mis dans votre vie.',
    },
  ],
  suspension: null,
  delivery: null,
  crowd: {
    confirmed: 1264,
    pending: 0,
    withdrawn: 9,
    invalidated: 7,
    sections: { 'maroquinerie-cholet': 23, elsewhere: 77 },
    visibility: { counted: 44, recipient: 24, public: 32 },
    sources: { affiche: 22, tract: 30, courriel: 11, reunion: 17, site: 4, none: 16 },
    half_life: 7,
    peaks: [
      { on: '2026-09-08', percent: 17 },
      { on: '2026-09-12', percent: 11 },
      { on: '2026-09-26', percent: 14 },
      { on: '2026-10-17', percent: 6 },
      { on: '2026-11-19', percent: 5 },
    ],
  },
} satisfies DemoPetition
