import { indexKey, indexMember, lockRegister, type MemberWords, sectionKey } from '../members/register.ts'
import { settle, writeMembers } from '../members/settling.ts'
import type { Vault } from '../seal/vault.ts'
import { dice, shuffle } from './chance.ts'
import { storyDay } from './day.ts'
import type { Places } from './fill-union.ts'
import { type SectionCode, sections } from './section.ts'
import { firstNames, plain } from './signatory.ts'

/** A member of the demonstration. */
export interface Joined {
  id: string
  name: string
  reachable: boolean
}

/** Everybody in the registers, by section, in the order in which they came. */
export type Registers = Map<SectionCode, Joined[]>

/** What a section knows of each of its members: one in thirty gave no address. */
function listWords(code: SectionCode, rank: number, count: number): MemberWords[] {
  const names = shuffle([...firstNames], dice(7_000 + rank))
  return names.slice(0, count).map((name, at) => ({
    number: `C${String(rank + 11)}${String(at * 7 + 103).padStart(4, '0')}`,
    name,
    email: at % 30 === 17 ? '' : `${plain(name)}.${code.split('-')[0]}${rank}${at}@courrier.example`,
    phone: '',
  }))
}

/** Fills the registers of all sections, as an import would have years ago. */
export async function fillRegisters(
  vault: Vault,
  { sections: ids }: Places,
  today: Date,
): Promise<Registers> {
  const key = await indexKey(vault)
  const registers: Registers = new Map()
  await vault.db.transaction().execute(async trx => {
    await lockRegister(trx)
    for (const [rank, { code, members }] of sections.entries()) {
      const section_id = ids.get(code) as string
      // Made once, before all at once ask for it.
      await sectionKey(vault, section_id)
      const people = listWords(code, rank, members)
      const settled = await Promise.all(
        people.map(words => {
          const line = { line: 0, words, locale: 'fr' as const, section_id, left_out: false }
          const match = {
            line: { ...line, ...indexMember(key, words) },
            member: undefined,
            address_taken: false,
          }
          return settle(vault, key, match, 'fr', [])
        }),
      )
      await writeMembers(vault, trx, settled)
      registers.set(
        code,
        settled.map(({ id }, at) => ({
          id,
          name: people[at]?.name as string,
          reachable: people[at]?.email !== '',
        })),
      )
    }
    await trx
      .updateTable('members')
      .set({ added_on: storyDay('2024-09-16', today) })
      .execute()
  })
  return registers
}
