import { registerHooks } from 'node:module'
import t from 'tap'
import { typeset } from '../../src/print/document.ts'
import { makePictures } from '../../src/print/picture.ts'

const faults = new Set(['sharp', '@myriaddreamin/typst-ts-node-compiler'])
const hooks = registerHooks({
  resolve(specifier, context, next) {
    if (faults.delete(specifier)) throw Object.assign(new Error('Too many open files'), { code: 'EMFILE' })
    return next(specifier, context)
  },
})
t.teardown(() => hooks.deregister())

const pixel = Buffer.from('R0lGODlhAQABAAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64')

t.test('a fault at the first document or picture is none at the next', async t => {
  await t.rejects(typeset('Bonjour', {}), { code: 'EMFILE' })
  await t.rejects(makePictures(pixel), { code: 'EMFILE' })
  await t.resolves(typeset('#set document(title: "Nos salaires")\nBonjour', {}))
  t.match(await makePictures(pixel), { width: 1, height: 1 })
})
