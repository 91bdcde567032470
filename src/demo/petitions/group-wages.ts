import type { DemoPetition } from '../petition.ts'

export const groupWages = {
  slug: 'so-french-touch-90-euros',
  phase: 'open',
  owner: null,
  author: 'Maud',
  title: 'So French Touch : 90 euros pour toutes et tous',
  summary:
    'La direction propose 1,1 % et une prime. Nous demandons 90 euros bruts par mois, la même somme à l’atelier, au quai, à l’hôtel et au siège.',
  text: `Nous fabriquons, emballons, expédions, vendons et racontons les parfums de So French Touch. Nous faisons ses chambres et nous répondons à sa clientèle. Nous sommes 4 420, sur onze sites.

Le groupe a présenté ses comptes du premier semestre : 412 millions d’euros de ventes, 8 % de plus qu’un an avant. À la première réunion de la négociation annuelle, le mardi {2026-10-06}, la direction a dit qu’elle souhaitait « rester prudente ». À la deuxième, le jeudi {2026-11-05}, elle a mis sur la table 1,1 % d’augmentation générale et une prime unique de 300 euros.

Pour une conditionneuse de Grasse au bas de la grille, 1,1 %, c’est 20 euros bruts par mois. L’abonnement de train de Cannes à Grasse a augmenté de 9 euros à lui seul. Au printemps, nous vous avons demandé comment finissait le mois : 1 130 d’entre nous ont répondu, et 684 étaient à découvert au moins une fois par trimestre.

## Ce que nous demandons

1. **90 euros bruts par mois pour chacune et chacun**, temps plein, à compter du premier janvier. La même somme pour tout le monde, parce que le pain coûte le même prix à tout le monde.
2. **Aucun salaire sous 1 950 euros bruts** à temps plein dans le groupe, hôtels et boutiques compris.
3. **La prime d’équipe et la prime de nuit relevées de 15 %** : elles n’ont pas bougé depuis six ans.
4. **Un budget de 0,5 % de la masse salariale pour l’égalité entre les femmes et les hommes**, en plus du reste : à poste égal, l’écart est encore de 6,2 % au conditionnement.

## Pourquoi signer

L’employeur doit négocier les salaires avec nos organisations (articles L2242-1 et suivants du Code du travail). Il ne doit pas nécessairement nous écouter. Ce qui compte, à la troisième réunion, le jeudi {2026-12-10}, c’est combien nous sommes derrière la table.

Nous poserons le nombre de signatures devant Hortense ce jour-là, site par site. Votre nom ne sera donné que si vous l’avez choisi.`,
  recipient_name: 'Hortense',
  recipient_office: 'directrice des ressources humaines du groupe',
  recipient_company: 'So French Touch',
  goal: 2500,
  partners: ['Syndicat autonome des métiers du parfum', 'Cadres en commun', 'Union des équipes hôtelières'],
  written_on: '2026-10-06',
  opens_on: '2026-10-07',
  closes_on: '2026-12-09',
  sections: [
    'parfumerie-grasse',
    'hotel-nice',
    'siege',
    'boutiques-paris',
    'hotel-paris',
    'plateforme-dourges',
    'relation-clients-roubaix',
    'maroquinerie-cholet',
    'plateforme-carquefou',
    'laboratoire-angers',
    'thalasso-pornic',
  ],
  english: {
    title: 'So French Touch: 90 euros for everyone',
    summary:
      'Management offers 1.1% and a bonus. We ask for 90 euros gross a month, the same amount in the workshop, on the dock, in the hotel and at head office.',
    text: `We make, pack, ship, sell and tell the story of So French Touch perfumes. We clean its rooms and answer its customers. There are 4,420 of us, on eleven sites.

The group has presented its accounts for the first half of the year: 412 million euros of sales, 8% more than a year before. At the first meeting of the yearly pay talks, on Tuesday {2026-10-06}, management said it wished “to remain careful”. At the second, on Thursday {2026-11-05}, it put on the table a general rise of 1.1% and a single bonus of 300 euros.

For a packer in Grasse at the bottom of the scale, 1.1% is 20 euros gross a month. The train pass from Cannes to Grasse alone has gone up by 9 euros. In spring we asked you how the month ends: 1,130 of us answered, and 684 had been overdrawn at least once a quarter.

## What we ask for

1. **90 euros gross a month for each of us**, full time, from the first of January. The same amount for everyone, because bread costs everyone the same.
2. **No full-time pay below 1,950 euros gross** anywhere in the group, hotels and shops included.
3. **Shift and night bonuses raised by 15%**: they have not moved for six years.
4. **A budget of 0.5% of the wage bill for equality between women and men**, on top of the rest: for equal work the gap is still 6.2% in packing.

## Why sign

The employer has to negotiate pay with our unions (articles L2242-1 and following of the French Labour Code). It does not have to listen. What counts at the third meeting, on Thursday {2026-12-10}, is how many of us stand behind the table.

We will lay the number of signatures in front of Hortense that day, site by site. Your name will be given only if you chose so.`,
  },
  updates: [
    {
      on: '2026-11-06',
      title: 'Deuxième réunion : 1,1 % et une prime',
      text: `Hier, jeudi {2026-11-05}, la direction a proposé 1,1 % d’augmentation générale et une prime unique de 300 euros, qui ne compte ni pour la retraite ni pour le treizième mois. Nous étions plus de 1 400 à avoir signé le matin même ; nous l’avons dit en ouvrant la réunion. Le silence a duré un moment.

Prochaine réunion le jeudi {2026-12-10}. Parlez de cette page à une personne, une seule, qui ne l’a pas encore vue.`,
    },
    {
      on: '2026-11-18',
      title: 'Les chiffres de l’égalité sont arrivés',
      text: 'Nous les demandions depuis septembre : la direction a remis mardi les salaires par sexe et par catégorie. Au conditionnement, l’écart est de 6,2 % à poste égal. Notre quatrième demande tient donc en une ligne : 0,5 % de la masse salariale suffit à le combler en deux ans.',
    },
  ],
  suspension: null,
  delivery: null,
  crowd: {
    confirmed: 2140,
    pending: 37,
    withdrawn: 12,
    invalidated: 4,
    sections: {
      'parfumerie-grasse': 24,
      'hotel-nice': 6,
      siege: 11,
      'boutiques-paris': 8,
      'hotel-paris': 7,
      'plateforme-dourges': 16,
      'relation-clients-roubaix': 10,
      'maroquinerie-cholet': 6,
      'plateforme-carquefou': 5,
      'laboratoire-angers': 3,
      'thalasso-pornic': 2,
      elsewhere: 2,
    },
    visibility: { counted: 71, recipient: 17, public: 12 },
    sources: { affiche: 16, tract: 28, courriel: 22, reunion: 13, site: 7, none: 14 },
    half_life: 13,
    peaks: [
      { on: '2026-10-08', percent: 11 },
      { on: '2026-10-22', percent: 8 },
      { on: '2026-11-06', percent: 16 },
      { on: '2026-11-17', percent: 7 },
    ],
  },
} satisfies DemoPetition
