import type { DemoPetition } from '../petition.ts'

export const telework = {
  slug: 'siege-garder-nos-deux-jours',
  phase: 'delivered',
  owner: { section: 'siege' },
  author: 'Lucas',
  title: 'Siège : gardons nos deux jours de télétravail',
  summary:
    'La direction veut passer de deux jours à un seul, sans étude et sans négocier. Nous demandons que l’accord soit appliqué, puis discuté.',
  text: `L’accord de télétravail du siège prévoit deux jours par semaine. Il a été signé par la direction et par trois organisations. Par un message du vendredi {2026-08-28}, à 17 h 40, nous avons appris qu’il serait dénoncé et remplacé par une charte : un jour, fixé par la hiérarchie, à compter du {2027-01-04}.

La raison donnée tient en un mot, « l’esprit d’équipe ». Nous avons cherché les chiffres ; il n’y en a pas. En voici quelques-uns :

- 612 collègues sur 910 télétravaillent deux jours par semaine ;
- le trajet moyen est de 1 h 50 aller et retour, et il passe par une ligne en travaux jusqu’à l’été ;
- depuis le dernier déménagement, le siège compte 640 postes assis : le mardi, on déjeune avec son écran sur les genoux ;
- les clôtures comptables, les lancements et les délais ont tous été tenus.

## Ce que nous demandons

1. **L’application de l’accord pendant son préavis et l’année qui suit**, comme la loi le prévoit (article L2261-10 du Code du travail), et une première réunion avant la fin d’octobre.
2. **Deux jours par semaine**, choisis par l’équipe, avec un jour commun sur place si elle le souhaite.
3. **Trois jours** pour les proches aidants, les femmes enceintes et les collègues en situation de handicap qui le demandent.
4. **Une contrepartie pour l’accueil, le courrier et la sécurité**, qui ne télétravaillent pas : deux jours de repos de plus par an et des horaires choisis.

Nous ne défendons pas un confort. Nous défendons une parole donnée et signée.`,
  recipient_name: 'Hortense',
  recipient_office: 'directrice des ressources humaines du groupe',
  recipient_company: 'So French Touch',
  goal: 500,
  partners: ['Cadres en commun'],
  written_on: '2026-08-31',
  opens_on: '2026-09-01',
  closes_on: '2026-10-02',
  sections: ['siege', 'laboratoire-angers'],
  english: null,
  updates: [
    {
      on: '2026-10-09',
      title: 'Remise hier à 12 h 30, dans le hall',
      text: 'Nous étions une centaine dans le hall, et 437 sur le papier. Hortense est descendue, a pris le dossier et a ouvert son agenda devant nous : première réunion de négociation le {2026-10-20}.',
    },
  ],
  suspension: null,
  delivery: {
    on: '2026-10-08',
    outcome_on: '2026-11-12',
    outcome: `Un avenant a été signé le jeudi {2026-11-12}. Les deux jours sont maintenus, au choix de chaque équipe, avec un jour commun sur place toutes les deux semaines. Les proches aidants et les femmes enceintes pourront en demander trois.

Ce que nous n’avons pas obtenu : les deux jours de repos pour l’accueil, le courrier et la sécurité. La direction accorde des horaires choisis, à l’essai pendant six mois. Nous reviendrons à la table en mai avec ces collègues, qui ont signé pour nous les premiers.

Merci aux 437. Sans vous, nous aurions discuté d’un seul jour.`,
  },
  crowd: {
    confirmed: 437,
    pending: 0,
    withdrawn: 5,
    invalidated: 0,
    sections: { siege: 91, 'laboratoire-angers': 6, elsewhere: 3 },
    visibility: { counted: 58, recipient: 31, public: 11 },
    sources: { affiche: 6, tract: 9, courriel: 51, reunion: 9, site: 13, none: 12 },
    half_life: 5,
    peaks: [
      { on: '2026-09-02', percent: 24 },
      { on: '2026-09-15', percent: 12 },
      { on: '2026-10-01', percent: 8 },
    ],
  },
} satisfies DemoPetition
