import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { readConfig, Settings } from '../../src/config.ts'

const root = path.resolve(import.meta.dirname, '../..')
const read = (name: string) => readFileSync(path.join(root, name), 'utf8')

interface Service {
  image: string
  command?: string[]
  environment?: Record<string, string>
  volumes?: string[]
  ports?: string[]
  read_only?: boolean
  configs?: { source: string }[]
}

interface Compose {
  services: Record<'app' | 'worker' | 'migrate' | 'database' | 'mail', Service>
  volumes: Record<string, unknown>
  configs: Record<string, { content: string }>
}

const source = read('docker-compose.yml')
const { services, volumes, configs }: Compose = parse(source, { merge: true })
const own = [services.app, services.worker, services.migrate]

/** As `docker compose` fills in: the default, or a stand-in where it insists on a value. */
const filled = (environment: Record<string, string> = {}) =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value.replace(/\$\{\w+(?::-([^}]*)|:\?[^}]*)\}/g, (_, usual = 'sesame') => usual),
    ]),
  )

t.test('the services set what Unisson reads, and nothing else', async t => {
  for (const { environment } of own) {
    for (const name of Object.keys(environment ?? {})) t.ok(name in Settings.properties, name)
    t.ok(readConfig(filled(environment)))
  }
  const [app, worker] = [services.app, services.worker].map(one => readConfig(filled(one.environment)))
  t.equal(app?.WORKER, false)
  t.equal(app?.SEALER, false)
  t.equal(worker?.SEALER, true)
  t.equal(app?.DATABASE_URL, worker?.DATABASE_URL)
  t.equal(app?.PUBLIC_URL, worker?.PUBLIC_URL)
  t.equal(app?.KEYS_DIR, worker?.KEYS_DIR)
})

t.test('what a person must set has no default, what one may set is a setting', async t => {
  for (const [, name, rest] of source.matchAll(/\$\{(\w+)([^}]*)\}/g)) {
    const secret = name?.endsWith('_PASSWORD')
    t.match(rest, secret ? /^:\?/ : /^:-/, name ?? '')
    t.ok(secret || (name as string) in Settings.properties, name ?? '')
  }
})

t.test('the application has neither the owner’s password nor the data, the database no keys', async t => {
  for (const { environment } of [services.app, services.worker]) {
    t.notMatch(JSON.stringify(environment), /OWNER/)
    t.match(environment?.DATABASE_URL, /unisson_app:/)
  }
  t.same(services.app.volumes, ['keys:/keys'])
  t.same(services.worker.volumes, ['keys:/keys', 'sealer:/keys/sealer'])
  t.same(services.database.volumes, ['data:/var/lib/postgresql'])
  t.same(Object.keys(volumes), ['data', 'keys', 'sealer'])
  const [first] = services.database.configs ?? []
  const roles = configs[first?.source ?? '']?.content
  t.match(roles, 'CREATE ROLE unisson_app LOGIN PASSWORD')
  t.notMatch(roles, /superuser|createdb|createrole/i)
})

t.test('every port is on loopback, every root read-only, every version told', async t => {
  for (const [name, { ports = [], read_only, image }] of Object.entries(services)) {
    for (const port of ports) t.match(port, /^127\.0\.0\.1:/, name)
    t.ok(read_only, name)
    t.match(image, /^(unisson|[\w/]+:v?\d[\d.]*)$/, name)
  }
  t.equal(services.database.image, 'postgres:18')
})

t.test('the image holds what runs, as nobody in particular, on the Node of the packages', async t => {
  const dockerfile = read('Dockerfile')
  const { dependencies } = JSON.parse(read('package.json'))
  t.match(dockerfile, `FROM node:${dependencies.node.split('.')[0]}-slim\n`)
  t.match(dockerfile, /npm ci --omit=dev .*&& rm -rf node_modules\/node node_modules\/\.bin\/node/s)
  t.match(dockerfile, /install -d -o node -g node -m 0700 \/data \/keys \/keys\/sealer\n/)
  t.equal([...dockerfile.matchAll(/^USER (.+)$/gm)].at(-1)?.[1], 'node')
  const copied = [...dockerfile.matchAll(/^COPY (.+) \S+$/gm)].flatMap(match => match[1]?.split(' ') ?? [])
  const sent = read('.dockerignore').trim().split('\n')
  t.equal(sent[0], '*')
  t.same(
    copied.toSorted(),
    sent
      .slice(1)
      .map(line => line.slice(1))
      .toSorted(),
  )
  for (const name of copied) t.ok(existsSync(path.join(root, name)), name)
  const set = [...dockerfile.matchAll(/\b([A-Z_]+)=\S/g)].map(match => match[1] as string)
  for (const name of set) t.ok(name === 'NODE_ENV' || name in Settings.properties, name)
  const started = [...dockerfile.matchAll(/src\/\w+\.ts/g)].map(String)
  for (const { command = [] } of own) started.push(...command.filter(word => word.endsWith('.ts')))
  t.same(started, ['src/server.ts', 'src/worker.ts', 'src/migrate.ts'])
})
