import { Eta } from 'eta'
import { test } from 'tap'
import { viewFolder, voice } from '../../src/http/views.ts'
import { locales } from '../../src/http/words.ts'

const mine = ['signature', 'signature-standing', 'signature-reminder']
const officers = ['account-invitation', 'password-reset', 'petition-approval']
const telling = /union|syndic|p[ée]tition|sign|gr[èe]ve|strike|cholet|confluence/i

const facts = {
  petition_title: 'L’atelier & ses <sacs> de Cholet',
  union_name: 'Confluence syndicale',
  name: 'Zoé & Léo',
  name_visibility: 'recipient',
  url: 'https://petitions.example/a?b=1&c=2',
  confirm_url: 'https://petitions.example/signatures/x.y/confirmation',
  withdraw_url: 'https://petitions.example/signatures/x.z/withdrawal',
  visibility_url: 'https://petitions.example/signatures/x.w/visibility',
}
const etas = { txt: new Eta({ views: viewFolder, autoEscape: false }), html: new Eta({ views: viewFolder }) }

function write(kind: string, form: 'txt' | 'html', locale: 'fr' | 'en', data: object = {}): string {
  const spoken = voice(locale)
  const subject = spoken.t(`mail.${kind}.subject`)
  return etas[form].render(`/mail/${kind}.${form}.eta`, { ...spoken, ...facts, subject, ...data })
}

const visible = (html: string) =>
  html
    .replace(/<head>.*<\/head>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

test('neither the subject nor what a mailbox previews of a mail tells what it is about', t => {
  for (const locale of locales) {
    for (const kind of [...mine, ...officers]) {
      t.notMatch(voice(locale).t(`mail.${kind}.subject`), telling, `${kind} ${locale} subject`)
      t.notMatch(write(kind, 'txt', locale).slice(0, 150), telling, `${kind} ${locale} text`)
      t.notMatch(visible(write(kind, 'html', locale)).slice(0, 150), telling, `${kind} ${locale} html`)
    }
  }
  t.end()
})

test('every mail of a signatory restates the choice and leads to withdrawal', t => {
  for (const locale of locales) {
    for (const kind of mine) {
      for (const form of ['txt', 'html'] as const) {
        const mail = write(kind, form, locale)
        t.ok(
          mail.includes(facts.withdraw_url) && mail.includes(facts.visibility_url),
          `${kind} ${form} links`,
        )
        t.equal(
          mail.includes(facts.confirm_url),
          kind !== 'signature-standing',
          `${kind} ${form} confirmation`,
        )
        t.match(mail, locale === 'fr' ? /remis au destinataire/ : /handed to the recipient/)
        const counted = write(kind, form, locale, { name_visibility: 'counted', name: '' })
        t.match(counted, locale === 'fr' ? /seulement comptée/ : /only counted/)
      }
    }
    t.match(
      write('signature', 'txt', locale),
      locale === 'fr' ? /ne faites rien.*7 jours/ : /do nothing.*7 days/,
    )
  }
  t.end()
})

test('text says what was typed, and HTML escapes it', t => {
  t.match(write('signature', 'txt', 'fr'), 'L’atelier & ses <sacs> de Cholet')
  t.match(write('signature', 'html', 'fr'), 'L’atelier &amp; ses &lt;sacs&gt; de Cholet')
  t.match(write('account-invitation', 'txt', 'en'), facts.url)
  for (const kind of [...mine, ...officers]) {
    t.notMatch(write(kind, 'txt', 'fr'), /\n{3}|<%|undefined|<\/|<p|<a/, `${kind} text is even`)
    t.notMatch(write(kind, 'html', 'fr'), /undefined|<table|<script|<img/, `${kind} html is plain`)
  }
  t.end()
})
