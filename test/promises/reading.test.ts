import pg from 'pg'
import t from 'tap'
import { signIn } from '../support/officers.ts'
import { openPetition, sign, signAndConfirm } from '../support/petition.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, mailbox, ownerUrl, vault } = unisson
const owner = new pg.Client(ownerUrl)
await owner.connect()
t.teardown(() => owner.end())

const petition = await openPetition(unisson)
const [confirmed, pending] = ['ines@atelier.example', 'omar@atelier.example'] as const
await signAndConfirm(unisson, petition, { email: confirmed, name_visibility: 'public', name: 'Inès' })
await sign(unisson, petition, { email: pending })
const maud = await signIn(unisson, 'administrator')
await unisson.work()

/** Every row of every table with the transaction that wrote it, sessions aside. */
async function readRows(): Promise<Record<string, string[]>> {
  const { rows } = await owner.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'sessions'`,
  )
  const all: Record<string, string[]> = {}
  for (const { name } of rows) {
    const table = await owner.query<{ row: string }>(
      `select xmin::text || t::text as row from ${name} t order by 1`,
    )
    all[name] = table.rows.map(({ row }) => row)
  }
  return all
}

/** The paths of the running application that can be read, from the tree it prints of itself. */
function listPaths(): string[] {
  const above: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap(line => {
      const [, indent = '', part = '', methods = ''] = /^(.*[├└]── )(\S*)(.*)$/.exec(line) ?? []
      const depth = indent.length / 4
      above.splice(Math.max(0, depth - 1), Number.POSITIVE_INFINITY, part)
      return methods.includes('GET') ? [above.join('')] : []
    })
}

const ids = await vault.db
  .selectFrom('accounts')
  .select('id')
  .execute()
  .then(rows => [petition.id, ...rows.map(row => row.id)])
const tokenFor = (email: string, path: string) => {
  const ending = `/${path.split('/').at(-1)}`
  return ['/confirmation', '/withdrawal', '/visibility'].includes(ending)
    ? (mailbox.link(email, ending).split('/').at(-2) as string)
    : 'a.b'
}
const fill = (path: string): string[] =>
  ids.flatMap(id =>
    [confirmed, pending].map(email =>
      path
        .replace(':slug', petition.slug)
        .replace(':token', tokenFor(email, path))
        .replace(/:\w*id\b/gi, id)
        .replace('*', 'x')
        .replace(/:\w+/g, 'x'),
    ),
  )

t.test('P11 GET, HEAD and OPTIONS on every route change no row but sessions', async t => {
  const paths = listPaths()
  for (const known of [
    '/petitions/:slug',
    '/signatures/:token/confirmation',
    '/manage/petitions/:id/signatories',
  ]) {
    t.ok(paths.includes(known), known)
  }
  const before = await readRows()
  t.ok(before.signatures?.length === 2 && (before.audit_events?.length ?? 0) > 0)
  for (const url of new Set(paths.flatMap(fill))) {
    for (const method of ['GET', 'HEAD', 'OPTIONS'] as const) {
      for (const headers of [{}, maud.headers]) {
        const { statusCode } = await app.inject({ url, method, headers })
        t.ok(statusCode < 500, `${method} ${url} ${statusCode}`)
      }
    }
  }
  t.same(await readRows(), before)
})
