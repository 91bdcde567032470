interface Waiting<Row, Result> {
  row: Row
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}

/**
 * Many requests, one commit: rows that arrive while a commit is under way leave together in the next one.
 * A caller is answered only after the commit that holds its row; an error reaches every caller of that commit.
 * @param commit stores the rows and gives one result a row, in order
 * @param limits most rows in one commit, commits under way at once, rows that may wait
 */
export function groupCommit<Row, Result>(
  commit: (rows: Row[]) => Promise<Result[]>,
  { rows = 200, flights = 2 } = {},
): (row: Row) => Promise<Result> {
  const waiting: Waiting<Row, Result>[] = []
  let flying = 0

  async function fly(group: Waiting<Row, Result>[]) {
    try {
      const results = await commit(group.map(({ row }) => row))
      group.forEach(({ resolve }, at) => {
        resolve(results[at] as Result)
      })
    } catch (error) {
      for (const { reject } of group) reject(error)
    } finally {
      flying -= 1
      board()
    }
  }

  function board() {
    while (flying < flights && waiting.length > 0) {
      flying += 1
      void fly(waiting.splice(0, rows))
    }
  }

  return row =>
    new Promise((resolve, reject) => {
      waiting.push({ row, resolve, reject })
      // The event loop's turn lets requests read together from the sockets board together.
      if (waiting.length === 1) setImmediate(board)
    })
}
