import { once } from 'node:events'
import net, { type AddressInfo, type Socket } from 'node:net'

/** How a mail server fails: says nothing at all, nothing after its greeting, hangs up once it has the mail, or is gone. */
export type Failure = 'silent' | 'mute' | 'cut' | 'gone'

export interface BadMailbox {
  url: string
  /** How many letters it was handed in full. */
  taken(): number
  close(): Promise<void>
}

/** A server on loopback that speaks just enough SMTP to fail in one way. */
export async function startBadMailbox(failure: Failure): Promise<BadMailbox> {
  const sockets = new Set<Socket>()
  let taken = 0
  const server = net.createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => {})
    if (failure === 'silent') return
    socket.write('220 here\r\n')
    let reading = false
    socket.on('data', chunk => {
      if (failure === 'mute') return
      const text = chunk.toString()
      if (reading) {
        if (!text.endsWith('\r\n.\r\n')) return
        taken += 1
        socket.destroy()
      } else if (/^DATA/i.test(text)) {
        reading = true
        socket.write('354 go on\r\n')
      } else socket.write('250 yes\r\n')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>(resolve => {
      for (const socket of sockets) socket.destroy()
      server.close(() => resolve())
    })
  if (failure === 'gone') await close()
  return { url: `smtp://127.0.0.1:${port}`, taken: () => taken, close }
}
