import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import path from 'node:path'

/** The module `condition.ts` as browsers run it: the same file, its types stripped. */
export function conditionScript(): string {
  const source = readFileSync(path.join(import.meta.dirname, 'condition.ts'), 'utf8')
  return stripTypeScriptTypes(source)
}
