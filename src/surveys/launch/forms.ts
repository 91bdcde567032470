import { today } from '../../http/day.ts'
import { day, type Field, lines, oneOf, optional, wholeNumber } from '../../http/form.ts'
import { isSlug } from '../../http/slug.ts'
import { arePeriods } from '../period.ts'

const several =
  (ids: string[]): Field<string[]> =>
  (_, all) => {
    const chosen = [...new Set(all('section_ids'))]
    return chosen.every(id => ids.includes(id)) ? { value: chosen } : { fault: 'choice' }
  }

const firstDay: Field<string | null> = (typed, all) => {
  if (typed === '') return { value: null }
  const reading = day(typed, all)
  return 'value' in reading && reading.value < today() ? { fault: 'past' } : reading
}

const lastDay: Field<string | null> = (typed, all) => {
  if (typed === '') return { value: null }
  const reading = day(typed, all)
  const first = all('opens_on').at(-1) ?? ''
  if ('value' in reading && first && reading.value <= first) return { fault: 'before' }
  const past = 'value' in reading && reading.value < today()
  return past ? { fault: 'past' } : reading
}

/** A day a line; of a survey that is frozen more than once. */
const periods: Field<string[]> = (typed, all) => {
  const read = (name: string) => day(all(name).at(-1) ?? '', all)
  const [opens, closes] = [read('opens_on'), read('closes_on')]
  const days = typed.split('\n').filter(line => line.trim() !== '')
  const readings = days.map(line => day(line, all))
  const value = readings.flatMap(reading => ('value' in reading ? [reading.value] : [])).sort()
  if (value.length < readings.length) return { fault: 'days' }
  if (value.length > 0 && all('kind').at(-1) === 'named') return { fault: 'named' }
  const dates = {
    opens_on: 'value' in opens ? opens.value : null,
    closes_on: 'value' in closes ? closes.value : null,
  }
  return arePeriods(value, dates) ? { value } : { fault: 'periods' }
}

const address: Field<string> = typed => {
  const value = typed.trim().toLowerCase()
  return value === '' || isSlug(value) ? { value } : { fault: 'slug' }
}

/** @param ids the sections it may go to */
export const audienceForm = (ids: string[]) => ({
  audience: oneOf('invited', 'codes', 'link'),
  kind: oneOf('sealed', 'named'),
  section_ids: several(ids),
  purpose: optional(lines(600)),
  opens_on: firstDay,
  closes_on: lastDay,
  periods,
  slug: address,
})

export const sheetForm = {
  section_id: ((typed: string) => (typed ? { value: typed } : { fault: 'choose' })) as Field<string>,
  code_count: wholeNumber(1, 1_000),
}
