import type { Form } from '../http/form.ts'
import type { LinkPurpose } from './link.ts'

interface FormShown {
  form: Form
}

interface AccountViews {
  'accounts/sign-in': FormShown
  'accounts/set-up': FormShown & { without_mail: boolean }
  'accounts/second-factor': FormShown
  'accounts/factor-set-up': FormShown & { code: { size: number; path: string }; secret: string }
  'accounts/recovery-codes': { codes: string[]; next: string }
  'accounts/ask-reset': FormShown
  'accounts/reset-asked': { email: string }
  'accounts/new-password': FormShown & { purpose: LinkPurpose; name: string; email: string }
  'accounts/link-gone': { purpose: LinkPurpose }
}

declare module '../http/views.ts' {
  interface Views extends AccountViews {}
}
