export interface Provider {
  domains: readonly [string, ...string[]]
  /** One person under every domain; without it each domain has its own people. */
  merged?: true
  /** What begins at this character is the person's own label. */
  label?: '+' | '-'
  /** Characters that make no difference. */
  ignored?: RegExp
}

/**
 * Providers of personal addresses, the most used in France first, and what each is known to ignore in the
 * part before the `@`. A rule stands only where the provider gives no two people the addresses it makes one
 * (none of those with `+` allows it in a name): a missing rule lets somebody sign twice, a wrong one keeps a
 * colleague from signing.
 */
export const providers: readonly Provider[] = [
  // support.google.com/mail/answer/7436150: dots do not matter; googlemail.com is the older name.
  { domains: ['gmail.com', 'googlemail.com'], merged: true, label: '+', ignored: /\./g },
  { domains: ['orange.fr'] },
  { domains: ['free.fr'] },
  { domains: ['wanadoo.fr'] },
  // Plus since 2013; the same name under another domain is another person.
  {
    domains: ['hotmail.fr', 'hotmail.com', 'outlook.fr', 'outlook.com', 'live.fr', 'live.com', 'msn.com'],
    label: '+',
  },
  // A Yahoo name holds letters, digits, _ and dots; a hyphen only ever parts the base of a disposable address
  // from its keyword (AddressGuard), and many keywords share one base.
  { domains: ['yahoo.fr', 'yahoo.com', 'ymail.com', 'rocketmail.com', 'yahoo.co.uk'], label: '-' },
  { domains: ['sfr.fr', 'neuf.fr', 'cegetel.net', 'club-internet.fr', 'numericable.fr'] },
  { domains: ['laposte.net'] },
  { domains: ['bbox.fr'] },
  // support.apple.com/118230: three domains, one account.
  { domains: ['icloud.com', 'me.com', 'mac.com'], merged: true, label: '+' },
  // proton.me/support/addresses-and-aliases; Proton gives a name once over its domains, and reads it without
  // its dots, hyphens and underscores.
  {
    domains: ['proton.me', 'protonmail.com', 'pm.me', 'protonmail.ch'],
    merged: true,
    label: '+',
    ignored: /[._-]/g,
  },
  // fastmail.help/hc/articles/360060591053; label@name.fastmail.com counts as a domain of one's own.
  { domains: ['fastmail.com', 'fastmail.fm'], label: '+' },
  { domains: ['gmx.fr', 'gmx.com', 'gmx.net', 'gmx.de', 'mail.com', 'email.com', 'aol.com', 'aol.fr'] },
  { domains: ['mailo.com', 'netcourrier.com', 'aliceadsl.fr', 'nordnet.fr', 'tutanota.com', 'tuta.io'] },
  { domains: ['posteo.net', 'posteo.de', 'mailbox.org', 'ik.me'], label: '+' },
]

/** Domains that no provider gives to the public and that stand, often enough, for one that does. */
export const confused: Readonly<Record<string, string>> = {
  'gmail.fr': 'gmail.com',
  'laposte.fr': 'laposte.net',
  'icloud.fr': 'icloud.com',
  'wanadoo.com': 'wanadoo.fr',
  'protonmail.fr': 'protonmail.com',
  'bbox.com': 'bbox.fr',
}

/** How the ends of those domains are mistyped. */
export const endings: Readonly<Record<string, readonly string[]>> = {
  com: ['c', 'co', 'cm', 'om', 'con', 'cim', 'vom', 'xom', 'ocm', 'cmo', 'comm', 'coml', 'comt'],
  fr: ['f', 'r', 'rf', 'fe', 'ft', 'gr', 'dr', 'frr', 'ffr', 'fer', 'fre'],
  net: ['n', 'ne', 'nt', 'et', 'ner', 'nte', 'bet', 'nett'],
}
