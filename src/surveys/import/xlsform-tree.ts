import type { Condition } from '../condition.ts'
import type { SheetRow } from './sheet.ts'
import { typeOf } from './xlsform-question.ts'

/** A row of the survey sheet, with the rows between its begin and its end where it is a group. */
export interface Branch {
  row: SheetRow
  type: string
  name: string
  patch: Patch
  children?: Branch[]
}

/** What the cell `unisson` adds to what XLSForm can say. */
export type Patch = Record<string, unknown> & { shown?: Condition }

export function patchOf(row: SheetRow): Patch {
  try {
    const patch: unknown = JSON.parse(row.unisson || '{}')
    return typeof patch === 'object' && patch !== null && !Array.isArray(patch) ? { ...patch } : {}
  } catch {
    return {}
  }
}

const deepest = 20

/** Groups that are not ended end with the sheet; below the twentieth level they fold into it. */
export function treeOf(rows: SheetRow[]): Branch[] {
  const top: Branch[] = []
  const open: Branch[][] = [top]
  for (const row of rows) {
    const { type } = typeOf(row)
    if (type === '') continue
    if (type === 'end group' || type === 'end repeat') {
      if (open.length > 1) open.pop()
      continue
    }
    const branch: Branch = { row, type, name: (row.name ?? '').trim(), patch: patchOf(row) }
    open.at(-1)?.push(branch)
    if (type !== 'begin group' && type !== 'begin repeat') continue
    branch.children = []
    if (open.length < deepest) open.push(branch.children)
  }
  return top
}

/** Whether a group is laid out as a table: its selects share one list and become the rows of a matrix. */
export function isTable({ row, patch, children = [] }: Branch): boolean {
  if (patch.kind === 'matrix') return true
  if (!(row.appearance ?? '').includes('table-list')) return false
  const lists = children.map(child => typeOf(child.row))
  return (
    lists.length > 0 &&
    lists.every(({ type, list }) => /^select_(one|multiple)$/.test(type) && list === lists[0]?.list)
  )
}
