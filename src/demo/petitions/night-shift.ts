import type { DemoPetition } from '../petition.ts'

export const nightShift = {
  slug: 'dourges-des-bras-avant-les-cadences',
  phase: 'open',
  owner: { section: 'plateforme-dourges' },
  author: 'Teddy',
  title: 'Dourges : des bras avant les cadences',
  summary:
    'De 118 à 142 colis à l’heure, avec soixante-quatre personnes la nuit, comme avant. Nous demandons vingt-deux embauches et des plannings connus une semaine à l’avance.',
  text: `Depuis le lundi {2026-09-21}, l’objectif affiché au bout de chaque ligne de préparation est passé de 118 à 142 colis à l’heure. L’équipe de nuit compte toujours soixante-quatre personnes. Les volumes, eux, ont augmenté de 23 % depuis l’ouverture du quai C.

On nous a parlé d’une « montée en compétence ». Voici ce que nous avons monté :

- trente et un accidents du travail depuis janvier, contre dix-neuf à la même date l’an dernier ; dix-huit sont des dos et des épaules ;
- sept samedis annoncés le jeudi soir pour le surlendemain ;
- une pause de 2 h 30 du matin prise, un soir sur deux, entre les racks, parce que le local n’est plus chauffé depuis le {2026-10-01}.

Les collègues en intérim tiennent quatre postes sur dix la nuit. Il y en a qui sont là depuis trois ans. Personne ne leur a proposé un contrat.

## Ce que nous demandons

1. **Vingt-deux CDI de nuit**, proposés d’abord aux intérimaires présents depuis plus de six mois.
2. **Le retour à 118 colis à l’heure** tant que le CSE n’a pas été consulté sur la nouvelle organisation et sur ses effets sur la santé (article L2312-8 du Code du travail).
3. **Les plannings sept jours ouvrés à l’avance**, samedis compris, et le droit de dire non en dessous.
4. **Deux pauses de quinze minutes** dans un local chauffé, avec de quoi s’asseoir pour toute l’équipe.
5. **Le respect des onze heures de repos** entre deux postes, sans exception « pour cette fois ».

Nous ne sommes pas contre le travail bien fait. Un colis mal pris, c’est un dos abîmé, et c’est un flacon cassé. Régis, vous avez commencé au quai A : vous savez ce que pèse une palette de coffrets à quatre heures du matin.

Nous vous remettrons ce texte au CSE du vendredi {2026-12-18}.`,
  recipient_name: 'Régis',
  recipient_office: 'directeur de la plateforme de Dourges',
  recipient_company: 'So French Touch Logistique',
  goal: 500,
  partners: [],
  written_on: '2026-10-15',
  opens_on: '2026-10-19',
  closes_on: '2026-12-17',
  sections: ['plateforme-dourges', 'plateforme-carquefou'],
  english: null,
  updates: [
    {
      on: '2026-11-13',
      title: 'Le chauffage est revenu',
      text: 'Depuis jeudi, le local de pause de nuit est de nouveau chauffé. Il a fallu trois semaines et plus de quatre cents signatures. Le reste de nos demandes n’a pas reçu de réponse : la pétition continue jusqu’au {2026-12-17}.',
    },
  ],
  suspension: null,
  delivery: null,
  crowd: {
    confirmed: 486,
    pending: 11,
    withdrawn: 3,
    invalidated: 1,
    sections: { 'plateforme-dourges': 88, 'plateforme-carquefou': 7, elsewhere: 5 },
    visibility: { counted: 82, recipient: 14, public: 4 },
    sources: { affiche: 31, tract: 26, courriel: 6, reunion: 24, site: 2, none: 11 },
    half_life: 9,
    peaks: [
      { on: '2026-10-20', percent: 19 },
      { on: '2026-10-29', percent: 8 },
      { on: '2026-11-12', percent: 12 },
    ],
  },
} satisfies DemoPetition
