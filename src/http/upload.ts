import type {} from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { Invalid } from '../errors.ts'

export interface Upload {
  /** The words of the form; of a field sent twice, the last. */
  fields: Record<string, string>
  /** The file; undefined when none was chosen, or an empty one. */
  file?: Buffer
  /** Whether the file or a field is larger than it may be: what is there is then cut. */
  tooLarge: boolean
}

async function readParts(request: FastifyRequest, most: number): Promise<Upload> {
  const upload: Upload = { fields: Object.create(null), tooLarge: false }
  const limits = { fileSize: most, fieldSize: most, files: 1, fields: 20, parts: 21 }
  for await (const part of request.parts({ limits })) {
    if (part.type === 'file') {
      const file = await part.toBuffer()
      upload.tooLarge ||= part.file.truncated
      if (file.length > 0) upload.file = file
    } else {
      upload.tooLarge ||= part.valueTruncated
      upload.fields[part.fieldname] = String(part.value)
    }
  }
  return upload
}

/**
 * Reads a form with one file into memory, where it stays.
 * @param most the largest file and the longest field, in bytes @throws Invalid when it is no such form, or cut short
 */
export async function readUpload(request: FastifyRequest, most: number): Promise<Upload> {
  if (!request.isMultipart()) throw new Invalid('content-type', 415)
  return readParts(request, most).catch((error: Error & { statusCode?: number }) => {
    // The parser's own complaints carry a status or none; ours to say either way.
    throw error.statusCode ? error : new Invalid()
  })
}
