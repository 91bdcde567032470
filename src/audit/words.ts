import { hasWord, type Translate } from '../http/words.ts'
import type { LoggedEvent } from './log.ts'

// An act without a word must still be read: the log is no place to fail in.
const say = (t: Translate, key: string, otherwise: string, values?: Parameters<Translate>[1]): string =>
  hasWord(key) ? t(key, values) : otherwise

export const actWords = (t: Translate, act: string): string => say(t, `audit.act.${act}`, act)

export const subjectWords = (t: Translate, subject: string): string =>
  say(t, `audit.subject.${subject}`, subject)

/** What is known of an event beside its act: its codes and numbers, then the officer's reason. */
export function detailWords(t: Translate, { detail, reason }: LoggedEvent): string {
  const parts = Object.entries(detail).map(([name, value]) =>
    say(t, `audit.detail.${name}`, `${name} ${value}`, {
      value: name === 'role' ? say(t, `role.${value}`, String(value)) : value,
    }),
  )
  if (reason) parts.push(t('audit.reason', { reason }))
  return parts.join(' · ')
}
