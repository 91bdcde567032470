interface Waiting<Row, Result> {
  row: Row
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}

/**
 * Many requests, one commit or query: rows that arrive while one is under way leave together in the next.
 * A caller is answered only after the one that holds its row; an error reaches every caller of that one.
 * @param send stores, or looks up, the rows and gives one result a row, in order
 * @param limits most rows in one group, groups under way at once
 */
export function inGroups<Row, Result>(
  send: (rows: Row[]) => Promise<Result[]>,
  { rows = 200, flights = 2 } = {},
): (row: Row) => Promise<Result> {
  const waiting: Waiting<Row, Result>[] = []
  let flying = 0

  async function fly(group: Waiting<Row, Result>[]) {
    try {
      const results = await send(group.map(({ row }) => row))
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
