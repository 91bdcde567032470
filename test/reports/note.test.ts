import t from 'tap'
import { voice } from '../../src/http/views.ts'
import { findFrozen } from '../../src/reports/survey/frozen.ts'
import { noteReport } from '../../src/reports/survey/note.ts'
import { reportSurvey } from '../../src/reports/survey/survey-report.ts'
import { getSurvey } from '../../src/surveys/survey.ts'
import type { Viewer } from '../../src/union/scope.ts'
import { signIn } from '../support/officers.ts'
import { addSections, answerSealed, asking, fr, freezeSealed, launchSealed } from '../support/sealed.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { vault, app } = unisson
const { db } = vault
const viewer = { role: 'administrator', section_ids: [] } as unknown as Viewer
const [section_id = ''] = await addSections(vault, 1)
const definition = asking([{ kind: 'yes-no', code: 'night', text: fr('La nuit ?') }])
const given = (count: number) =>
  Array.from({ length: count }, () => ({ section_id, answers: { night: 'yes' } }))
const maud = await signIn(unisson, 'administrator')

const open = 'Lien ouvert : pas forcément une réponse par personne.'
const recent = /3 invitations viennent de membres ajoutés.{0,40} dans les 14 jours/

t.test(
  'the report of an open link says so, and that of a register that grew says by how many, and no other',
  async t => {
    for (const [audience, recent_additions] of [
      ['link', 0],
      ['invited', 3],
      ['invited', 0],
    ] as const) {
      const k = audience === 'link' ? 10 : 5
      const survey = await launchSealed(unisson, definition, [section_id], { audience, k, recent_additions })
      await answerSealed(vault, survey, given(20))
      await freezeSealed(unisson, survey)
      const frozen = await findFrozen(db, await getSurvey(db, survey.id))
      if (!frozen) throw new Error('It is not frozen.')
      const report = await reportSurvey(db, viewer, frozen, {}, 'fr')
      const notes = noteReport(report, voice('fr').t).join('\n')
      const { body } = await app.inject({ url: `/reports/surveys/${survey.id}`, headers: maud.headers })
      for (const said of [notes, body].map(words => words.replace(/\s+/g, ' '))) {
        t.equal(said.includes(open), audience === 'link')
        t.equal(recent.test(said), recent_additions > 0)
      }
    }
  },
)
