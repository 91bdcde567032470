import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Form, oneOf, readForm } from '../../http/form.ts'
import { doneOf } from '../../union/words.ts'
import { askQuestion } from '../answer/asked.ts'
import { type Definition, questionsOf } from '../definition.ts'
import { listOffered } from '../respondent.ts'
import type { SurveyState } from '../survey.ts'
import { type BuildOptions, type ById, getBuilding, needs } from './building.ts'
import { freshCodes, renameQuestion } from './code.ts'
import { replaceQuestion } from './edit.ts'
import { spokenFaults } from './fault-words.ts'
import { bracketWords } from './kept-words.ts'
import { changeKind, kinds } from './kind.ts'
import { neighbours, pageAround, pageChoices, partLines, shownWords } from './outline.ts'
import { type Editing, partCodes } from './part-form.ts'
import { makeupOf } from './question-fields.ts'
import { type QuestionChange, questionValues, readQuestion, shownBrackets } from './question-form.ts'
import { changeDefinition, getQuestion, markOf } from './save.ts'

const editingOf = (definition: Definition, { phase }: Pick<SurveyState, 'phase'>, code: string): Editing => ({
  question: getQuestion(definition, code),
  language: definition.languages[0] as string,
  frozen: phase !== 'draft',
  taken: new Set([...definition.pages, ...questionsOf(definition)].map(one => one.code)),
  fresh: freshCodes(definition),
})

/** A definition with a question as its form has it; a single choice may be what reports are broken down by. */
function withQuestion(
  definition: Definition,
  { question, code, breakdown }: QuestionChange,
  frozen: boolean,
) {
  const changed = replaceQuestion(definition, question)
  if (frozen) return changed
  const { breakdown: by, ...rest } = changed
  const others = by === question.code ? undefined : by
  const chosen = breakdown ? question.code : others
  const settled = chosen ? { ...rest, breakdown: chosen } : rest
  return code === question.code ? settled : renameQuestion(settled, question.code, code)
}

/** What one question is: its form, and beside it how respondents get it. */
export async function questionRoutes(app: FastifyInstance, { vault }: BuildOptions): Promise<void> {
  const { db } = vault

  async function show(request: FastifyRequest<ById>, reply: FastifyReply, typed?: Form, stale = false) {
    const building = await getBuilding(db, request)
    const { survey, head, saying, asking } = building
    const { definition } = survey
    const { code } = request.params
    const editing = editingOf(definition, survey, code)
    const { question } = editing
    const form = typed ?? questionValues(editing, '', definition.breakdown === code)
    form.values.mark = markOf(question)
    const { rows, choices } = partCodes(question, form)
    return reply.page('surveys/build/question', {
      survey: head,
      page: pageAround(building, code),
      pages: pageChoices(building),
      asked: askQuestion(asking, question),
      question,
      form,
      row_lines: partLines(building, question, 'row', rows),
      choice_lines: partLines(building, question, 'choice', choices),
      shown: shownWords(saying, question.shown),
      makeup: makeupOf(question.kind),
      brackets: shownBrackets(question).map(name => bracketWords(saying, question, name)),
      note: question.note ?? '',
      sections: await listOffered(db, survey),
      faults: spokenFaults(saying, head).filter(({ place, warning }) => place === code && !warning),
      ...neighbours(building, code),
      kinds,
      stale,
      done: doneOf(request, 'survey.build'),
    })
  }

  app.get<ById>('/manage/surveys/:id/questions/:code', needs, (request, reply) => show(request, reply))

  app.post<ById>('/manage/surveys/:id/questions/:code', needs, async (request, reply) => {
    const { id, code } = request.params
    const { survey } = await getBuilding(db, request)
    const first = readQuestion(editingOf(survey.definition, survey, code), request.body)
    if (!first.change) return show(request, reply.code(422), first.form)
    let called = code
    const saved = await changeDefinition(vault, request.viewer, id, (definition, { phase }) => {
      const editing = editingOf(definition, { phase }, code)
      const { change } = readQuestion(editing, request.body)
      if (!change || change.mark !== markOf(editing.question)) return undefined
      called = change.code
      return withQuestion(definition, change, editing.frozen)
    })
    if (!saved) return show(request, reply.code(409), first.form, true)
    return reply.seeOther(`/manage/surveys/${id}/questions/${called}?done=question`)
  })

  app.post<ById>('/manage/surveys/:id/questions/:code/kind', needs, async (request, reply) => {
    const { id, code } = request.params
    const { clean } = readForm(request.body, { kind: oneOf(...kinds) })
    if (clean)
      await changeDefinition(vault, request.viewer, id, definition =>
        replaceQuestion(definition, changeKind(getQuestion(definition, code), clean.kind)),
      )
    return reply.seeOther(`/manage/surveys/${id}/questions/${code}?done=kind`)
  })
}
