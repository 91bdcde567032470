import { startCluster } from './suite.ts'

await startCluster(process.ppid)
// The server goes on without us; after.ts ends it.
process.exit()
