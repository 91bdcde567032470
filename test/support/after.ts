import { removeCluster } from './suite.ts'

await removeCluster(process.ppid)
