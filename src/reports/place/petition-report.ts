import type { Db } from '../../database.ts'
import { barChart, lineChart } from '../../http/chart.ts'
import type { Locale } from '../../http/words.ts'
import { type Curve, readCurve } from '../../petitions/curve.ts'
import { getPetitionWithin, type ManagedPetition, withTitle } from '../../petitions/managed-petition.ts'
import { findShares, K, type Shares } from '../../petitions/share.ts'
import { ownerName } from '../../union/legal-body.ts'
import type { Viewer } from '../../union/scope.ts'

/** A petition's figures, all of them published to its officers already. */
export interface PetitionReport {
  petition: ManagedPetition
  title: string
  owner_name: string
  curve: Curve
  /** The day with the largest gain; null where nobody has signed. */
  best: { day: string; value: number } | null
  shares: Shares | null
  k: number
}

function bestDay({ points }: Curve): PetitionReport['best'] {
  const gains = points.map(({ day, value }, index) => ({
    day,
    value: value - (points[index - 1]?.value ?? 0),
  }))
  return gains.filter(({ value }) => value > 0).sort((one, other) => other.value - one.value)[0] ?? null
}

/** @throws NotFound where it does not exist or lies outside the viewer's scope */
export async function reportPetition(
  db: Db,
  viewer: Viewer,
  id: string,
  locale: Locale,
): Promise<PetitionReport> {
  const found = await getPetitionWithin(db, viewer, id)
  const curve = await readCurve(db, found)
  const { petition, title } = await withTitle(db, found, locale)
  const shares = (await findShares(db, id)) ?? null
  return {
    petition,
    title,
    owner_name: await ownerName(db, petition),
    curve,
    best: bestDay(curve),
    shares,
    k: K,
  }
}

/** How a petition's figures are drawn. */
export const drawPetition = ({ curve, shares }: PetitionReport) => ({
  line: lineChart(curve.points),
  parts: (['sections', 'sources'] as const).flatMap(name => {
    const parts = shares?.[name] ?? []
    return parts.length > 0 ? [{ name, chart: barChart(parts) }] : []
  }),
})
