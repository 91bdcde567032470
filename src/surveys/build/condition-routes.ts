import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '../../errors.ts'
import { blankForm, type Form } from '../../http/form.ts'
import { wordsIn } from '../said.ts'
import { type Building, type BuildOptions, type ById, getBuilding, needs } from './building.ts'
import { findPlace, type Place } from './code.ts'
import {
  comparisonsFor,
  earlierKeys,
  isNumeric,
  type KeyGroup,
  takes,
  valuesFor,
} from './condition-choice.ts'
import { pressTree, pruned, readTree, treeFaults } from './condition-form.ts'
import { blankRow, conditionOf, type Group, type Node, rootOf } from './condition-tree.ts'
import { conditionWords, keyWords, type Saying } from './condition-words.ts'
import { setShown } from './edit.ts'
import { pageName } from './fault-words.ts'
import { shownWords } from './outline.ts'
import { changeDefinition, markOf } from './save.ts'
import type { NodeView } from './views.ts'

/** @throws NotFound */
function getPlace({ saying }: Pick<Building, 'saying'>, place: string): Place {
  const found = findPlace(saying.definition, place)
  if (!found) throw new NotFound()
  return found
}

/** What is shown on the condition: a page, a question, a choice of one. */
function nameOf({ saying }: Building, { page, question, part }: Place): { kind: string; name: string } {
  const { definition, language } = saying
  if (!question) return { kind: 'page', name: pageName(saying, page.code) }
  if (part === question) return { kind: 'question', name: keyWords(saying, question.code) }
  const text = 'text' in part ? wordsIn(part.text, language, definition) : ''
  return { kind: 'choice', name: `${keyWords(saying, question.code)} – ${text}` }
}

/** A tree as its form shows it. */
function viewOf(saying: Saying, groups: KeyGroup[], node: Node, place: string): NodeView {
  if ('join' in node)
    return {
      place,
      join: node.join,
      of: node.of.map((one, at) => viewOf(saying, groups, one, `${place}.${at}`)),
    }
  if ('kept' in node)
    return { place, kept: JSON.stringify(node.kept), sentence: conditionWords(saying, node.kept) }
  const choice = groups.flatMap(({ keys }) => keys).find(({ key }) => key === node.answer)
  return {
    place,
    answer: node.answer,
    label: node.answer && !choice ? keyWords(saying, node.answer) : '',
    is: node.is,
    value: node.value,
    comparisons: choice ? comparisonsFor(choice) : [],
    values: choice && valuesFor(saying, choice),
    type: choice?.question.kind === 'date' ? 'date' : 'text',
  }
}

/** When a page, a question, a row or a choice is shown. */
export async function conditionRoutes(app: FastifyInstance, { vault }: BuildOptions): Promise<void> {
  const { db } = vault

  async function show(
    request: FastifyRequest<ById>,
    reply: FastifyReply,
    typed?: { root: Group; form: Form },
    stale = false,
  ) {
    const building = await getBuilding(db, request)
    const { saying, head } = building
    const place = getPlace(building, request.params.place)
    const { shown } = place.part
    const groups = earlierKeys(saying, place)
    const stored = rootOf(shown)
    const root = typed?.root ?? (stored.of.length > 0 ? stored : { ...stored, of: [blankRow()] })
    const form = typed?.form ?? blankForm()
    form.values.mark = markOf(shown)
    const home = `/manage/surveys/${head.id}`
    return reply.page('surveys/build/condition', {
      survey: head,
      place: place.place,
      ...nameOf(building, place),
      back: place.question ? `${home}/questions/${place.question.code}` : `${home}/pages/${place.page.code}`,
      groups,
      tree: viewOf(saying, groups, root, '0'),
      shown: shownWords(saying, shown),
      form,
      stale,
    })
  }

  app.get<ById>('/manage/surveys/:id/conditions/:place', needs, (request, reply) => show(request, reply))

  app.post<ById>('/manage/surveys/:id/conditions/:place', needs, async (request, reply) => {
    const { id, place } = request.params
    const { press, mark } = (request.body ?? {}) as Record<string, unknown>
    const root = readTree(request.body)
    if (press !== 'save' && press !== 'always')
      return show(request, reply, { root: pressTree(root, String(press ?? '')), form: blankForm() })

    const building = await getBuilding(db, request)
    const choices = new Map(
      earlierKeys(building.saying, getPlace(building, place))
        .flatMap(({ keys }) => keys)
        .map(choice => [choice.key, choice]),
    )
    const kept = press === 'always' ? { ...root, of: [] } : pruned(root)
    const form = blankForm()
    form.faults = treeFaults(kept, new Set(choices.keys()), (key, value) =>
      takes(building.saying, choices.get(key)!, value),
    )
    if (Object.keys(form.faults).length > 0) return show(request, reply.code(422), { root: kept, form })
    const shown = conditionOf(kept, key => isNumeric(choices.get(key)))
    const saved = await changeDefinition(vault, request.viewer, id, definition => {
      const now = findPlace(definition, place)
      return now && markOf(now.part.shown) === mark ? setShown(definition, place, shown) : undefined
    })
    if (!saved) return show(request, reply.code(409), { root, form }, true)
    const { page, question } = getPlace(building, place)
    const back = question ? `questions/${question.code}` : `pages/${page.code}`
    return reply.seeOther(`/manage/surveys/${id}/${back}?done=condition`)
  })
}
