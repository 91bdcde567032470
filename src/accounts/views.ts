import type { Form } from '../http/form.ts'
import type { Role } from '../union/scope.ts'
import type { ApiToken } from './api-token.ts'
import type { Officer } from './directory.ts'
import type { LinkPurpose } from './link.ts'
import type { Offer } from './standing.ts'
import type { FirstSteps } from './start.ts'

interface FormShown {
  form: Form
}

interface OwnAccount {
  name: string
  email: string
  role: Role
  factor: boolean
  /** Recovery codes that were not used yet. */
  codes_left: number
  /** What was just done: a key under 'account.done.'. */
  done: string | undefined
}

interface AccountViews {
  'accounts/sign-in': FormShown
  'accounts/set-up': FormShown & { without_mail: boolean }
  'accounts/second-factor': FormShown & {
    action: string
    /** Fields of a form that was sent meanwhile, to be sent again with the code. */
    carried: [name: string, value: string][]
  }
  'accounts/factor-set-up': FormShown & { code: { size: number; path: string }; secret: string }
  'accounts/recovery-codes': { codes: string[]; next: string }
  'accounts/ask-reset': FormShown
  'accounts/reset-asked': { email: string }
  'accounts/new-password': FormShown & { purpose: LinkPurpose; name: string; email: string }
  'accounts/link-gone': { purpose: LinkPurpose }
  'accounts/own': FormShown & OwnAccount
  'accounts/tokens': FormShown & {
    tokens: ApiToken[]
    /** In the answer to the form that asked for it; nowhere else. */
    token: string | null
    /** An address to try it at. */
    example: string
    done: boolean
  }
  'accounts/password': FormShown
  'accounts/start': { steps: FirstSteps }
  'accounts/index': { active: Officer[]; invited: Officer[]; closed: Officer[] }
  'accounts/invite': FormShown & { offer: Offer }
  'accounts/show': FormShown & {
    officer: Officer
    manages: boolean
    offer: Offer
    /** When the invitation that is still good was sent. */
    invited_at: Date | undefined
    /** To be copied where no mail leaves. */
    link: string | undefined
  }
}

declare module '../http/views.ts' {
  interface Views extends AccountViews {}
}
