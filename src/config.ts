import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'

/** Every setting of the process, with its default. `.env.example` and the README are held equal to it by a test. */
export const Settings = Type.Object({
  DATABASE_URL: Type.String({
    default: '',
    description: 'PostgreSQL 15 or later; empty: the embedded one under DATA_DIR.',
  }),
  DATABASE_OWNER_URL: Type.String({
    default: '',
    description: 'The role that owns the tables, for migrations; empty: DATABASE_URL.',
  }),
  DATA_DIR: Type.String({ default: './var', description: 'Folder of the embedded PostgreSQL.' }),
  KEYS_DIR: Type.String({
    default: '',
    description: 'Folder of the key-encryption keys, kept apart from the database; empty: DATA_DIR/keys.',
  }),
  HOST: Type.String({ default: '127.0.0.1', description: 'Address to listen on.' }),
  PORT: Type.Integer({ default: 3000, minimum: 0, maximum: 65535, description: 'Port to listen on.' }),
  PUBLIC_URL: Type.String({
    default: '',
    pattern: '^$|^https?://[^/?#\\s]+/?$',
    description: 'Address people see, without a path; empty: http://localhost:PORT.',
  }),
  TRUST_PROXY: Type.String({
    default: '',
    description: 'Addresses or networks of the proxies in front, comma-separated; empty: none.',
  }),
  SMTP_URL: Type.String({
    default: '',
    pattern: '^$|^smtps?://',
    description: 'Mail server, smtp:// or smtps://; empty: mail waits in the outbox.',
  }),
  MAIL_FROM: Type.String({
    default: 'Unisson <unisson@localhost>',
    description: 'Sender of every mail; a neutral name protects who reads it at work.',
  }),
  MAIL_PER_MINUTE: Type.Integer({ default: 600, minimum: 1, description: 'Most mails sent in a minute.' }),
  WORKER: Type.Boolean({
    default: true,
    description:
      'Whether the web process also does the work of the queue; false where `npm run worker` does.',
  }),
  SEALER: Type.Boolean({
    default: true,
    description: 'Whether this worker keeps the keys of sealed answers, in KEYS_DIR; exactly one does.',
  }),
  LOG_LEVEL: Type.Union(
    ['fatal', 'error', 'warn', 'info', 'debug', 'silent'].map(level => Type.Literal(level)),
    {
      default: 'info',
      description: 'How much is logged.',
    },
  ),
})

export type Config = Readonly<Static<typeof Settings>>

export class ConfigError extends Error {}

/**
 * Reads the settings once from the environment and freezes them.
 * @throws ConfigError naming each setting that cannot be read, never its value: a URL holds a password.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.keys(Settings.properties)
      .filter(name => env[name] !== undefined && env[name] !== '')
      .map(name => [name, env[name]?.trim()]),
  )
  const config = Value.Convert(Settings, Value.Default(Settings, given)) as Static<typeof Settings>
  const faults = [...Value.Errors(Settings, config)].map(
    fault => `${fault.instancePath.slice(1)} ${fault.message}`,
  )
  if (faults.length > 0) throw new ConfigError(`Settings that cannot be used: ${faults.join('; ')}`)
  return Object.freeze({
    ...config,
    DATABASE_OWNER_URL: config.DATABASE_OWNER_URL || config.DATABASE_URL,
    KEYS_DIR: config.KEYS_DIR || `${config.DATA_DIR}/keys`,
    PUBLIC_URL: (config.PUBLIC_URL || `http://localhost:${config.PORT}`).replace(/\/$/, ''),
  })
}
