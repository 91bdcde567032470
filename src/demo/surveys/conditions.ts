import { conditions as template } from '../../surveys/templates/conditions.ts'
import type { DemoSurvey } from '../survey.ts'
import { leanings } from './conditions-leanings.ts'
import { oneThing } from './conditions-texts.ts'

export const conditions: DemoSurvey = {
  slug: 'votre-travail-deuxieme-edition',
  owner: null,
  author: 'Maud',
  definition: {
    ...template.definition,
    title: {
      fr: 'Votre travail, tel qu’il est : deuxième édition',
      en: 'Your work as it is: second edition',
    },
  },
  purpose: template.words.fr.purpose,
  kind: 'sealed',
  audience: 'invited',
  opens_on: '2026-09-28',
  closes_on: '2026-10-23',
  closed: true,
  responses: {
    'parfumerie-grasse': 52,
    'hotel-nice': 17,
    'savonnerie-marseille': 4,
    siege: 63,
    'boutiques-paris': 24,
    'hotel-paris': 13,
    'plateforme-dourges': 71,
    'relation-clients-roubaix': 46,
    'verrerie-aire': 40,
    'cartonnages-bethune': 3,
    'maroquinerie-cholet': 37,
    'plateforme-carquefou': 26,
    'laboratoire-angers': 16,
    'thalasso-pornic': 4,
    'biscuiterie-guerande': 3,
  },
  leanings,
  texts: { one: oneThing },
}
