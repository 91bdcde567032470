import { test } from 'tap'
import { checkDefinition } from '../../src/surveys/check.ts'
import { questionsOf, readDefinition, wordsOf } from '../../src/surveys/definition.ts'
import { findTemplate, templates } from '../../src/surveys/templates/template.ts'

const delicate = /salaire net|fin du mois|grève|dors mal|accident|menaces|confiance à notre équipe/i

test('each template could be launched as it is, sealed, and misses no translation', async t => {
  t.equal(templates.length, 6)
  t.equal(new Set(templates.map(({ code }) => code)).size, 6)
  for (const { code, definition } of templates) {
    t.same(readDefinition(structuredClone(definition)), definition, code)
    t.same(checkDefinition(definition, true), [], code)
    const asked = questionsOf(definition).filter(({ kind }) => kind !== 'text')
    t.ok(asked.length >= 8 && asked.length <= 18, `${code} asks ${asked.length} questions`)
    t.ok(definition.pages.length >= 3, `${code} has pages`)
    t.ok(
      [...definition.pages, ...asked].some(({ shown }) => shown),
      `${code} branches`,
    )
  }
})

test('what tells of pay, health or what one would dare is sensitive', async t => {
  for (const { code, definition } of templates) {
    for (const question of questionsOf(definition)) {
      const said = JSON.stringify(question)
      if (question.kind !== 'text' && question.kind !== 'long-text' && delicate.test(said))
        t.equal(question.sensitive, true, `${code} ${question.code}`)
    }
  }
})

test('the words are typeset, and plain', async t => {
  for (const { code, words, definition } of templates) {
    const said = [...Object.values(words).flatMap(one => Object.values(one))]
    for (const { words: one } of wordsOf(definition)) said.push(...Object.values(one))
    for (const text of said)
      t.notMatch(text, /'|\.\.\.|[\u00a0\u202f]| (TODO|vote|utilisateur)\b/i, `${code}: ${text}`)
  }
  t.equal(findTemplate('pay')?.words.fr.name, 'Négociation annuelle sur les salaires')
  t.equal(findTemplate('none'), undefined)
})
