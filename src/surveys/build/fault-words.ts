import type { Locale } from '../../http/words.ts'
import { checkDefinition } from '../check.ts'
import { askedBy, type Condition, references } from '../condition.ts'
import { type Definition, findQuestion } from '../definition.ts'
import type { Fault } from '../fault.ts'
import { wordsIn } from '../said.ts'
import { findPlace } from './code.ts'
import { cut, keyWords, type Saying, valueWords } from './condition-words.ts'
import { pageOf } from './edit.ts'
import type { BuildHead, SpokenFault } from './views.ts'

/** What a page is called: its title, else its number. */
export function pageName({ t, definition, language }: Saying, code: string): string {
  const index = definition.pages.findIndex(page => page.code === code)
  const said = wordsIn(definition.pages[index]?.title, language, definition)
  return cut(said) || t('survey.build.page_number', { number: index + 1 })
}

/** What a place is called: a page, a question, the survey. */
export function placeName(saying: Saying, place: string): string {
  if (place === '') return saying.t('survey.build.whole')
  return findQuestion(saying.definition, place) ? keyWords(saying, place) : pageName(saying, place)
}

function aboutWords(saying: Saying, { what, about }: Fault): string {
  if (what === 'condition-choice') {
    const at = about.indexOf(':')
    const [key, value] = [about.slice(0, at), about.slice(at + 1)]
    return `${keyWords(saying, key)} – ${valueWords(saying, findQuestion(saying.definition, askedBy(key)), value)}`
  }
  if (what === 'cycle')
    return about
      .split(', ')
      .map(code => keyWords(saying, code))
      .join(', ')
  if (what.startsWith('condition-') || what.startsWith('insertion-')) return keyWords(saying, about)
  return what === 'translation' ? languageName(saying.locale, about) : about
}

/** A language in words of the reader's; its code where there are none. */
export const languageName = (locale: Locale, language: string): string =>
  new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' }).of(language) ?? language

const isCondition = (what: string) => what.startsWith('condition-') || what === 'cycle'

/** The condition that a fault is about: of the page, of the question, of one of its parts. */
function conditionPlace(definition: Definition, { place, what, about }: Fault): string {
  const question = findQuestion(definition, place)
  if (!question) return place
  const key = about.split(':')[0] as string
  const asks = (shown: Condition | undefined) =>
    references(shown).some(one => what === 'cycle' || one === key)
  if (asks(question.shown)) return place
  const choice = 'choices' in question && question.choices.find(({ shown }) => asks(shown))
  const row = 'rows' in question && question.rows.find(({ shown }) => asks(shown))
  return choice ? `${place}:${choice.code}` : row ? `${place}.${row.code}` : place
}

function hrefOf(definition: Definition, id: string, fault: Fault): string {
  const { place, what, about } = fault
  const home = `/manage/surveys/${id}`
  if (what === 'empty') return `${home}/pages`
  if (what === 'translation') {
    const page = findQuestion(definition, place) ? pageOf(definition, place)?.code : place
    return `${home}/languages/${about}${page ? `?page=${page}` : ''}`
  }
  if (place === '') return `${home}/text`
  if (isCondition(what) && findPlace(definition, place))
    return `${home}/conditions/${conditionPlace(definition, fault)}`
  return `${home}/${findQuestion(definition, place) ? 'questions' : 'pages'}/${place}`
}

/** What keeps a survey from its launch, then what its translations miss, in words. */
export function spokenFaults(saying: Saying, { id, kind }: Pick<BuildHead, 'id' | 'kind'>): SpokenFault[] {
  const { definition, t } = saying
  const spoken = checkDefinition(definition, kind === 'sealed').map(fault => ({
    place: fault.place,
    name: placeName(saying, fault.place),
    sentence: t(`survey.build.fault.${fault.what}`, { about: aboutWords(saying, fault) }),
    href: hrefOf(definition, id, fault),
    warning: fault.warning,
  }))
  return spoken.toSorted((one, other) => Number(one.warning) - Number(other.warning))
}
