import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'

const root = path.resolve(import.meta.dirname, '../..')
const sources = globSync(['src/**/*.ts', 'views/**/*.eta'], { cwd: root }).map(file =>
  readFileSync(path.join(root, file), 'utf8'),
)

t.test('every view is shown by a route, a mail or another view', async t => {
  const said = sources.join('\n')
  for (const file of globSync('**/*.eta', { cwd: path.join(root, 'views') })) {
    const name = file.replace(/\.eta$/, '')
    const mail = /^mail\/(.+)\.(txt|html)$/.exec(name)?.[1]
    const used = mail
      ? said.includes(`'${mail}'`) || said.includes(`/mail/${mail}`)
      : said.includes(`${name}'`)
    const stem = name.replace(/-[^-]*$/, '-${')
    const kind = said.includes(`/${path.dirname(name)}/\${`) && said.includes(`'${path.basename(name)}'`)
    t.ok(used || kind || said.includes(`/${name}`) || said.includes(`/${stem}`), name)
  }
})
