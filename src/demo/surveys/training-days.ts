import type { Words } from '../../surveys/question.ts'
import type { DemoSurvey } from '../survey.ts'

const say = (fr: string): Words => ({ fr })
const list = (...parts: [code: string, fr: string][]) => parts.map(([code, fr]) => ({ code, text: say(fr) }))

export const trainingDays: DemoSurvey = {
  slug: 'formations-de-janvier',
  owner: { region: 'hauts-de-france' },
  author: 'Nathalie',
  definition: {
    languages: ['fr'],
    title: say('Formations de janvier : je m’inscris'),
    introduction: say(
      'Deux journées, douze places chacune. Le congé de formation économique, sociale et syndicale se demande trente jours avant : inscrivez-vous d’ici au {2026-12-11}, nous vous envoyons le modèle de lettre.',
    ),
    thanks: say('C’est noté. La région vous confirme votre place avant le {2026-12-16}.'),
    pages: [
      {
        code: 'day',
        title: say('Votre journée'),
        questions: [
          {
            kind: 'single',
            code: 'date',
            text: say('Quelle journée vous convient ?'),
            required: 'hard',
            choices: list(
              ['lille', 'Mardi {2027-01-12}, à Lille'],
              ['arras', 'Jeudi {2027-01-14}, à Arras'],
              ['either', 'L’une ou l’autre'],
            ),
          },
          {
            kind: 'multiple',
            code: 'workshops',
            text: say('Quels ateliers vous intéressent ?'),
            most: 2,
            choices: list(
              ['payslip', 'Lire une fiche de paie'],
              ['speak', 'Prendre la parole en réunion'],
              ['council', 'Préparer une réunion du CSE'],
              ['leaflet', 'Écrire un tract que l’on lit'],
            ),
          },
        ],
      },
      {
        code: 'coming',
        title: say('Pour bien vous accueillir'),
        questions: [
          {
            kind: 'single',
            code: 'travel',
            text: say('Comment venez-vous ?'),
            choices: list(
              ['train', 'En train ou en bus'],
              ['car', 'En voiture, et je peux emmener quelqu’un'],
              ['lift', 'Je cherche une place en voiture'],
            ),
          },
          { kind: 'yes-no', code: 'lunch', text: say('Déjeunez-vous avec nous ?') },
          {
            kind: 'short-text',
            code: 'need',
            text: say('Ce qu’il vous faut pour venir : horaires, garde d’enfants, accès'),
            most: 300,
          },
        ],
      },
    ],
  },
  purpose: 'Composer les deux journées de formation de janvier et réserver les repas.',
  kind: 'named',
  audience: 'invited',
  opens_on: '2026-11-16',
  closes_on: '2026-12-11',
  closed: false,
  responses: {
    'plateforme-dourges': 9,
    'relation-clients-roubaix': 6,
    'verrerie-aire': 5,
    'cartonnages-bethune': 1,
  },
  leanings: {
    usual: { date: [45, 35, 20], workshops: [44, 31, 27, 38], travel: [38, 41, 21], lunch: [86, 14] },
    by: { 'relation-clients-roubaix': { date: [78, 6, 16] }, 'verrerie-aire': { date: [12, 70, 18] } },
  },
  texts: {
    need: {
      'plateforme-dourges': ['Je sors de nuit le lundi, mardi impossible avant 10 heures.', 'Un parking.'],
      'relation-clients-roubaix': ['Finir à 16 h 30 pour la sortie de l’école.'],
    },
  },
}
