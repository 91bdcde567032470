import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import t from 'tap'
import { countedItems } from '../../src/reports/item.ts'
import { show } from '../../src/surveys/condition.ts'
import { type Definition, questionsOf } from '../../src/surveys/definition.ts'
import { headersOf, type Officer } from '../support/officers.ts'
import { answerSealed, freezeSealed, launchSealed } from '../support/sealed.ts'
import { openUnisson } from '../support/unisson.ts'
import { answersTo, definition } from '../surveys/arbitrary.ts'
import { signInAll, stand, stationsOf } from './gather.ts'
import { drawUnion } from './union.ts'

interface Reading {
  base: number
  answered: number
  counts: (number | null)[]
}

const unisson = await openUnisson(t)
const { app, vault } = unisson
const officers = await signInAll(unisson)

/** A survey with conditions of all depths, broken down where it can be. */
const [...surveys] = fc.sample(
  definition(true).map((survey): Definition => {
    const by = questionsOf(survey).find(({ kind }) => kind === 'single' || kind === 'yes-no')
    return by && !('sensitive' in by && by.sensitive) ? { ...survey, breakdown: by.code } : survey
  }),
  { seed: 22, numRuns: 8 },
)

let told = 0

const read = (url: string, { cookie }: Officer) => app.inject({ url, headers: headersOf(cookie) })

for (const [seed, survey] of surveys.entries()) {
  t.test(`P22 no figure has a base below k, survey ${seed}`, async t => {
    const union = await drawUnion(unisson, 500 + seed)
    const launched = await launchSealed(
      unisson,
      survey,
      union.sections.map(({ id }) => id),
    )
    const given = fc.sample(answersTo(survey), { seed, numRuns: union.people.length })
    const people = union.people.map(({ section }, at) => {
      // Of every other survey nearly all are of one mind.
      const { answers } = show(survey, given[seed % 2 === 1 && at % 12 > 0 ? 0 : at] ?? {})
      return { section_id: section.id, answers }
    })
    await answerSealed(vault, launched, people)
    await freezeSealed(unisson, launched)
    const items = new Map(countedItems(survey).map(item => [item.key, item]))
    const home = `/reports/surveys/${launched.id}`
    const kOf = (sensitive: boolean) => (sensitive ? 10 : 5)
    const questions = new Map(
      [...items.values()].filter(({ text }) => !text).map(({ question, part }) => [question.code, part]),
    )

    for (const station of stationsOf(union)) {
      const officer = officers[station.role]
      await stand(unisson, officer, station)
      const cube = await read(`${home}/cube.json`, officer)
      if (cube.statusCode === 404) continue
      t.equal(cube.statusCode, 200)
      for (const { code, sensitive, rows } of cube
        .json()
        .pages.flatMap((page: { questions: [] }) => page.questions))
        for (const row of rows as { code: string; readings: (Reading | null)[] }[]) {
          const key = row.code ? `${code}.${row.code}` : code
          const item = items.get(key)
          t.equal(item?.part === 'sensitive', sensitive, code)
          for (const reading of row.readings) {
            if (!reading) continue
            told += 1
            const { base, answered, counts } = reading
            const k = kOf(sensitive)
            if (base < k) t.fail(`${key}: a base of ${base}`)
            if (item?.conditional && answered > 0 && answered < k) t.fail(`${key}: ${answered} were asked`)
            if (sensitive && counts.some(count => count === base)) t.fail(`${key}: all are known`)
          }
        }
      for (const [, , code = '', , , , , , , , , base] of parse(
        (await read(`${home}/cube.csv`, officer)).body,
        {
          bom: true,
          delimiter: ';',
          from: 2,
        },
      ) as string[][])
        if (base && Number(base) < kOf(questions.get(code) === 'sensitive'))
          t.fail(`${code}: a base of ${base}`)
      const page = await read(home, officer)
      t.equal(page.statusCode, 200)
      for (const part of page.body.split('<section class="question-report"').slice(1)) {
        const code = / aria-labelledby="q-([^"]+)"/.exec(part)?.[1] ?? ''
        const base = Number(/à cette question, sur (\d+)/.exec(part)?.[1] ?? Number.NaN)
        if (base < kOf(questions.get(code) === 'sensitive')) t.fail(`${code}: a base of ${base} on its page`)
      }
    }
  })
}

t.test('and figures there were', async t => {
  t.ok(told > 1000, `${told} readings`)
})
