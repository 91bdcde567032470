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

/** The parser's own complaints carry a status or none; ours to say either way. */
const brokenForm = (error: Error & { statusCode?: number }) => (error.statusCode ? error : new Invalid())

/**
 * Reads a form with one file into memory, where it stays.
 * @param most the largest file and the longest field, in bytes @throws Invalid when it is no such form, or cut short
 */
export async function readUpload(request: FastifyRequest, most: number): Promise<Upload> {
  if (!request.isMultipart()) throw new Invalid('content-type', 415)
  return readParts(request, most).catch(error => {
    throw brokenForm(error)
  })
}

/** A file while it comes. */
export interface FileStream {
  pieces: AsyncIterable<Buffer>
  /** Once all has come: whether the file was larger than it may be, and is cut. */
  isCut: () => boolean
}

async function* readPieces(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* file
  } catch (error) {
    throw brokenForm(error as Error)
  }
}

/**
 * The one file of a form, to be read piece by piece; undefined when the form has none.
 * @param most the largest file, in bytes @throws Invalid when it is no such form, here or in its pieces
 */
export async function openUpload(request: FastifyRequest, most: number): Promise<FileStream | undefined> {
  if (!request.isMultipart()) throw new Invalid('content-type', 415)
  const limits = { fileSize: most, files: 1, fields: 5, parts: 6 }
  const part = await request.file({ limits }).catch(error => {
    throw brokenForm(error)
  })
  return part && { pieces: readPieces(part.file), isCut: () => part.file.truncated }
}
