import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import path from 'node:path'

/** Gives browsers the rules of conditions as the server runs them: the module `condition.ts`, its types stripped. */
export function conditionScript(): string {
  const source = readFileSync(path.join(import.meta.dirname, 'condition.ts'), 'utf8')
  return stripTypeScriptTypes(source)
}
