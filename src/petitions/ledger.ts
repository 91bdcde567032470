import type { Db } from '../database.ts'
import { barChart, lineChart } from '../http/chart.ts'
import { owns, type Viewer } from '../union/scope.ts'
import { getSettings } from '../union/settings.ts'
import { listSources } from '../union/source.ts'
import { acts, canAct } from './act.ts'
import { countPending, readCurve } from './curve.ts'
import type { PartsChart } from './manage-views.ts'
import type { ManagedPetition } from './managed-petition.ts'
import { listGaps, listTexts } from './opening.ts'
import { readFacts } from './page.ts'
import { isPublic } from './phase.ts'
import { findShares } from './share.ts'
import { canChange, subjects } from './subject.ts'
import type { Locale } from './tables.ts'
import { canPost } from './update.ts'

function partsChart(parts: { label: string; value: number }[], total: number): PartsChart {
  return { chart: barChart(parts), rest: total - parts.reduce((sum, part) => sum + part.value, 0) }
}

async function readShares(db: Db, petitionId: string) {
  const shares = await findShares(db, petitionId)
  if (!shares) return null
  const { published_on, total, sections, sources } = shares
  return {
    published_on,
    total,
    sections: partsChart(sections, total),
    sources: partsChart(sources, total),
  }
}

/** The addresses to hand out: the petition's own, and one for each mark the union declared. */
async function listAddresses(db: Db, url: string) {
  const sources = await listSources(db)
  return [
    { name: '', url },
    ...sources.map(({ code, name }) => ({ name, url: `${url}?via=${encodeURIComponent(code)}` })),
  ]
}

/** Why it stands where it stands: the words of the last act, where they still hold. */
const lastReason = ({ acts, phase }: ManagedPetition): string =>
  phase === 'draft' || phase === 'suspended' ? (acts.at(-1)?.reason ?? '') : ''

/** All that an officer reads about one petition, and what they may do to it. */
export async function readLedger(
  db: Db,
  viewer: Viewer,
  petition: ManagedPetition,
  locale: Locale,
  publicUrl: string,
) {
  const settings = await getSettings(db)
  const facts = await readFacts(db, petition, locale, publicUrl)
  const curve = await readCurve(db, petition)
  return {
    owner_name: facts.petition.owner_name,
    texts: await listTexts(db, petition),
    gaps: ['draft', 'approved'].includes(petition.phase) ? await listGaps(db, petition, settings) : [],
    acts: acts.filter(act => canAct(petition, act, viewer, settings.approval)),
    subjects: subjects.filter(subject => canChange(petition, subject, viewer, settings.approval)),
    may_post: canPost(viewer, petition),
    is_public: isPublic(petition.phase),
    mine: owns(viewer, petition),
    reason: lastReason(petition),
    curve,
    line: lineChart(curve.points),
    pending: await countPending(db, petition.id),
    shares: await readShares(db, petition.id),
    picture: facts.petition.picture,
    partners: facts.petition.partners,
    section_names: (facts.sections ?? []).map(section => section.name),
    addresses: await listAddresses(db, facts.url),
  }
}
