import sharp from 'sharp'
import t from 'tap'
import { openDraft, publish, startDraft } from '../support/draft.ts'
import { headersOf, post, signIn } from '../support/officers.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault } = unisson
await publish(unisson)
const samira = await signIn(unisson, 'section-leader')
const picture = await sharp({ create: { width: 1200, height: 800, channels: 3, background: '#c8321a' } })
  .withExif({ IFD0: { Copyright: 'Samira, 12 rue des Lilas' } })
  .jpeg()
  .toBuffer()

/** Sends a form with a file as a browser would. */
async function upload(url: string, fields: Record<string, string>, file?: Buffer | string) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('picture', new Blob(file ? [new Uint8Array(Buffer.from(file))] : []), file ? 'photo.jpg' : '')
  const body = new Response(form)
  return app.inject({
    method: 'POST',
    url,
    headers: { ...headersOf(samira.cookie), 'content-type': body.headers.get('content-type') ?? '' },
    payload: Buffer.from(await body.arrayBuffer()),
  })
}

t.test(
  'a picture shows on the page in two formats, kept by browsers, without what a camera wrote',
  async t => {
    const { id, path } = await openDraft(unisson, samira)
    const sent = await upload(`/manage/petitions/${id}/picture`, { alternative: 'Devant le dépôt' }, picture)
    t.equal(sent.statusCode, 303)
    const { body } = await app.inject(path)
    t.match(body, 'alt="Devant le dépôt"')
    for (const ending of ['webp', 'jpg']) {
      const [url = ''] = new RegExp(`${path}/pictures/[0-9a-f-]{36}\\.${ending}`).exec(body) ?? []
      const file = await app.inject(url)
      t.equal(file.statusCode, 200)
      t.match(file.headers['content-type'], ending === 'jpg' ? 'image/jpeg' : 'image/webp')
      t.match(file.headers['cache-control'], 'immutable')
      t.notMatch(file.rawPayload.toString('latin1'), 'Lilas')
      t.equal((await app.inject(url.replace(path, '/petitions/autre'))).statusCode, 404)
    }
    await upload(`/manage/petitions/${id}/picture`, { alternative: 'À l’aube' })
    t.match((await app.inject(path)).body, 'alt="À l’aube"', 'the words change, the picture stays')
    await post(unisson, `/manage/petitions/${id}/picture/removal`, {}, samira.cookie)
    t.notMatch((await app.inject(path)).body, '/pictures/')
  },
)

t.test('what is no picture is said beside the field, and the words stay typed', async t => {
  const id = await startDraft(unisson, samira)
  const url = `/manage/petitions/${id}/picture`
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const wide = await sharp({ create: { width: 40_000, height: 10, channels: 3, background: 'white' } })
    .png()
    .toBuffer()
  const cases: [string, Buffer | string | undefined, string][] = [
    ['a drawing with a script', svg, 'comme une image'],
    ['half a picture', picture.subarray(0, picture.length / 2), 'comme une image'],
    ['40,000 px wide', wide, 'trop grande'],
    ['13 MB', Buffer.alloc(13_000_000, 7), 'trop lourd'],
    ['nothing', undefined, 'Choisissez un fichier'],
  ]
  for (const [name, file, words] of cases) {
    const answer = await upload(url, { alternative: 'Devant le dépôt' }, file)
    t.equal(answer.statusCode, 422, name)
    t.match(answer.body, words, name)
    t.match(answer.body, 'value="Devant le dépôt"', name)
  }
  const bodies: [string, string, number][] = [
    ['multipart/form-data', 'nothing of the kind', 400],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="picture"; filename="a"\r\n\r\nb',
      400,
    ],
    ['multipart/form-data; boundary=x', '--x\r\nno header\r\n\r\nb\r\n--x--', 422],
    ['application/x-www-form-urlencoded', 'alternative=b', 415],
  ]
  for (const [type, payload, code] of bodies) {
    const headers = { ...headersOf(samira.cookie), 'content-type': type }
    t.equal((await app.inject({ method: 'POST', url, headers, payload })).statusCode, code, payload)
  }
  const rows = await vault.db
    .selectFrom('petition_pictures')
    .select('id')
    .where('petition_id', '=', id)
    .execute()
  t.equal(rows.length, 0)
})

t.test('partners show with their logo or their name, and go', async t => {
  const { id, path } = await openDraft(unisson, samira)
  const url = `/manage/petitions/${id}/partners`
  t.equal((await upload(url, { name: 'Solidaires du port' }, picture)).statusCode, 303)
  t.equal((await upload(url, { name: 'Union locale de Dourges' })).statusCode, 303)
  t.equal((await upload(url, { name: '' })).statusCode, 422)
  const { body } = await app.inject(path)
  t.match(body, /<img[^>]+alt="Solidaires du port"/)
  t.match(body, 'Union locale de Dourges')
  await post(unisson, `${url}/1/removal`, {}, samira.cookie)
  t.notMatch((await app.inject(path)).body, 'Solidaires du port')
})
