import type { DemoPetition } from '../petition.ts'

export const noise = {
  slug: 'roubaix-du-silence-entre-deux-appels',
  phase: 'open',
  owner: { section: 'relation-clients-roubaix' },
  author: 'Inès',
  title: 'Roubaix : du silence entre deux appels',
  summary:
    'Cinq secondes pour souffler, 71 décibels autour : nous demandons nos vingt secondes, des pauses qui existent et un plateau où l’on s’entend.',
  text: `« Bonjour, Inès à votre écoute. » Nous le disons quatre-vingt-quatorze fois par jour en moyenne. Entre deux appels, le logiciel nous laissait vingt secondes : le temps de noter, de boire, d’oublier la personne qui vient de hurler. Depuis le lundi {2026-09-07}, il en laisse cinq.

Nous sommes cent quatre-vingts sur le plateau du deuxième étage. Le jeudi {2026-09-24}, entre dix heures et onze heures, les élues du CSE ont fait mesurer le bruit au milieu des îlots : 71 décibels. Pour un travail qui demande de l’attention, la recommandation est de ne pas dépasser 55. Alors nous montons le son du casque, et le soir le silence siffle.

- En un an, quarante-six collègues sont passés par l’infirmerie pour des maux de tête ou des oreilles, contre vingt l’année d’avant.
- L’ancienneté moyenne est tombée de quatre ans à vingt-deux mois.
- Sur les 318 personnes qui ont répondu à la médecine du travail, 203 disent ne plus pouvoir suivre une conversation à table le soir.

## Ce que nous demandons

1. **Le retour des vingt secondes** entre deux appels, tout de suite : c’est un réglage.
2. **Dix minutes de pause toutes les quatre-vingt-dix minutes**, en plus de la pause du repas, dans une pièce sans écran ni musique.
3. **Des cloisons et un plafond absorbants** au deuxième étage avant le {2027-03-01}, et des casques qui limitent le volume pour tout le monde.
4. **Le droit de raccrocher** après un avertissement, devant des injures ou des menaces, sans que l’appel compte dans nos résultats.
5. **Une mesure du bruit deux fois par an**, avec le CSE, et ses résultats affichés.

La loi demande à l’employeur de combattre le risque à la source (article L4121-2 du Code du travail). Ici, la source est connue. Elle se règle en partie ce soir, d’un clic.`,
  recipient_name: 'Ludivine',
  recipient_office: 'directrice du centre de relation clients',
  recipient_company: 'So French Touch Services',
  goal: 500,
  partners: ['Collectif des voix du Nord'],
  written_on: '2026-10-28',
  opens_on: '2026-11-02',
  closes_on: '2027-01-15',
  sections: ['relation-clients-roubaix'],
  english: null,
  updates: [
    {
      on: '2026-11-16',
      title: 'Une réunion le vendredi {2026-11-27}',
      text: 'Ludivine nous reçoit avec la médecine du travail le vendredi {2026-11-27} à 14 h. Nous y porterons vos signatures et le relevé de bruit. D’ici là, si un appel vous a laissé une trace, dites-le-nous au local, porte 12 : nous citerons des faits, jamais des noms.',
    },
  ],
  suspension: null,
  delivery: null,
  crowd: {
    confirmed: 312,
    pending: 19,
    withdrawn: 2,
    invalidated: 0,
    sections: { 'relation-clients-roubaix': 93, elsewhere: 7 },
    visibility: { counted: 76, recipient: 15, public: 9 },
    sources: { affiche: 10, tract: 12, courriel: 38, reunion: 14, site: 9, none: 17 },
    half_life: 8,
    peaks: [
      { on: '2026-11-03', percent: 22 },
      { on: '2026-11-17', percent: 9 },
    ],
  },
} satisfies DemoPetition
