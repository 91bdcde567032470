import type { FastifyInstance, FastifyRequest } from 'fastify'
import { NotFound } from '../errors.ts'
import { blankForm, type Form, readForm } from '../http/form.ts'
import { readUpload } from '../http/upload.ts'
import { mostPictureBytes } from '../print/picture.ts'
import type { ById } from './done.ts'
import { partnerForm, pictureForm } from './manage-forms.ts'
import { withTitle } from './managed-petition.ts'
import { findPicture } from './page.ts'
import {
  addPartner,
  changePicture,
  dropPicture,
  findPictureBytes,
  listPartnerNames,
  MOST_PARTNERS,
  readPicture,
  removePartner,
} from './picture.ts'
import type { PetitionOptions } from './routes.ts'
import { getChangeable } from './subject.ts'

const needs = { config: { needs: 'section' } } as const
/** Headroom for the parts' headers, and for an answer in words instead of a cut connection. */
const upload = { ...needs, bodyLimit: mostPictureBytes * 2 }

/** The picture of a petition, its partners and their logos. */
export async function pictureRoutes(app: FastifyInstance, { vault, desk }: PetitionOptions): Promise<void> {
  const { db } = vault

  async function showPicture({ viewer, params, locale }: FastifyRequest<ById>, typed?: Form) {
    const petition = await getChangeable(db, viewer, params.id, 'picture')
    const picture = await findPicture(db, petition)
    const form = typed ?? blankForm({ alternative: picture?.alternative ?? '' })
    return { ...(await withTitle(db, petition, locale)), picture, form }
  }

  async function showPartners({ viewer, params, locale }: FastifyRequest<ById>, typed?: Form) {
    const petition = await getChangeable(db, viewer, params.id, 'partner')
    const partners = await listPartnerNames(db, petition.id)
    const form = typed ?? blankForm()
    const full = partners.length >= MOST_PARTNERS
    return { ...(await withTitle(db, petition, locale)), partners, full, form }
  }

  /** The form of an upload: its words, and what became of its file. */
  async function readSent<F extends Parameters<typeof readForm>[1]>(request: FastifyRequest, fields: F) {
    const { fields: sent, file, tooLarge } = await readUpload(request, mostPictureBytes)
    const { clean, form } = readForm<F>(sent, fields)
    const reading = tooLarge ? { fault: 'too-large' } : file && (await readPicture(file))
    if (reading?.fault) form.faults.picture = { code: reading.fault }
    return {
      clean: reading?.fault ? undefined : clean,
      form,
      pictures: reading && 'pictures' in reading ? reading.pictures : undefined,
    }
  }

  app.get<ById>('/manage/petitions/:id/picture', needs, async (request, reply) =>
    reply.page('petitions/manage/picture', await showPicture(request)),
  )

  app.post<ById>('/manage/petitions/:id/picture', upload, async (request, reply) => {
    const page = await showPicture(request)
    const { clean, form, pictures } = await readSent(request, pictureForm)
    if (clean && !pictures && !page.picture) form.faults.picture = { code: 'no-file' }
    if (!clean || form.faults.picture)
      return reply.code(422).page('petitions/manage/picture', { ...page, form })
    await changePicture(vault, request.viewer, page.petition.id, clean.alternative, pictures)
    desk.clear()
    return reply.seeOther(`/manage/petitions/${page.petition.id}?done=picture`)
  })

  app.post<ById>('/manage/petitions/:id/picture/removal', needs, async (request, reply) => {
    await dropPicture(vault, request.viewer, request.params.id)
    desk.clear()
    return reply.seeOther(`/manage/petitions/${request.params.id}?done=picture`)
  })

  app.get<ById>('/manage/petitions/:id/partners', needs, async (request, reply) =>
    reply.page('petitions/manage/partners', await showPartners(request)),
  )

  app.post<ById>('/manage/petitions/:id/partners', upload, async (request, reply) => {
    const page = await showPartners(request)
    const { clean, form, pictures } = await readSent(request, partnerForm)
    const added = clean && (await addPartner(vault, request.viewer, page.petition.id, clean.name, pictures))
    if (added === false) form.faults.name = { code: 'full' }
    if (!added) return reply.code(422).page('petitions/manage/partners', { ...page, form })
    desk.clear()
    return reply.seeOther(`/manage/petitions/${page.petition.id}/partners`)
  })

  app.post<{ Params: { id: string; position: string } }>(
    '/manage/petitions/:id/partners/:position/removal',
    needs,
    async (request, reply) => {
      const { id, position } = request.params
      if (!/^\d{1,4}$/.test(position)) throw new NotFound()
      await removePartner(vault, request.viewer, id, Number(position))
      desk.clear()
      return reply.seeOther(`/manage/petitions/${id}/partners`)
    },
  )

  app.get<{ Params: { slug: string; file: string } }>(
    '/petitions/:slug/pictures/:file',
    { config: { public: true } },
    async (request, reply) => {
      const [, id, ending] = /^([0-9a-f-]{36})\.(webp|jpg)$/.exec(request.params.file) ?? []
      if (!id || !ending) throw new NotFound()
      const format = ending === 'jpg' ? 'jpeg' : 'webp'
      const found = await findPictureBytes(db, request.params.slug, id, format)
      if (!found) throw new NotFound()
      // A new picture has a new id.
      reply.header('cache-control', 'public, max-age=31536000, immutable')
      return reply.type(`image/${format}`).send(found.bytes)
    },
  )
}
