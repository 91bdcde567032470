import { test } from 'tap'
import { findTemplate, templates } from '../../src/petitions/template.ts'

const blanks = (text: string) => text.match(/\[[^\]]+\]/g) ?? []

test('each template is whole in both languages and leaves blanks to fill in', t => {
  t.ok(templates.length >= 5)
  t.equal(new Set(templates.map(template => template.code)).size, templates.length)
  for (const { code, words } of templates) {
    for (const [locale, it] of Object.entries(words)) {
      for (const [field, value] of Object.entries(it)) t.ok(value, `${code} ${locale} ${field}`)
      t.ok(blanks(it.text).length >= 8, `${code} ${locale} has blanks`)
      t.notMatch(it.text, /'|\.\.\.|\bTODO\b/, `${code} ${locale} is typeset`)
      t.ok(it.title.length <= 120 && it.summary.length <= 300, `${code} ${locale} fits a poster`)
    }
    t.equal(blanks(words.fr.text).length, blanks(words.en.text).length, `${code} asks the same in both`)
    t.equal(words.fr.goal, words.en.goal)
    const articles = (text: string) => text.match(/L\d{4}-[\d-]+/g)
    t.same(articles(words.fr.text), articles(words.en.text), `${code} cites the same law in both`)
  }
  t.end()
})

test('a template is found by its code', t => {
  t.equal(findTemplate('wages')?.words.fr.name, 'Salaires')
  t.equal(findTemplate('none'), undefined)
  t.end()
})
