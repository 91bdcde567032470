import { askedBy, references } from '../condition.ts'
import { questionsOf, wordsOf } from '../definition.ts'
import { insertionsOf } from '../insertion.ts'
import { partsOf } from '../question.ts'
import type { Building } from './building.ts'
import { placeName } from './fault-words.ts'
import type { SpokenFault } from './views.ts'

/** The conditions and texts elsewhere that ask about what stands in a place: a question, or all those of a page. */
export function dependentsOf({ saying, head }: Building, place: string): SpokenFault[] {
  const { definition, t } = saying
  const page = definition.pages.find(({ code }) => code === place)
  const inside = new Set(page ? page.questions.map(({ code }) => code) : [place])
  const asks = (keys: string[]) => keys.some(key => inside.has(askedBy(key)))
  const isPage = (code: string) => definition.pages.some(one => one.code === code)
  const spoken = (at: string, what: 'condition' | 'insertion', href: string): SpokenFault => ({
    place: at,
    name: placeName(saying, at),
    sentence: t(`survey.build.depends.${what}`),
    href: `/manage/surveys/${head.id}${href}`,
    warning: false,
  })

  const conditional = [
    ...definition.pages.map(one => ({ code: one.code, parts: [one] })),
    ...questionsOf(definition).map(one => ({ code: one.code, parts: [one, ...partsOf(one)] })),
  ].filter(({ parts }) => parts.some(({ shown }) => asks(references(shown))))
  const texts = [...wordsOf(definition)].filter(({ words }) =>
    asks(Object.values(words).flatMap(insertionsOf)),
  )
  return [
    ...conditional.map(({ code, parts: [whole] }) =>
      spoken(code, 'condition', `/${asks(references(whole?.shown)) ? 'conditions' : 'questions'}/${code}`),
    ),
    ...[...new Set(texts.map(one => one.place))].map(at =>
      spoken(at, 'insertion', at === '' ? '/text' : `/${isPage(at) ? 'pages' : 'questions'}/${at}`),
    ),
  ].filter(({ place: at }) => at !== place && !inside.has(at))
}
