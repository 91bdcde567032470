import { conditions as template } from '../../surveys/templates/conditions.ts'
import type { Leanings } from '../leaning.ts'
import type { DemoSurvey } from '../survey.ts'
import { leanings as now } from './conditions-leanings.ts'

/** A year before: schedules came later, there were a few more people, and fewer thought of leaving. */
const leanings: Leanings = {
  usual: {
    ...now.usual,
    notice: [10, 24, 41, 25],
    'means.staff': [9, 30, 36, 25],
    'means.tools': [12, 32, 35, 21],
    stay: [4, 2, 4, 5, 7, 13, 13, 18, 18, 10, 6],
  },
  by: {
    ...now.by,
    'plateforme-dourges': {
      ...now.by['plateforme-dourges'],
      notice: [2, 9, 42, 47],
      'means.staff': [6, 17, 39, 38],
      accident: [24, 76],
      stay: [8, 5, 9, 11, 12, 16, 13, 13, 8, 3, 2],
    },
    'plateforme-carquefou': { ...now.by['plateforme-carquefou'], notice: [6, 28, 44, 22] },
    'relation-clients-roubaix': { ...now.by['relation-clients-roubaix'], notice: [9, 20, 43, 28] },
  },
}

export const earlierConditions: DemoSurvey = {
  slug: 'votre-travail-premiere-edition',
  owner: null,
  author: 'Maud',
  definition: {
    ...template.definition,
    title: { fr: 'Votre travail, tel qu’il est : première édition', en: 'Your work as it is: first edition' },
  },
  purpose: template.words.fr.purpose,
  kind: 'sealed',
  audience: 'invited',
  opens_on: '2025-10-06',
  closes_on: '2025-10-31',
  closed: true,
  responses: {
    'parfumerie-grasse': 44,
    'hotel-nice': 14,
    'savonnerie-marseille': 3,
    siege: 58,
    'boutiques-paris': 19,
    'hotel-paris': 11,
    'plateforme-dourges': 58,
    'relation-clients-roubaix': 39,
    'verrerie-aire': 37,
    'cartonnages-bethune': 4,
    'maroquinerie-cholet': 33,
    'plateforme-carquefou': 22,
    'laboratoire-angers': 14,
    'thalasso-pornic': 3,
    'biscuiterie-guerande': 3,
  },
  leanings,
  texts: {
    one: {
      'plateforme-dourges': [
        'Connaître son planning avant la veille.',
        'Des chaussures de sécurité qui tiennent plus de six mois.',
        'Réparer les portes du quai 2, le vent rentre toute la nuit.',
        'Ne plus changer d’équipe deux fois dans la même semaine.',
        'Qu’on arrête de rappeler les gens pendant leur repos.',
        'Du monde aux retours, c’est toujours nous qui trinquons.',
        'Une vraie formation au chariot, pas une heure le matin.',
        'Les pauses à heure fixe.',
        'Plus de respect de la part des chefs d’équipe.',
        'Des filmeuses automatiques, comme à Carquefou.',
        'Que la navette passe aussi à 5 heures du matin.',
      ],
    },
  },
}
