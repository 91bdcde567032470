import type { Answers } from '../surveys/condition.ts'
import type { Definition } from '../surveys/definition.ts'
import { apportion, dice, shuffle } from './chance.ts'
import type { Joined, Registers } from './fill-register.ts'
import type { Places } from './fill-union.ts'
import { answer, type Trade, trades } from './leaning.ts'
import { type SectionCode, sections } from './section.ts'
import type { DemoSurvey } from './survey.ts'

/** One who answers a survey of the demonstration, and what. */
interface Answering {
  section_id: string | null
  /** null: by the open link. */
  member: Joined | null
  answers: Answers
  hidden: string[]
}

const tradesOf = (code: SectionCode | undefined): Record<Trade, number> => {
  const weights = sections.find(section => section.code === code)?.trades ?? [50, 30, 15, 5]
  return Object.fromEntries(trades.map((trade, at) => [trade, weights[at] ?? 0])) as Record<Trade, number>
}

/** Deals the sentences of a section to those of its commonest trade: few others would be enough to be shown. */
function dealTexts({ texts }: DemoSurvey, code: SectionCode | undefined, dealt: Trade[]): Answers[] {
  const usual = trades.toSorted((one, other) => tradesOf(code)[other] - tradesOf(code)[one])[0]
  const written: Answers[] = dealt.map(() => ({}))
  const writers = written.filter((_, at) => dealt[at] === usual)
  for (const [question, bySection] of Object.entries(texts)) {
    for (const [at, words] of (code ? (bySection[code] ?? []) : []).entries()) {
      const writer = writers[at]
      if (writer) writer[question] = words
    }
  }
  return written
}

/**
 * Everybody who answers a survey; the same people and answers each time.
 * @param rank of the survey among the others
 */
export function respondentsOf(
  survey: DemoSurvey,
  definition: Definition,
  rank: number,
  { places, registers }: { places: Places; registers: Registers },
): Answering[] {
  const roll = dice(900 + rank)
  return Object.entries(survey.responses).flatMap(([place, count]) => {
    const code = place === 'elsewhere' ? undefined : (place as SectionCode)
    const section_id = (code && places.sections.get(code)) ?? null
    const members = survey.audience === 'link' || !code ? [] : (registers.get(code) ?? [])
    const people = shuffle(
      members.filter(({ reachable }) => reachable),
      roll,
    )
    const dealt = shuffle(apportion(tradesOf(code), count), roll)
    const texts = dealTexts(survey, code, dealt)
    return dealt.map((trade, at) => {
      const who = { section: code, section_id, trade }
      const { answers, hidden } = answer(definition, survey.leanings, who, roll)
      return { section_id, member: people[at] ?? null, answers: { ...answers, ...texts[at] }, hidden }
    })
  })
}
