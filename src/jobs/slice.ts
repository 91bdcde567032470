import { Later } from './worker.ts'

/** Milliseconds after which a run of many steps makes way for mail and counts, to go on in its turn. */
export const SLICE = 400

/**
 * Takes step after step, each of which notes how far it came, until there is none left.
 * @param step tells whether there is another
 * @throws Later after a slice
 */
export async function inSlices(step: () => Promise<boolean>, slice = SLICE): Promise<void> {
  const until = performance.now() + slice
  while (await step()) if (performance.now() >= until) throw new Later('paced', new Date())
}
