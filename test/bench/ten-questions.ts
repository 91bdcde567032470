import type { Definition } from '../../src/surveys/definition.ts'

const fr = (words: string) => ({ fr: words })
const coded = (...words: string[]) => words.map((text, at) => ({ code: `c${at + 1}`, text: fr(text) }))
const shares = coded('Oui, toujours', 'Le plus souvent', 'Parfois', 'Presque jamais', 'Jamais')

/** Ten questions on one page, as a section asks them after a hard winter. */
export const tenQuestions: Definition = {
  languages: ['fr'],
  title: fr('Vos conditions de travail'),
  introduction: fr('Dix questions, cinq minutes. La négociation commence le 12 janvier.'),
  pages: [
    {
      code: 'work',
      title: fr('Votre travail'),
      questions: [
        {
          kind: 'single',
          code: 'post',
          text: fr('Où travaillez-vous ?'),
          choices: coded('Quai', 'Préparation', 'Bureaux', 'Maintenance'),
        },
        { kind: 'yes-no', code: 'night', text: fr('Travaillez-vous la nuit ?'), required: 'hard' },
        {
          kind: 'scale',
          code: 'load',
          text: fr('Votre charge de travail est-elle tenable ?'),
          from: 0,
          to: 10,
          low: fr('pas du tout'),
          high: fr('tout à fait'),
        },
        {
          kind: 'single',
          code: 'plan',
          text: fr('Connaissez-vous votre planning une semaine à l’avance ?'),
          choices: shares,
        },
        {
          kind: 'multiple',
          code: 'pain',
          text: fr('Où avez-vous mal après le poste ?'),
          choices: coded('Dos', 'Épaules', 'Genoux', 'Poignets', 'Nulle part'),
          other: fr('Ailleurs'),
        },
        {
          kind: 'matrix',
          code: 'means',
          text: fr('Avez-vous ce qu’il faut ?'),
          rows: coded(
            'Du matériel en état',
            'Assez de collègues',
            'Des pauses au chaud',
            'Des consignes claires',
          ),
          choices: shares,
        },
        {
          kind: 'number',
          code: 'nights',
          text: fr('Combien de nuits le mois dernier ?'),
          least: 0,
          most: 31,
          whole: true,
          brackets: [1, 5, 10],
        },
        {
          kind: 'ranking',
          code: 'first',
          text: fr('Que faut-il obtenir d’abord ?'),
          choices: coded('Des embauches', 'Les salaires', 'Les plannings'),
        },
        { kind: 'short-text', code: 'one', text: fr('En un mot, ce métier ?') },
        { kind: 'long-text', code: 'why', text: fr('Que diriez-vous à la direction ?') },
      ],
    },
  ],
}

/** What somebody answers, as the form sends it. */
export const tenAnswers: [name: string, value: string][] = [
  ['q.post', 'c1'],
  ['q.night', 'yes'],
  ['q.load', '3'],
  ['q.plan', 'c4'],
  ['q.pain', 'c1'],
  ['q.pain', 'c2'],
  ['q.pain.other', ''],
  ['q.means.c1', 'c3'],
  ['q.means.c2', 'c4'],
  ['q.means.c3', 'c5'],
  ['q.means.c4', 'c2'],
  ['q.nights', '12'],
  ['q.first.c1', '1'],
  ['q.first.c2', '2'],
  ['q.first.c3', ''],
  ['q.one', 'Épuisant'],
  [
    'q.why',
    'Venez faire une nuit avec nous, vous verrez ce que deviennent 142 colis à l’heure à quatre heures du matin.',
  ],
]
