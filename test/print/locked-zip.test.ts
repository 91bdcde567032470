import { buffer } from 'node:stream/consumers'
import { BlobReader, TextWriter, ZipReader } from '@zip.js/zip.js'
import t from 'tap'
import { lockZip } from '../../src/print/locked-zip.ts'

async function* lines() {
  for (let line = 0; line < 1_000; line += 1) yield Buffer.from(`Ines;${line}\n`)
}

const entryOf = async (zip: Buffer, password: string) => {
  const [entry] = await new ZipReader(new BlobReader(new Blob([Uint8Array.from(zip)])), {
    password,
  }).getEntries()
  if (!entry || entry.directory) throw new Error('no file')
  return entry
}

t.test('a locked file opens with its password and is whole', async t => {
  const zip = await buffer(await lockZip('noms.csv', lines(), 'cerise-4812'))
  const entry = await entryOf(zip, 'cerise-4812')
  t.match(entry, { filename: 'noms.csv', encrypted: true })
  const text = await entry.getData(new TextWriter())
  t.equal(text.split('\n').length, 1_001)
  t.notOk(zip.includes('Ines'))
})

t.test('without the password it stays shut', async t => {
  const zip = await buffer(await lockZip('noms.csv', lines(), 'cerise-4812'))
  await t.rejects((await entryOf(zip, 'cerise-4813')).getData(new TextWriter()))
})

t.test('a source that breaks off breaks the file off', async t => {
  async function* broken() {
    yield Buffer.from('Ines')
    throw new Error('gone')
  }
  await t.rejects(buffer(await lockZip('noms.csv', broken(), 'cerise')), /gone/)
})
