import type { FastifyRequest } from 'fastify'
import { voice } from '../http/views.ts'
import type { Locale } from '../http/words.ts'
import { meets, type Need, type Role, type Viewer } from '../union/scope.ts'

export interface NavItem {
  href: string
  label: string
  current: boolean
}

interface Page {
  word: string
  path: string
  /** Paths beside its own under which it is the current one. */
  also?: string[]
  needs: Need
}

const structure = ['regions', 'federations', 'sections', 'section-imports', 'legal-bodies']

const pages: Page[] = [
  { word: 'nav.petitions', path: '/manage/petitions', needs: 'officer' },
  { word: 'nav.surveys', path: '/manage/surveys', needs: 'officer' },
  { word: 'nav.reports', path: '/reports', needs: 'officer' },
  { word: 'nav.members', path: '/manage/members', also: ['/manage/member-imports'], needs: 'officer' },
  {
    word: 'nav.union',
    path: '/manage/union',
    also: structure.map(noun => `/manage/${noun}`),
    needs: 'officer',
  },
  { word: 'nav.accounts', path: '/manage/accounts', needs: 'officer' },
  { word: 'nav.mail', path: '/manage/status', needs: 'union' },
  { word: 'nav.audit', path: '/manage/audit', needs: 'union' },
  { word: 'nav.settings', path: '/manage/settings', needs: 'union' },
]

/** Where a viewer may go. @param here path of the page, without its language */
function navOf(viewer: Viewer, here: string, locale: Locale): NavItem[] {
  const { t, path } = voice(locale)
  // A section's register is about members, wherever it hangs.
  const at = here.split('?', 1)[0]!.replace(/^\/manage\/sections\/[^/]+\/members/, '/manage/members')
  const isAt = (place: string) => at === place || at.startsWith(`${place}/`)
  return pages
    .filter(page => meets(viewer, page.needs))
    .map(page => ({
      href: path(page.path),
      label: t(page.word),
      current: [page.path, ...(page.also ?? [])].some(isAt),
    }))
}

/** What stands around an officer's page: who is there, and where they may go. */
export function officerSurroundings(request: FastifyRequest): {
  account?: { name: string; role: Role }
  nav?: NavItem[]
} {
  const { viewer } = request
  if (!viewer) return {}
  return {
    account: { name: viewer.name, role: viewer.role },
    nav: navOf(viewer, request.url, request.locale),
  }
}
