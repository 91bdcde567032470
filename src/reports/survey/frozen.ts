import type { Db } from '../../database.ts'
import { NotFound } from '../../errors.ts'
import type { SurveyState } from '../../surveys/survey.ts'
import { leastOf } from '../freezing/parting.ts'
import { listPlaces, type Place } from '../scope.ts'
import type { Atom, Freezing, Part, Partition } from '../tables.ts'

/** The days on which a survey's periods were frozen, the oldest first. */
const listFreezings = (db: Db, surveyId: string): Promise<Freezing[]> =>
  db.selectFrom('freezings').selectAll().where('survey_id', '=', surveyId).orderBy('period').execute()

/** How each frozen period was parted, the oldest first. */
export const listPartitions = (db: Db, surveyId: string): Promise<Partition[]> =>
  db
    .selectFrom('partitions')
    .selectAll()
    .where('survey_id', '=', surveyId)
    .orderBy('period')
    .orderBy('partition')
    .execute()

/** Every atom of a survey: its own partitions', pools included. */
export const listAtoms = (db: Db, surveyId: string): Promise<Atom[]> =>
  db.selectFrom('atoms').selectAll().where('survey_id', '=', surveyId).orderBy('id').execute()

/** A survey's frozen figures, before anything is summed. */
export interface Frozen {
  survey: SurveyState
  places: Place[]
  atoms: Atom[]
  partitions: Partition[]
  freezings: Freezing[]
  period: number
}

/** @throws NotFound for a period that is not frozen; undefined while nothing is */
export async function findFrozen(db: Db, survey: SurveyState, asked?: string): Promise<Frozen | undefined> {
  const freezings = await listFreezings(db, survey.id)
  const last = freezings.at(-1)
  if (!last) return undefined
  const period = asked ? Number(asked) : last.period
  if (!freezings.some(one => one.period === period)) throw new NotFound()
  const [places, atoms, partitions] = await Promise.all([
    listPlaces(db, survey.id),
    listAtoms(db, survey.id),
    listPartitions(db, survey.id),
  ])
  return {
    survey,
    places,
    atoms: atoms.filter(one => one.period === period),
    partitions: partitions.filter(one => one.period === period),
    freezings,
    period,
  }
}

/** The period that figures are of, to be named and kept from page to page; undefined where there is one alone. */
export const periodOf = ({ freezings, period }: Frozen): Freezing | undefined =>
  freezings.length > 1 ? freezings.find(one => one.period === period) : undefined

/** Whether no later period is frozen. */
export const isLast = ({ freezings, period }: Frozen): boolean => freezings.at(-1)?.period === period

/** The fewest respondents of a group of a partition, as they were when it was made. */
export const kOf = ({ survey, partitions }: Pick<Frozen, 'survey' | 'partitions'>, part: Part): number =>
  partitions.find(({ partition }) => partition === part)?.k ?? leastOf(part, survey)
