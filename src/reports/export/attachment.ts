import type { FastifyReply } from 'fastify'

/** The name of a file as every system takes it. @param ending without its dot */
export function fileName(title: string, day: string, ending: string): string {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain.match(/[a-z0-9]+/g)?.slice(0, 8) ?? []
  return `${[...words, day].join('-')}.${ending}`
}

/** Says that an answer is a file to be kept. */
export const attach = (reply: FastifyReply, type: string, name: string): FastifyReply =>
  reply.type(type).header('content-disposition', `attachment; filename="${name}"`)
