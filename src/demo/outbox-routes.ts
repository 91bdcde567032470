import type { FastifyInstance } from 'fastify'
import { NotFound } from '../errors.ts'
import type { Kept, LetterBox } from './letter-box.ts'

type Line = Pick<Kept, 'id' | 'to' | 'subject' | 'arrived_at'>

declare module '../http/views.ts' {
  interface Views {
    'demo/outbox': { letters: Line[] }
    /** The text in pieces: words, and links in between. */
    'demo/letter': { letter: Line & { pieces: { words: string; link: boolean }[] } }
  }
}

interface ById {
  Params: { id: string }
}

const links = /(https?:\/\/\S+)/

/** What a mail program would let a letter do: be painted, and lead elsewhere. */
const letterPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups allow-top-navigation-by-user-activation"

/** The mails of the demonstration, to be read by whoever sits at the machine. */
export async function outboxRoutes(app: FastifyInstance, { box }: { box: LetterBox }): Promise<void> {
  const open = { config: { public: true } } as const

  const getLetter = (id: string): Kept => {
    const letter = box.find(id)
    if (!letter) throw new NotFound()
    return letter
  }

  app.get('/outbox', open, (_, reply) => reply.page('demo/outbox', { letters: box.list() }))

  app.get<ById>('/outbox/:id', open, ({ params }, reply) => {
    const { text, ...line } = getLetter(params.id)
    const pieces = text.split(links).map((words, at) => ({ words, link: at % 2 === 1 }))
    return reply.page('demo/letter', { letter: { ...line, pieces } })
  })

  app.get<ById>('/outbox/:id/letter.html', open, ({ params }, reply) =>
    reply
      .header('content-security-policy', letterPolicy)
      .type('text/html; charset=utf-8')
      .send(getLetter(params.id).html),
  )
}
