import type { PetitionViews } from '../../src/petitions/views.ts'

const title = 'Nous voulons des équipes de nuit complètes à l’entrepôt de Saint-Priest'
const slug = 'nuits-completes'
const url = 'https://petitions.example/petitions/nuits-completes'
const recipient_name = 'la direction des opérations'

const text = `Depuis le 2 mars, les équipes de nuit de l’entrepôt de Saint-Priest tournent à onze là où le plan de charge en prévoit seize. En huit mois, l’infirmerie a compté vingt-trois accidents, contre neuf l’année précédente.

Nous demandons à la direction des opérations de So French Touch :

- seize personnes par équipe de nuit, absences remplacées dès le premier jour ;
- deux pauses de vingt minutes prises hors du poste, et payées ;
- un point sur les accidents avec la section, chaque premier mardi du mois.

## Pourquoi maintenant

Le budget de l’an prochain se décide le 15 décembre. Ce que nous demandons coûte moins que les heures supplémentaires versées depuis le printemps.

> Je suis cariste depuis quatorze ans. C’est la première année où je rentre en ayant peur pour les autres. (Nadia, équipe de nuit)`

const legal = {
  body_name: 'Union Rhône Logistique',
  address: '12, rue des Tisserands, 69003 Lyon',
  contact: 'bonjour@rhone-logistique.example',
  dpo_contact: 'donnees@rhone-logistique.example',
  kept_until: '2027-03-15',
}

const signature = {
  name: 'Nadia',
  name_visibility: 'recipient',
  section_name: 'Saint-Priest, entrepôt',
  news: true,
  contact: false,
  text_version: 2,
  text_on: '2026-10-06',
} as const

/** For each view of a petition, data it can be rendered with. */
export const petitionSamples: PetitionViews = {
  'petitions/show': {
    petition: {
      slug,
      title,
      summary:
        'Onze personnes font le travail de seize depuis huit mois. Le budget se décide le 15 décembre : c’est le moment.',
      text,
      text_locale: 'fr',
      text_version: 2,
      text_on: '2026-10-06',
      recipient_name,
      recipient_office: '',
      recipient_company: 'So French Touch',
      phase: 'open',
      opens_on: '2026-10-01',
      closes_on: '2026-12-15',
      outcome: '',
      suspension_reason: '',
      picture: null,
      owner_name: 'Section de Saint-Priest, entrepôt',
      partners: [
        { name: 'Collectif des quais de Corbas', logo: null },
        { name: 'Union locale de Vénissieux', logo: null },
      ],
      updates: [
        {
          title: 'La direction nous reçoit le 2 décembre',
          text: 'Après **mille signatures**, la direction a fixé un rendez-vous. Nous porterons les trois demandes, dans cet ordre.',
          posted_on: '2026-11-18',
        },
      ],
    },
    count: 1248,
    goal: { next: 2000, percent: 62 },
    sections: [
      { id: '0b0c8a52-0d8c-4c3a-9f3a-2f1f7a1f0001', name: 'Saint-Priest, entrepôt' },
      { id: '0b0c8a52-0d8c-4c3a-9f3a-2f1f7a1f0002', name: 'Corbas, quais et messagerie' },
    ],
    workplace_free: false,
    legal,
    stamp: '20261123T1014.c2lnbmVk',
    url,
    form: { values: {}, lists: {}, faults: {} },
  },
  'petitions/look-at-mail': {
    petition: { slug, title },
    email: 'nadia@gmial.com',
    minutes_late: 0,
    employer_domain: true,
    resend: {
      email: 'nadia@gmail.com',
      action: `/petitions/${slug}/signatures`,
      values: { name_visibility: 'recipient', name: 'Nadia', consent: 'yes', text_version: '2' },
    },
    haste: { waiting: 'c2VhbGVk', challenge: '{}' },
  },
  'petitions/confirm': {
    petition: {
      slug,
      title,
      summary: 'Onze personnes font le travail de seize depuis huit mois.',
      recipient_name,
    },
    signature,
    legal,
    employer_domain: false,
    action: '/signatures/abc.def/confirmation',
    shown: 'c2hvd24',
  },
  'petitions/confirmed': {
    petition: { slug, title, recipient_name },
    signature,
    count: 1249,
    url,
    visibility_path: '/signatures/abc.def/visibility',
    withdrawal_path: '/signatures/abc.def/withdrawal',
  },
  'petitions/visibility': {
    petition: { slug, title, recipient_name },
    action: '/signatures/abc.def/visibility',
    withdrawal_path: '/signatures/abc.def/withdrawal',
    saved: true,
    form: { values: { name_visibility: 'public', name: 'Nadia' }, lists: {}, faults: {} },
  },
  'petitions/withdraw': {
    petition: { slug, title },
    action: '/signatures/abc.def/withdrawal',
    visibility_path: '/signatures/abc.def/visibility',
  },
  'petitions/withdrawn': { petition: { slug, title }, count: 1247 },
  'petitions/signatories': {
    petition: { slug, title },
    count: 1248,
    public_count: 9,
    names: ['Nadia', 'Yann', 'Aïcha', 'Émile', 'Solène', 'Ibrahima', 'Maëlle', 'Joaquim', 'Thérèse'],
    pages: { page: 1, pages: 3, previous: null, next: `/petitions/${slug}/signatories?page=2` },
  },
  'petitions/index': {
    petitions: [
      {
        slug,
        title,
        summary: 'Onze personnes font le travail de seize depuis huit mois.',
        count: 1248,
        phase: 'open',
        recipient_company: 'So French Touch',
        owner_name: 'Section de Saint-Priest, entrepôt',
        closes_on: '2026-12-15',
      },
      {
        slug: 'salaires-2027',
        title: '150 euros pour tout le monde au 1er janvier',
        summary: 'Les prix ont monté de 11 % en trois ans, nos salaires de 4 %.',
        count: 2906,
        phase: 'delivered',
        recipient_company: 'So French Touch',
        owner_name: 'Union Rhône Logistique',
        closes_on: '2026-09-30',
      },
    ],
  },
  'petitions/manage/signatories': {
    petition: { id: '0b0c8a52-0d8c-4c3a-9f3a-2f1f7a1f0003', title },
    count: 1248,
    erased_on: null,
    done: 2,
    form: { values: {}, lists: {}, faults: {} },
  },
  'petitions/manage/signatory-list': {
    petition: { id: '0b0c8a52-0d8c-4c3a-9f3a-2f1f7a1f0003', title },
    count: 1248,
    signatories: [
      {
        id: '0b0c8a52-0d8c-4c3a-9f3a-2f1f7a1f0004',
        name: 'Nadia',
        name_visibility: 'public',
        place: 'Saint-Priest, entrepôt',
        confirmed_on: '2026-10-07',
        email: 'nadia@atelier.example',
        invalidated: false,
      },
      {
        id: '0b0c8a52-0d8c-4c3a-9f3a-2f1f7a1f0005',
        name: '',
        name_visibility: 'counted',
        place: '',
        confirmed_on: '2026-10-07',
        email: '',
        invalidated: true,
      },
    ],
    page: 1,
    pages: 13,
    search: '',
    form: { values: { reason: 'Préparer la remise' }, lists: {}, faults: {} },
  },
  'petitions/not-now': { petition: { slug, title }, act: 'confirm', phase: 'suspended' },
  'petitions/screen': {
    petition: { slug, title },
    count: 1248,
    url,
    code: { size: 25, path: 'M2 2h7v7H2zM16 2h7v7h-7zM2 16h7v7H2zM11 11h3v3h-3zM18 18h3v3h-3z' },
  },
}
