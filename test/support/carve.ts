import { createPrivateKey } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { BatchKey } from '../../src/seal/batch-key.ts'
import { DataKey } from '../../src/seal/data-key.ts'
import { responsePlace, stagedPlace, stagedScope } from '../../src/surveys/response/response.ts'
import type { Unisson } from './unisson.ts'

/** What is sealed, as it lay in the database once. */
export interface Box {
  id: string
  sealed: Buffer
}

const filesIn = (folder: string): Buffer[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(path.join(parentPath, name)))

/** Whatever 32 bytes there are to be had as keys: every file of a folder, and every data key that these open. */
export async function listSecrets({ vault, ring, config }: Unisson): Promise<Buffer[]> {
  const rows = await vault.db.selectFrom('data_keys').select(['scope', 'wrapped']).execute()
  return [...filesIn(config.KEYS_DIR), ...rows.map(({ scope, wrapped }) => ring.unwrap(scope, wrapped))]
}

const opens = (open: () => unknown): boolean => {
  try {
    open()
    return true
  } catch {
    return false
  }
}

/** Tries a secret as the key of a survey's staged and mixed responses, whatever key their heads name. */
function opensBox(secret: Buffer, survey_id: string, { id, sealed }: Box): boolean {
  const named = sealed.toString('hex', 1, 17).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const scopes = [`pool:${survey_id}:1`, stagedScope(survey_id)]
  const asData = scopes.some(scope =>
    opens(() => new DataKey(named, scope, secret).open(responsePlace(id), sealed)),
  )
  const asBatch = () => {
    const key = new BatchKey(createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' }))
    return key.open(stagedScope(survey_id), stagedPlace(id), sealed)
  }
  return asData || opens(asBatch)
}

/** How many of these responses any of the secrets opens. */
export const carve = (secrets: Buffer[], surveyId: string, boxes: Box[]): number =>
  boxes.filter(box => secrets.some(secret => opensBox(secret, surveyId, box))).length

/** How many of these lie somewhere in the files of a folder, byte by byte. */
export function findIn(folder: string, boxes: Box[]): number {
  const found = new Set<string>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    let bytes = Buffer.alloc(0)
    // A file of the cluster may go while it is read.
    if (!opens(() => (bytes = readFileSync(file)))) continue
    for (const { id, sealed } of boxes) if (!found.has(id) && bytes.includes(sealed)) found.add(id)
  }
  return found.size
}
