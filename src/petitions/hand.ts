import type { Owned, Viewer } from '../union/scope.ts'
import { owns } from '../union/scope.ts'
import type { Settings } from '../union/tables.ts'

export type Approval = Settings['approval']

/** Whose a petition is, and in which region. */
export interface Held extends Owned {
  standing_region_id: string | null
}

/** Who may do a thing to a petition. */
export type Hand = (petition: Held, viewer: Viewer, approval: Approval) => boolean

export const owner: Hand = (petition, viewer) => owns(viewer, petition)

/** The region it stands in, and the union: they may stop it. */
export const overseer: Hand = ({ standing_region_id }, { role, region_id }) =>
  role === 'administrator' || (role === 'regional-officer' && region_id === standing_region_id)

/** Whether somebody above its owner must agree before it opens. */
export const needsApproval = ({ region_id, section_id }: Owned, approval: Approval): boolean =>
  (approval !== 'none' && section_id !== null) || (approval === 'union' && region_id !== null)

/** Those above its owner whose agreement the union asks for. */
export const approver: Hand = (petition, viewer, approval) =>
  needsApproval(petition, approval) &&
  (viewer.role === 'administrator' || (approval === 'region' && overseer(petition, viewer, approval)))

/** Who answers for its words once it was opened: a text that was approved is not changed past its approver. */
export const author: Hand = (petition, viewer, approval) =>
  needsApproval(petition, approval) ? approver(petition, viewer, approval) : owner(petition, viewer, approval)
