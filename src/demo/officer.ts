import type { SectionCode } from './section.ts'
import type { FederationCode, RegionCode } from './union.ts'

export interface DemoOfficer {
  name: string
  email: string
  role: 'administrator' | 'federation' | 'region' | 'section'
  federation?: FederationCode
  region?: RegionCode
  sections?: SectionCode[]
}

export const officers = [
  { name: 'Maud', email: 'maud@confluence.example', role: 'administrator' },
  { name: 'Kader', email: 'kader@confluence.example', role: 'federation', federation: 'industries' },
  { name: 'Nathalie', email: 'nathalie@confluence.example', role: 'region', region: 'hauts-de-france' },
  { name: 'Bruno', email: 'bruno@confluence.example', role: 'region', region: 'provence' },
  {
    name: 'Samira',
    email: 'samira@confluence.example',
    role: 'section',
    sections: ['parfumerie-grasse', 'hotel-nice'],
  },
  { name: 'Teddy', email: 'teddy@confluence.example', role: 'section', sections: ['plateforme-dourges'] },
  { name: 'Inès', email: 'ines@confluence.example', role: 'section', sections: ['relation-clients-roubaix'] },
  {
    name: 'Agnès',
    email: 'agnes@confluence.example',
    role: 'section',
    sections: ['maroquinerie-cholet', 'plateforme-carquefou'],
  },
  {
    name: 'Lucas',
    email: 'lucas@confluence.example',
    role: 'section',
    sections: ['siege', 'boutiques-paris'],
  },
  { name: 'Gérald', email: 'gerald@confluence.example', role: 'section', sections: ['verrerie-aire'] },
] as const satisfies DemoOfficer[]

export type OfficerName = (typeof officers)[number]['name']
