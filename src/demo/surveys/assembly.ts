import { assembly as template } from '../../surveys/templates/assembly.ts'
import type { DemoSurvey } from '../survey.ts'

export const assembly: DemoSurvey = {
  slug: 'apres-l-assemblee-de-lens',
  owner: { region: 'hauts-de-france' },
  author: 'Nathalie',
  definition: {
    ...template.definition,
    title: {
      fr: 'Après l’assemblée de Lens : la suite avec vous',
      en: 'After the Lens assembly: what next, with you',
    },
    pages: [
      {
        code: 'place',
        title: { fr: 'Votre section', en: 'Your section' },
        questions: [
          {
            kind: 'section',
            code: 'section',
            text: { fr: 'Où travaillez-vous ?', en: 'Where do you work?' },
          },
        ],
      },
      ...template.definition.pages,
    ],
  },
  purpose: template.words.fr.purpose,
  kind: 'sealed',
  audience: 'link',
  opens_on: '2026-06-11',
  closes_on: '2026-06-26',
  closed: true,
  responses: {
    'plateforme-dourges': 74,
    'relation-clients-roubaix': 52,
    'verrerie-aire': 39,
    'cartonnages-bethune': 9,
    elsewhere: 12,
  },
  leanings: {
    usual: {
      came: [31, 22, 47],
      absent: [44, 21, 12, 17, 6],
      'quality.clear': [52, 37, 11],
      'quality.voice': [58, 30, 12],
      'quality.debate': [41, 44, 15],
      'quality.length': [33, 41, 26],
      'steps.delegation': [74, 10, 16],
      'steps.petition': [82, 6, 12],
      'steps.leaflet': [69, 9, 22],
      'steps.press': [47, 29, 24],
      'steps.stoppage': [42, 40, 18],
      'steps.again': [58, 19, 23],
      share: [61, 33, 14, 21, 30],
      win: [7, 16, 34, 27, 12, 4],
      moment: [17, 29, 42, 31, 15],
    },
    by: {
      'plateforme-dourges': {
        came: [44, 25, 31],
        'steps.stoppage': [63, 21, 16],
        share: [68, 39, 11, 26, 51],
        win: [4, 11, 30, 33, 19, 3],
        moment: [14, 12, 68, 22, 6],
      },
      'relation-clients-roubaix': {
        came: [17, 20, 63],
        absent: [38, 24, 9, 24, 5],
        'steps.stoppage': [27, 54, 19],
        'steps.press': [34, 42, 24],
        moment: [6, 54, 9, 33, 34],
      },
      'verrerie-aire': { 'steps.stoppage': [44, 41, 15], moment: [28, 6, 71, 14, 4] },
    },
  },
  texts: {
    unsaid: {
      'plateforme-dourges': [
        'Personne n’a parlé des intérimaires, qui sont un tiers des équipes.',
        'Il faut dire aussi ce qui se passe si la direction refuse.',
        'On n’a pas parlé des nuits, alors que c’est là que ça craque.',
        'Les collègues de l’après-midi n’ont pas pu venir, il faudrait deux assemblées.',
        'Combien coûte une journée de grève à chacun, et qui aide ceux qui n’ont rien de côté ?',
        'Demander l’aide des sections de Carquefou : même métier, mêmes cadences.',
        'Le médecin du travail a écrit un rapport, il faut le sortir.',
        'On doit parler du samedi avant de parler des primes.',
        'Beaucoup ont peur et ne lèveront jamais la main.',
        'Les chefs d’équipe sont sous pression eux aussi, ne les laissons pas de côté.',
        'Ce qu’on a déjà obtenu au printemps, ça redonne du courage.',
      ],
      'relation-clients-roubaix': [
        'Au téléphone, personne ne voit qu’on est en grève. Il faut une autre idée.',
        'Une heure à midi, c’est trop court pour nous : la pause fait trente minutes.',
        'Les contrats courts ne disent rien parce qu’ils attendent leur renouvellement.',
        'Il manquait quelqu’un du plateau de soirée.',
        'Le télétravail n’a même pas été cité.',
        'Les clients nous soutiendraient si on leur expliquait.',
        'Parler des objectifs, c’est la racine de tout.',
        'On veut bien une pétition, mais qui aille jusqu’au siège.',
        'Avant d’appeler la presse, demandons-nous qui parlera.',
        'Rien sur les casques et le bruit, cela fait deux ans.',
      ],
    },
  },
}
