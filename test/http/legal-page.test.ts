import { test } from 'tap'
import { render } from '../../src/http/views.ts'
import { locales } from '../../src/http/words.ts'

const page = {
  site: { name: 'Confluence syndicale', join_url: '', tokens: '' },
  asset: (name: string) => `/assets/${name}`,
  here: '/privacy',
  alternate: '/en/privacy',
  union: {
    union_name: 'Confluence syndicale',
    publisher: 'Confluence syndicale, union de syndicats',
    publication_director: 'Maud',
    host_name: 'Nuage Commun',
    host_address: '3 quai des Ateliers, 59000 Lille',
  },
  legal_body: {
    name: 'Confluence syndicale',
    address: '14 rue des Mûriers, 93200 Saint-Denis',
    contact: 'contact@confluence.example',
    data_protection_contact: 'donnees@confluence.example',
  },
}

test('the legal pages say who publishes, who hosts and whom to write to', t => {
  const { union, legal_body } = page
  const told = {
    notice: [
      union.publisher,
      union.publication_director,
      union.host_name,
      union.host_address,
      legal_body.contact,
    ],
    privacy: [
      legal_body.name,
      legal_body.address,
      legal_body.data_protection_contact,
      union.host_name,
      'CNIL',
    ],
    accessibility: [union.union_name, legal_body.contact, 'RGAA', 'WCAG 2.2'],
  }
  for (const [name, words] of Object.entries(told)) {
    for (const locale of locales) {
      const html = render(`legal/${name}`, locale, page)
      for (const word of words) t.ok(html.includes(word), `${name} ${locale}: ${word}`)
      t.equal(html.match(/<h1/g)?.length, 1)
      t.notMatch(html, /undefined|\{\w+\}/)
    }
  }
  t.end()
})

test('the privacy page promises nothing about backups', t => {
  for (const locale of locales) t.notMatch(render('legal/privacy', locale, page), /sauvegarde|backup/i)
  t.end()
})
