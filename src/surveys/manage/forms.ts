import { type Field, line, lines, oneOf, optional } from '../../http/form.ts'
import { type OwnerChoice, oneOwner } from '../../union/owner.ts'
import type { DraftAct } from './draft.ts'

type Source = 'ours' | 'shared'

/** The survey to start from, asked for where it is a copy. */
const copied =
  (source: Source, ids: string[]): Field<string> =>
  (typed, all) =>
    all('from').at(-1) !== source || ids.includes(typed) ? { value: typed } : { fault: 'choose' }

/**
 * What a new survey starts from, whose it is and what it is called.
 * @param ids of the surveys that may be copied
 */
export const startForm = (owners: OwnerChoice[], templates: string[], ids: Record<Source, string[]>) => ({
  from: oneOf('blank', 'ours', 'shared', ...templates.map(code => `template:${code}`)),
  ours: copied('ours', ids.ours),
  shared: copied('shared', ids.shared),
  owner: oneOwner(owners),
  title: optional(line(200)),
})

/** Only what cannot be taken back asks why. */
export const draftActForm = (act: DraftAct) => ({
  reason: act === 'deletion' ? lines(600) : optional(lines(600)),
})
