import t from 'tap'
import { openUnisson } from '../support/unisson.ts'
import { signInAll } from './gather.ts'
import { attack } from './subtraction.ts'
import { classesOf } from './elimination.ts'
const unisson = await openUnisson(t)
const officers = await signInAll(unisson)
const { union, gathered } = await attack(unisson, officers, Number(process.env.S ?? 1), {byPage: false, thorough: !!process.env.T})
const id = new Map(union.sections.map((s, i) => [s.id, `${i}@${union.sections.findIndex(o=>o.region_id===s.region_id)}`]))
console.log(union.people.map((p, i) => `${i}:${id.get(p.section.id)}${p.category}${p.period}`).join(' '))
for (const part of ['ordinary','sensitive'] as const) {
  const sets = new Map<string, string[]>()
  for (const [name, m] of gathered[part]) { const k=[...m].sort((a,b)=>a-b).join(','); sets.set(k,[...(sets.get(k)??[]),name]) }
  console.log(part); for (const [k,n] of sets) console.log(' ', k, n.length, n[0], n.at(-1))
  console.log(classesOf([...gathered[part].values()]))
}
const atoms = await unisson.vault.db.selectFrom('atoms').selectAll().execute()
console.log(atoms.map(a=>[a.partition,a.period,id.get(a.section_id??''),a.region_id?.slice(0,4),a.category,a.response_count].join(' ')).sort())
