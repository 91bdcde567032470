import { checkDefinition } from '../check.ts'
import { references } from '../condition.ts'
import { type Definition, questionsOf, readDefinition } from '../definition.ts'
import { partsOf } from '../question.ts'
import { annotate } from './note.ts'
import { type LossReport, lose } from './report.ts'

/**
 * Takes out of an imported survey the conditions no survey may have: cycles, and questions about what is not
 * there yet or not at all; each becomes a note and a loss.
 * @throws Invalid `survey-shape` for what is beyond a survey's bounds
 */
export function mend(definition: Definition, report: LossReport): Definition {
  const broken = () =>
    checkDefinition(definition).filter(({ what }) =>
      ['cycle', 'condition-unknown', 'condition-later'].includes(what),
    )
  const questions = new Map(questionsOf(definition).map(question => [question.code, question]))
  for (let faults = broken(); faults.length > 0; faults = broken()) {
    for (const { place, what, about } of faults) {
      const question = questions.get(place)
      const page = definition.pages.find(one => one.code === place)
      const owners = [page, question, ...(question ? partsOf(question) : [])].filter(
        owner => owner !== undefined,
      )
      const blamed = owners.filter(
        ({ shown }) => shown && (what === 'cycle' || references(shown).includes(about)),
      )
      // A question may also wait because its page does.
      const home = definition.pages.find(one => question && one.questions.includes(question))
      const dropped = blamed.length > 0 ? blamed : [home].filter(owner => owner !== undefined)
      for (const owner of dropped) {
        if (!owner.shown) continue
        const words = JSON.stringify(owner.shown)
        lose(report, place, 'condition-dangling', words)
        annotate(question, words)
        delete owner.shown
        report.conditions.kept = Math.max(0, report.conditions.kept - 1)
      }
    }
  }
  return readDefinition(definition)
}
