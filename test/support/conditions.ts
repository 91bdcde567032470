import type { Definition } from '../../src/surveys/definition.ts'
import type { Choice } from '../../src/surveys/question.ts'
import { createSurvey } from '../../src/surveys/survey.ts'
import type { Survey } from '../../src/surveys/tables.ts'
import { answerAtRandom, freezeWith, seeded } from './frozen.ts'
import type { Unisson } from './unisson.ts'

const fr = (words: string) => ({ fr: words })
const choices = (words: Record<string, string>): Choice[] =>
  Object.entries(words).map(([code, text]) => ({ code, text: fr(text) }))

/** One question of every kind that a report draws, two of them sensitive, broken down by working hours. */
export const conditions: Definition = {
  languages: ['fr'],
  title: fr('Nos conditions de travail'),
  breakdown: 'hours',
  pages: [
    {
      code: 'you',
      title: fr('Votre poste'),
      questions: [
        {
          kind: 'single',
          code: 'hours',
          text: fr('Quand travaillez-vous ?'),
          choices: choices({ day: 'De jour', shifts: 'En équipes', night: 'De nuit' }),
        },
        {
          kind: 'number',
          code: 'years',
          text: fr('Depuis combien d’années êtes-vous là ?'),
          brackets: [2, 5, 10],
        },
        { kind: 'yes-no', code: 'join', text: fr('Viendriez-vous à une heure d’information syndicale ?') },
      ],
    },
    {
      code: 'work',
      title: fr('Votre travail'),
      questions: [
        {
          kind: 'multiple',
          code: 'first',
          text: fr('Que faut-il régler d’abord ?'),
          choices: choices({
            pay: 'Les salaires',
            staff: 'Les effectifs, surtout le week-end et pendant les congés',
            rest: 'Les repos entre deux postes',
            heat: 'La chaleur dans les ateliers',
          }),
          other: fr('Autre chose'),
        },
        {
          kind: 'scale',
          code: 'advise',
          text: fr('Conseilleriez-vous à une amie de venir travailler ici ?'),
          from: 0,
          to: 10,
          low: fr('Pas du tout'),
          high: fr('Sans hésiter'),
          unknown: fr('Je ne sais pas'),
        },
        {
          kind: 'scale',
          code: 'load',
          text: fr('Votre charge de travail est…'),
          from: 1,
          to: 5,
          low: fr('Légère'),
          high: fr('Écrasante'),
        },
        {
          kind: 'matrix',
          code: 'agree',
          text: fr('Êtes-vous d’accord ?'),
          rows: choices({
            means: 'J’ai les moyens de faire un bon travail',
            heard: 'Mon avis compte quand l’organisation change',
            safe: 'Je me sens en sécurité à mon poste',
            time: 'J’ai le temps de finir ce que je commence',
          }),
          choices: choices({ yes: 'Oui', rather: 'Plutôt oui', hardly: 'Plutôt non', no: 'Non' }),
        },
        {
          kind: 'ranking',
          code: 'order',
          text: fr('Dans quel ordre négocier ?'),
          choices: choices({ pay: 'Salaires', hours: 'Horaires', staff: 'Embauches', home: 'Télétravail' }),
        },
      ],
    },
    {
      code: 'health',
      title: fr('Votre santé'),
      questions: [
        {
          kind: 'single',
          code: 'sleep',
          text: fr('Comment dormez-vous ?'),
          sensitive: true,
          choices: choices({ well: 'Bien', so: 'Ça dépend des semaines', badly: 'Mal' }),
        },
        { kind: 'long-text', code: 'change', text: fr('Que changeriez-vous en premier ?') },
      ],
    },
  ],
}

export const writings = {
  change: [
    'Les plannings affichés deux semaines avant, pas la veille.',
    'Un ventilateur qui marche à l’emballage.',
    'Qu’on remplace les départs. On fait à trois le travail de cinq.',
    'Rien, si ce n’est le bruit de la ligne 4.',
  ],
}

interface Sample {
  /** Responses of the sections, in order of name; from the start again. */
  sizes?: number[]
  seed?: number
  /** How the answers lean; another edition leans otherwise. */
  lean?: number
  survey?: Partial<Pick<Survey, 'audience' | 'k' | 'region_id' | 'section_id'>>
  definition?: Definition
}

const asSizes = [140, 62, 31, 3, 210, 88, 4, 12, 55]

/** A closed and frozen survey of the union, answered in every section. @returns its id */
export async function frozenSurvey(
  { vault }: Unisson,
  { sizes = asSizes, seed = 7, lean = 1.6, survey = {}, definition = conditions }: Sample = {},
): Promise<string> {
  const { db, keys } = vault
  const sections = await db.selectFrom('sections').selectAll().orderBy('name').execute()
  const id = await db.transaction().execute(trx =>
    createSurvey(
      trx,
      keys,
      {
        slug: `conditions-${seed}-${Date.now()}`,
        closes_on: '2026-10-31',
        purpose: 'Préparer la négociation.',
        ...survey,
      },
      definition,
    ),
  )
  await db
    .insertInto('survey_sections')
    .values(
      sections.map(({ id: section_id, region_id, federation_id }) => ({
        survey_id: id,
        section_id,
        region_id,
        federation_id,
      })),
    )
    .execute()
  await db.insertInto('survey_acts').values({ survey_id: id, act: 'launch', account_id: null }).execute()
  const random = seeded(seed)
  const people = sections.flatMap(({ id: section_id }, index) =>
    Array.from({ length: sizes[index % sizes.length] as number }, () => ({
      section_id,
      answers: answerAtRandom(definition, random, lean + (index % 3) * 0.3, writings),
    })),
  )
  await freezeWith(vault, id, people)
  return id
}
