import { type Definition, readDefinition } from '../definition.ts'

const format = 1

/** A survey as a file of our own: everything in it, nothing about who runs it or answers. */
export const writeJson = (definition: Definition): string =>
  `${JSON.stringify({ unisson: format, ...definition }, null, 2)}\n`

/** Whether parsed JSON says that it is a file of ours. */
export const isOurs = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && 'unisson' in json

/** What `writeJson` wrote. @throws Invalid `survey-shape` */
export function readJson({ unisson: _, ...definition }: Record<string, unknown>): Definition {
  return readDefinition(definition)
}
