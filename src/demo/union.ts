export const union = {
  name: 'Confluence syndicale',
  publisher_name: 'Confluence syndicale',
  publisher_address: '14 rue des Mûriers, 93200 Saint-Denis',
  publication_director: 'Maud',
  host_name: 'Nuage Commun, coopérative d’hébergement',
  host_address: '3 quai des Ateliers, 59000 Lille, téléphone 03 53 01 20 30',
  contact_email: 'contact@confluence.example',
  dpo_contact: 'donnees@confluence.example',
  join_url: 'https://confluence.example/adherer',
  employer_domains: ['so-french-touch.example', 'verrerie-lysanne.example'],
}

export const legalBodies = [
  {
    name: 'Confluence syndicale',
    owner: null,
    address: '14 rue des Mûriers, 93200 Saint-Denis',
    contact: 'contact@confluence.example',
    dpo_contact: 'donnees@confluence.example',
  },
  {
    name: 'Confluence syndicale Hauts-de-France',
    owner: { region: 'hauts-de-france' },
    address: 'Maison des syndicats, 21 boulevard du Canal, 59000 Lille',
    contact: 'hdf@confluence.example',
    dpo_contact: 'donnees@confluence.example',
  },
] satisfies {
  name: string
  owner: null | { region: RegionCode }
  address: string
  contact: string
  dpo_contact: string
}[]

/** Marks a link may carry (`?via=`), to tell a leaflet from a mail and never a person. */
export const marks = [
  { code: 'affiche', name: 'Affiche' },
  { code: 'tract', name: 'Tract' },
  { code: 'courriel', name: 'Courriel' },
  { code: 'reunion', name: 'Réunion ou assemblée' },
  { code: 'site', name: 'Site de la section' },
] as const

export type Mark = (typeof marks)[number]['code']

export const regions = [
  { code: 'hauts-de-france', name: 'Hauts-de-France' },
  { code: 'ile-de-france', name: 'Île-de-France' },
  { code: 'pays-de-la-loire', name: 'Pays de la Loire' },
  { code: 'provence', name: 'Provence-Alpes-Côte d’Azur' },
] as const

export type RegionCode = (typeof regions)[number]['code']

export const federations = [
  { code: 'industries', name: 'Fédération des industries' },
  { code: 'services', name: 'Fédération du commerce, des services et de la logistique' },
] as const

export type FederationCode = (typeof federations)[number]['code']
