import type { FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '../../errors.ts'
import { today } from '../../http/day.ts'
import { blankForm } from '../../http/form.ts'
import { Limit } from '../../http/limit.ts'
import { siteOf } from '../../http/network.ts'
import type { Vault } from '../../seal/vault.ts'
import type { Answers } from '../condition.ts'
import { questionsOf } from '../definition.ts'
import { headOf } from '../head.ts'
import { findInvited } from '../respondent.ts'
import { type GivenResponse, responseDesk } from '../response/response.ts'
import { sayIn } from './asked.ts'
import { showClosed, showStep } from './page.ts'
import { FIRST, nextShown, type Step, takeStep } from './step.ts'
import { sectionName, type Visit } from './visit.ts'

const receiptOf = (action: string) => action.replace(/response$/, 'receipt')
const firstStep = (): Step => ({ at: FIRST, form: blankForm(), answers: {}, hidden: new Set() })

/** The section that is answered; null where none is asked for or given. */
function sectionSaid({ survey: { definition } }: Visit, answers: Answers): string | null {
  const question = questionsOf(definition).find(({ kind }) => kind === 'section')
  return question ? String(answers[question.code] ?? '') || null : null
}

/** Answering, from the first page to the receipt. Until the last page is sent, nothing is kept but in the page. */
export function answering(vault: Vault) {
  const submit = responseDesk(vault.db)
  // Nothing but this keeps one person from filling a survey that needs no invitation.
  const uninvited = new Limit(500, 1)

  /** The page for whoever comes a second time, too early or too late; undefined for everybody else. */
  function turnAway(request: FastifyRequest, reply: FastifyReply, { survey, invitation, action }: Visit) {
    const head = headOf(survey, request.locale)
    if (invitation?.answered)
      return reply.page('surveys/answer/answered', { survey: head, receipt: receiptOf(action) })
    return survey.phase === 'open' ? undefined : showClosed(request, reply, survey)
  }

  /** @throws NotFound in a named survey, when nobody stands behind the invitation any more */
  async function givenBy(visit: Visit, { answers, hidden }: Step): Promise<GivenResponse> {
    const { survey, key, invitation } = visit
    const section_id = invitation ? invitation.section_id : sectionSaid(visit, answers)
    const response = { section_id, answers, hidden: [...hidden] }
    const given = { survey, key, invitation_id: invitation?.id ?? null, response }
    if (survey.kind === 'sealed') return given
    const member = invitation ? await findInvited(vault, key, invitation) : undefined
    if (!member) throw new NotFound()
    const day = today()
    return { ...given, response: { ...response, member_id: member.id, name: member.name, day } }
  }

  return {
    async show(request: FastifyRequest, reply: FastifyReply, visit: Visit) {
      return turnAway(request, reply, visit) ?? showStep(request, reply, visit, firstStep())
    },

    async take(request: FastifyRequest, reply: FastifyReply, visit: Visit) {
      const away = turnAway(request, reply, visit)
      if (away) return away
      const { survey, sections } = visit
      const step = takeStep(survey.definition, request.body, new Set(sections.map(({ id }) => id)))
      const agreed = visit.invitation || (request.body as { consent?: unknown } | null)?.consent
      if (!agreed && step.at !== FIRST) {
        const form = { ...step.form, faults: { consent: { code: 'agree-answers' } } }
        return showStep(request, reply, visit, { ...step, at: FIRST, form })
      }
      if (!step.complete) return showStep(request, reply, visit, step)
      if (!visit.invitation && uninvited.take(siteOf(request.ip)) > 0) {
        const at = nextShown(survey.definition, step.hidden, step.at, -1)
        return showStep(request, reply.code(429), visit, { ...step, at, notice: 'crowd' })
      }
      const fate = await submit(await givenBy(visit, step))
      if (fate === 'kept') return reply.seeOther(receiptOf(visit.action))
      const answered = visit.invitation && { ...visit.invitation, answered: fate === 'answered' }
      return turnAway(request, reply, {
        ...visit,
        invitation: answered,
        survey: { ...survey, phase: 'closed' },
      })
    },

    async receipt(request: FastifyRequest, reply: FastifyReply, visit: Visit) {
      const { survey, invitation, action } = visit
      if (invitation && !invitation.answered) return reply.seeOther(action)
      const head = headOf(survey, request.locale)
      const { definition } = survey
      const asking = { definition, language: head.language, answers: {}, hidden: new Set<string>(), seed: '' }
      return reply.page('surveys/answer/receipt', {
        survey: head,
        thanks: sayIn(asking, definition.thanks),
        section_name: sectionName(visit),
        again: invitation ? '' : action.replace(/\/response$/, ''),
      })
    },
  }
}
