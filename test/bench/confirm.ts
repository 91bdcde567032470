import { setTimeout as pause } from 'node:timers/promises'
import { seenWords } from '../../src/petitions/confirmation.ts'
import { countSignatures } from '../../src/petitions/count.ts'
import { keyOf, sealWords, signatureId, signatureToken } from '../../src/petitions/signature.ts'
import { signingDesk } from '../../src/petitions/signing.ts'
import { measure, printFigure } from './figure.ts'
import { loadWith, postForm } from './load.ts'
import { openRawTable } from './raw-table.ts'
import type { Stage } from './stage.ts'

/** As many as two commits hold: a rush. */
const CONNECTIONS = 400
const A_ROUND = 10_000
const ROUNDS = 4

interface Link {
  token: string
  shown: string
}

/** Signs so many times and takes what the mail and its page would hold: link and proof of the words shown. */
export async function prepareLinks({ vault }: Stage, petitionId: string, count: number): Promise<Link[]> {
  const key = await keyOf(vault, petitionId)
  const sign = signingDesk(vault.db)
  const { text_hash } = await vault.db
    .selectFrom('petition_texts')
    .select('text_hash')
    .where('petition_id', '=', petitionId)
    .executeTakeFirstOrThrow()
  const links: Link[] = []
  while (links.length < count) {
    const rows = Array.from({ length: Math.min(200, count - links.length) }, (_, at) => {
      const email = `karim.${links.length + at}@courriel.example`
      const id = signatureId(key, email)
      return {
        petition_id: petitionId,
        id,
        sealed: sealWords(key, id, { email, name: '', workplace: '' }),
        name_visibility: 'counted' as const,
        section_id: null,
        source: null,
        news: false,
        contact: false,
        locale: 'fr' as const,
        text_version: 1,
        text_hash,
        mail_at: new Date(),
      }
    })
    await Promise.all(rows.map(sign))
    for (const row of rows)
      links.push({
        token: signatureToken(key, 'confirmation', petitionId, row.id),
        shown: seenWords(row),
      })
  }
  return links
}

/** Confirming by the button of the mailed page. */
export async function benchConfirm(stage: Stage): Promise<void> {
  const { port } = stage
  const { id } = await stage.openPetition()
  const links = await prepareLinks(stage, id, A_ROUND * ROUNDS)
  let visitor = 0

  async function confirm() {
    const last = Math.min(visitor + A_ROUND, links.length)
    const { perSecond } = await loadWith(port, CONNECTIONS, () => {
      if (visitor === last) return undefined
      const { token, shown } = links[visitor] as Link
      visitor += 1
      return postForm(`/signatures/${token}/confirmation`, `shown=${shown}`, visitor)
    })
    return perSecond
  }

  const insert = await openRawTable(stage, 'signature')
  await confirm()
  const [rate] = await measure(insert, confirm, perSecond => perSecond)
  await checkCount(stage, id, visitor)
  printFigure({ figure: 'confirm', ...rate!, unit: 'confirmations/s' })
}

/** The count that people see is exact within seconds. */
async function checkCount({ vault: { db } }: Stage, petitionId: string, confirmed: number): Promise<void> {
  let count = 0
  for (let patience = 20; patience > 0 && count !== confirmed; patience -= 1) {
    await pause(250)
    count = await countSignatures(db, petitionId)
  }
  if (count !== confirmed) throw new Error(`${confirmed} confirmed, ${count} counted`)
}
