import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import path from 'node:path'
import type { Assets } from '../http/assets.ts'

/** Gives browsers the rules of conditions, as the server runs them: one module, without its types. */
export function serveConditions(assets: Assets): void {
  const source = readFileSync(path.join(import.meta.dirname, 'condition.ts'), 'utf8')
  assets.add('condition.js', stripTypeScriptTypes(source))
}
