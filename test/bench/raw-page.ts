import Fastify from 'fastify'

/** The ceiling of a page: Fastify with nothing around it, serving a string. */
const { PORT, BYTES } = process.env
const app = Fastify()
const page = '<p>Signons ensemble.</p>'.padEnd(Number(BYTES), '.')

app.get('/', (_, reply) => {
  reply.type('text/html; charset=utf-8').send(page)
})
await app.listen({ host: '127.0.0.1', port: Number(PORT) })
console.log('ready')
process.once('SIGTERM', () => process.exit())
