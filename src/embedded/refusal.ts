/** The embedded PostgreSQL cannot start, for a reason a person can mend: the message is the whole story. */
export class EmbeddedRefusal extends Error {
  override name = 'EmbeddedRefusal'
}

/** Another live process runs the database of this DATA_DIR. */
export class DataDirBusy extends EmbeddedRefusal {
  override name = 'DataDirBusy'
  constructor(dataDir: string, pid?: number) {
    const holder = pid ? `process ${pid}` : 'another process'
    super(`${dataDir} is in use by ${holder}. Stop it first, or choose another DATA_DIR.`)
  }
}
