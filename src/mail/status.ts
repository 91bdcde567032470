/** Why a job stands where it stands, for `status.reason.<word>`; `status` is the mail server's own code. */
export interface Reason {
  word: 'new' | 'paced' | 'frozen-before' | 'auth' | 'asked' | 'silent' | 'failed' | 'refused' | 'other'
  status: string
}

/** @param code as the queue keeps it: null, 'paced', 'smtp.4.2.1', 'smtp.econnection', 'gave-up.failed' */
export function reasonOf(code: string | null): Reason {
  if (code === null) return { word: 'new', status: '' }
  const bare = code.replace(/^gave-up\./, '')
  const [kind, ...rest] = bare.split('.')
  const status = rest.join('.')
  if (bare === 'paced' || bare === 'failed' || bare === 'frozen-before') return { word: bare, status: '' }
  if (bare === 'smtp.auth') return { word: 'auth', status: '' }
  if (kind === 'refused') return { word: 'refused', status }
  if (kind !== 'smtp') return { word: 'other', status: bare }
  return /^\d/.test(status) ? { word: 'asked', status } : { word: 'silent', status: '' }
}
