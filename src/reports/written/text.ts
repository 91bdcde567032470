import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Trx } from '../../database.ts'
import type { DataKey } from '../../seal/data-key.ts'
import type { DataKeys } from '../../seal/data-keys.ts'
import { ALIKE } from '../../seal/padding.ts'
import type { SealedResponse } from '../../surveys/response/response.ts'
import type { Parting } from '../freezing/parting.ts'
import { type CountedItem, WRITTEN } from '../item.ts'

const STEP = 500

export const textScope = (surveyId: string): string => `texts:${surveyId}`
export const textPlace = (id: string) => ({ table: 'texts', column: 'sealed', row: id })

interface Text {
  atom_id: string
  id: string
  sealed: Buffer
}

/** The key of a survey's texts, which outlives its other keys. */
async function makeTextKey(trx: Trx, keys: DataKeys, surveyId: string): Promise<DataKey> {
  const scope = textScope(surveyId)
  const known = await trx.selectFrom('data_keys').select('id').where('scope', '=', scope).executeTakeFirst()
  return known ? keys.getByScope(scope) : keys.create(trx, scope)
}

const writeTexts = (trx: Trx, surveyId: string, question: string, texts: Text[]) =>
  sql`
    insert into texts (survey_id, atom_id, id, question, sealed)
    select ${surveyId}, atom_id, id, ${question}, sealed from unnest(
      ${texts.map(text => text.atom_id)}::uuid[], ${texts.map(text => text.id)}::uuid[],
      ${texts.map(text => text.sealed)}::bytea[]
    ) as cut (atom_id, id, sealed)`.execute(trx)

/** The places of the atoms whose answers to a text are kept. */
const keepersOf = (parting: Parting, { key }: CountedItem) =>
  new Set(
    parting.atoms.flatMap((_, at) =>
      parting.keptIn(at).some(({ item, bin }) => item === key && bin === WRITTEN) ? [at] : [],
    ),
  )

/**
 * Cuts the texts from the answers beside them. Each question has a walk of its own, in an order of its own: were they
 * written in one, the texts of one respondent would lie beside each other.
 * @param walk every response, in an order of chance
 */
export async function keepTexts(
  trx: Trx,
  keys: DataKeys,
  surveyId: string,
  parting: Parting,
  walk: () => AsyncGenerator<SealedResponse>,
): Promise<void> {
  // Made once: nobody finds it by its scope before the commit.
  let key: DataKey | undefined
  for (const item of parting.items.filter(({ text }) => text)) {
    const keepers = keepersOf(parting, item)
    if (keepers.size === 0) continue
    key ??= await makeTextKey(trx, keys, surveyId)
    let texts: Text[] = []
    for await (const response of walk()) {
      const at = parting.find(response) ?? -1
      const words = Object.hasOwn(response.answers, item.key) ? response.answers[item.key] : undefined
      if (words === undefined || !keepers.has(at)) continue
      const id = randomUUID()
      texts.push({
        atom_id: parting.atoms[at]?.id as string,
        id,
        sealed: key.seal(textPlace(id), words, ALIKE),
      })
      if (texts.length < STEP) continue
      await writeTexts(trx, surveyId, item.key, texts)
      texts = []
    }
    if (texts.length > 0) await writeTexts(trx, surveyId, item.key, texts)
  }
}
