import { sql } from 'kysely'
import { keyOf } from '../../src/petitions/signature.ts'
import { stampOf } from '../../src/petitions/stamp.ts'
import { measure, printFigure } from './figure.ts'
import { loadWith, postForm } from './load.ts'
import { openRawTable } from './raw-table.ts'
import type { Stage } from './stage.ts'

/** As many as two commits hold: a rush. */
const CONNECTIONS = 400
const SECONDS = 4

/** Signing with distinct addresses; a fifth let their name be seen. */
export async function benchSign(stage: Stage): Promise<void> {
  const { port, vault } = stage
  const { id, slug } = await stage.openPetition()
  const stamp = stampOf(await keyOf(vault, id))
  const path = `/petitions/${slug}/signatures`
  let visitor = 0
  let answered = 0

  async function sign() {
    const until = performance.now() + SECONDS * 1000
    const load = await loadWith(port, CONNECTIONS, () => {
      if (performance.now() > until) return undefined
      visitor += 1
      const name = visitor % 5 === 0 ? `name_visibility=public&name=Nadia` : 'name_visibility=counted&name='
      const fields = `email=nadia.${visitor}%40courriel.example&${name}&section_id=&website=&consent=yes&stamp=${stamp}&text_version=1`
      return postForm(path, fields, visitor)
    })
    answered += load.answered
    return load.perSecond
  }

  const insert = await openRawTable(stage, 'signature')
  await sign()
  const [rate] = await measure(insert, sign, perSecond => perSecond)
  await checkKept(stage, id, answered)
  printFigure({ figure: 'sign', ...rate!, unit: 'signatures/s' })
}

/** Whoever was answered has signed, and has a mail waiting or sent. */
async function checkKept({ vault: { db } }: Stage, petitionId: string, answered: number): Promise<void> {
  const { signatures } = await db
    .selectFrom('signatures')
    .select(sql<number>`count(*)::int`.as('signatures'))
    .where('petition_id', '=', petitionId)
    .executeTakeFirstOrThrow()
  const { mails } = await db
    .selectFrom('jobs')
    .select(sql<number>`count(distinct subject_id)::int`.as('mails'))
    .where('scope_id', '=', petitionId)
    .executeTakeFirstOrThrow()
  if (signatures !== answered || mails !== answered)
    throw new Error(`${answered} signed; ${signatures} signatures and ${mails} mails were kept`)
}
