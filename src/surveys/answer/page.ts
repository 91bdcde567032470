import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { questionsOf } from '../definition.ts'
import { headOf } from '../head.ts'
import type { SurveyState } from '../survey.ts'
import { type Asking, askQuestion, rulesOf, sayIn } from './asked.ts'
import { carriedBeside, FIRST, isLast, partsOf, type Step } from './step.ts'
import { sectionName, type Visit } from './visit.ts'

/** The page of a survey that takes no responses: not yet, or no more. */
export function showClosed(
  request: FastifyRequest,
  reply: FastifyReply,
  survey: SurveyState,
): Promise<string> {
  const soon = survey.phase === 'upcoming' ? survey.opens_on : null
  if (!soon) reply.code(410)
  return reply.page('surveys/answer/over', { survey: headOf(survey, request.locale), soon })
}

/** What a page carries of the respondent beside the answers: the seed of shuffled choices, and consent. */
function carriedOf(body: unknown): { seed: string; others: [string, string][] } {
  const { seed, consent } = (body ?? {}) as Record<string, unknown>
  const kept = typeof seed === 'string' && /^[0-9a-f]{8}$/.test(seed) ? seed : randomBytes(4).toString('hex')
  return {
    seed: kept,
    others: [['seed', kept], ...(consent ? [['consent', 'yes'] as [string, string]] : [])],
  }
}

/** Who answers, as far as pages show it; `trial`: an officer who tries it, and where they go back to. */
type Answering = Omit<Visit, 'key'> & { trial?: string }

/** Shows the page that a step leads to. */
export function showStep(
  request: FastifyRequest,
  reply: FastifyReply,
  visit: Answering,
  step: Step,
): Promise<string> {
  const { survey, action, sections, facts, trial } = visit
  const { definition } = survey
  const { form, hidden, answers, at } = step
  const { seed, others } = carriedOf(request.body)
  const page = definition.pages[at]
  const head = headOf(survey, request.locale)
  const asking: Asking = { definition, language: head.language, answers, hidden, seed }
  const carried = [...others, ...carriedBeside(step, page?.questions ?? [])]
  const common = { survey: head, action, carried, form, trial }
  if (Object.keys(form.faults).length > 0) reply.code(422)
  if (at === FIRST) {
    return reply.page('surveys/answer/first', {
      ...common,
      introduction: sayIn(asking, definition.introduction),
      section_name: trial ? (sections[0]?.name ?? '') : sectionName(visit),
      ...facts,
      insists: questionsOf(definition).some(
        question => 'required' in question && question.required === 'hard',
      ),
    })
  }
  if (!page) return reply.page('surveys/answer/end', { ...common, at })
  const shown = definition.pages.filter(one => one === page || !hidden.has(one.code))
  return reply.page('surveys/answer/page', {
    ...common,
    at,
    title: sayIn(asking, page.title),
    introduction: sayIn(asking, page.introduction),
    questions: page.questions.map(question => askQuestion(asking, question)),
    sections,
    progress: { now: shown.indexOf(page) + 1, of: shown.length },
    missed: step.missed ?? [],
    last: isLast(definition, hidden, at),
    notice: step.notice ?? null,
    veiled: partsOf(page.questions)
      .filter(part => hidden.has(part))
      .join(' '),
    rules: rulesOf(asking, at) ?? null,
  })
}
