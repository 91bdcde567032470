import { randomBytes } from 'node:crypto'
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder, type Place } from './place.ts'
import { run } from './program.ts'

/** The two roles that may connect, with their passwords. */
export interface Roles {
  unisson_owner: string
  unisson_app: string
}

/**
 * The roles of a cluster, which is made first where there is none: database `unisson`, owned by
 * `unisson_owner`, whose future tables `unisson_app` may read and write. PostgreSQL's superuser has no
 * password and may not connect: it is met in single-user mode, here, once.
 * @param sync false leaves the new files to the system's own time (tests)
 */
export async function ensureCluster(place: Place, bin: string, sync: boolean): Promise<Roles> {
  const made = await stat(place.data).then(
    () => true,
    () => false,
  )
  const roles = {
    unisson_owner: await passwordIn(join(place.home, 'owner.password'), made),
    unisson_app: await passwordIn(join(place.home, 'app.password'), made),
  }
  if (!made) await makeCluster(place, bin, roles, sync)
  return roles
}

async function makeCluster(
  { home, data, as }: Place,
  bin: string,
  roles: Roles,
  sync: boolean,
): Promise<void> {
  // The name `data` appears only once everything is in it: a start that is killed here leaves nothing behind.
  const partial = join(home, 'data.partial')
  await rm(partial, { recursive: true, force: true })
  await makeFolder(partial, as)
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const caution = ['--data-checksums', '--auth=reject', ...(sync ? [] : ['--no-sync'])]
  await run(join(bin, 'initdb'), [`--pgdata=${partial}`, '--username=postgres', ...locale, ...caution], as)
  await writeFile(join(partial, 'pg_hba.conf'), accessRules)
  const alone = ['--single', '-D', partial, '-c', 'exit_on_error=on', '-c', `fsync=${sync ? 'on' : 'off'}`]
  await run(join(bin, 'postgres'), [...alone, 'template1'], as, `${roleStatements(roles).join('\n')}\n`)
  await rename(partial, data)
}

/** In template1 first, so that every database made here later has the same defaults. */
const roleStatements = (roles: Roles) => [
  `CREATE ROLE unisson_owner LOGIN CREATEDB PASSWORD '${roles.unisson_owner}'`,
  `CREATE ROLE unisson_app LOGIN PASSWORD '${roles.unisson_app}'`,
  'GRANT pg_checkpoint TO unisson_owner',
  'ALTER DEFAULT PRIVILEGES FOR ROLE unisson_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO unisson_app',
  'ALTER DEFAULT PRIVILEGES FOR ROLE unisson_owner IN SCHEMA public GRANT USAGE ON SEQUENCES TO unisson_app',
  'CREATE DATABASE unisson OWNER unisson_owner',
  'REVOKE ALL ON DATABASE unisson, postgres, template1 FROM PUBLIC',
  'GRANT CONNECT ON DATABASE unisson TO unisson_app',
  'GRANT CONNECT ON DATABASE postgres TO unisson_owner',
]

async function passwordIn(file: string, made: boolean): Promise<string> {
  if (made) return await readFile(file, 'utf8')
  const password = randomBytes(24).toString('base64url')
  await rm(file, { force: true })
  await writeFile(file, password, { mode: 0o400, flush: true })
  return password
}

/** Who may connect, from where: the two roles, by password. */
const accessRules = `local all unisson_owner,unisson_app scram-sha-256
host all unisson_owner,unisson_app 127.0.0.1/32 scram-sha-256
`

/** What the server is told at each start; nothing of it stands in the cluster's own configuration. */
export function settingsFor(
  { log, sockets }: Place,
  port: number,
  more: Record<string, string>,
): Record<string, string> {
  const reach: Record<string, string> =
    process.platform === 'win32'
      ? { listen_addresses: '127.0.0.1', unix_socket_directories: '' }
      : { listen_addresses: '', unix_socket_directories: sockets, unix_socket_permissions: '0700' }
  return {
    ...reach,
    port: String(port),
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    fsync: 'on',
    synchronous_commit: 'on',
    // A week of logs, a file a day. Errors of statements are left out: their words quote what was sent.
    logging_collector: 'on',
    log_directory: log,
    log_filename: 'postgres-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_statement: 'none',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    ...more,
  }
}
