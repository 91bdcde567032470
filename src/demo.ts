import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createApp } from './app.ts'
import { fillOnce } from './demo/fill.ts'
import { roles } from './demo/fill-officers.ts'
import { letterBox } from './demo/letter-box.ts'
import { officers } from './demo/officer.ts'
import { outboxRoutes } from './demo/outbox-routes.ts'
import { openInstance } from './instance.ts'
import { live } from './process.ts'
import { openSealer } from './seal/sealer.ts'
import { startWork } from './work.ts'

/** Under the usual DATA_DIR, on loopback, with a database and keys of its own, whatever else is set. */
const env = {
  ...process.env,
  DATA_DIR: path.join(process.env.DATA_DIR || './var', 'demo'),
  DATABASE_URL: '',
  DATABASE_OWNER_URL: '',
  KEYS_DIR: '',
  HOST: '127.0.0.1',
  WORKER: 'true',
}

/** One password for all, another in each folder: the port may be reached by others on the machine. */
async function findPassword(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'password')
  await mkdir(dataDir, { recursive: true })
  await writeFile(file, randomBytes(9).toString('base64url'), { mode: 0o600, flag: 'wx' }).catch(() => {})
  return readFile(file, 'utf8')
}

await live(async (config, log, closing) => {
  const { vault, ring } = await openInstance(config, log, closing)
  const password = await findPassword(config.DATA_DIR)
  await fillOnce(vault.db, ring, openSealer(config.KEYS_DIR), password)
  const box = config.SMTP_URL ? undefined : letterBox()
  // Pages warn where no mail leaves; this one goes to the box.
  const told = box ? { ...config, SMTP_URL: 'smtp://localhost' } : config
  const app = await createApp({ vault, ring, config: told, log, demo: true })
  if (box) await app.register(outboxRoutes, { box })
  closing.push(() => app.close())
  closing.push(startWork(vault, told, log, box))
  await app.listen({ host: config.HOST, port: config.PORT })
  return `Unisson is ready at ${config.PUBLIC_URL}
Mail: ${box ? `${config.PUBLIC_URL}/outbox` : 'leaves by SMTP_URL'}
Officers, all with the password ${password}
${officers.map(({ name, email, role }) => `  ${email.padEnd(28)} ${name.padEnd(9)} ${roles[role]}`).join('\n')}`
}, env)
