import pg from 'pg'
import t from 'tap'
import { type Cluster, findCluster, removeCluster, startCluster } from './suite.ts'

export interface TestCluster extends Cluster {
  /** Drops a database made as owner. @throws while somebody is connected to it */
  drop(name: string): Promise<void>
}

let own: Promise<Cluster> | undefined

/** The PostgreSQL of this run of tap; a file run alone starts its own, which ends with it. */
export async function startTestCluster(): Promise<TestCluster> {
  own ??= findCluster(process.ppid).then(found => found ?? startOwn())
  const cluster = await own
  return { ...cluster, drop: name => dropDatabase(cluster.ownerUrl, name) }
}

async function startOwn(): Promise<Cluster> {
  const { stop, ...cluster } = await startCluster(process.pid)
  t.teardown(() => stop().then(() => removeCluster(process.pid)))
  return cluster
}

async function dropDatabase(ownerUrl: string, name: string): Promise<void> {
  const owner = new pg.Client(ownerUrl)
  await owner.connect()
  await owner.query(`DROP DATABASE ${owner.escapeIdentifier(name)}`).finally(() => owner.end())
}
