import type { FederationCode, RegionCode } from './union.ts'

export interface DemoSection {
  code: string
  name: string
  company: string
  town: string
  region: RegionCode
  federation: FederationCode | null
  /** Employees of the workplace, the weight of the section in a crowd. */
  headcount: number
}

export const sections = [
  {
    code: 'parfumerie-grasse',
    name: 'Parfumerie de Grasse',
    company: 'So French Touch Parfums',
    town: 'Grasse',
    region: 'provence',
    federation: 'industries',
    headcount: 640,
  },
  {
    code: 'hotel-nice',
    name: 'Hôtel Belle-Rive, Nice',
    company: 'So French Touch Hôtels',
    town: 'Nice',
    region: 'provence',
    federation: 'services',
    headcount: 185,
  },
  {
    code: 'savonnerie-marseille',
    name: 'Savonnerie Calanquine, Marseille',
    company: 'Savonnerie Calanquine',
    town: 'Marseille',
    region: 'provence',
    federation: 'industries',
    headcount: 120,
  },
  {
    code: 'siege',
    name: 'Siège, Saint-Denis',
    company: 'So French Touch',
    town: 'Saint-Denis',
    region: 'ile-de-france',
    federation: null,
    headcount: 910,
  },
  {
    code: 'boutiques-paris',
    name: 'Boutiques de Paris',
    company: 'So French Touch Boutiques',
    town: 'Paris',
    region: 'ile-de-france',
    federation: 'services',
    headcount: 260,
  },
  {
    code: 'hotel-paris',
    name: 'Hôtel de la Glycine, Paris',
    company: 'So French Touch Hôtels',
    town: 'Paris',
    region: 'ile-de-france',
    federation: 'services',
    headcount: 230,
  },
  {
    code: 'plateforme-dourges',
    name: 'Plateforme logistique de Dourges',
    company: 'So French Touch Logistique',
    town: 'Dourges',
    region: 'hauts-de-france',
    federation: 'services',
    headcount: 720,
  },
  {
    code: 'relation-clients-roubaix',
    name: 'Centre de relation clients, Roubaix',
    company: 'So French Touch Services',
    town: 'Roubaix',
    region: 'hauts-de-france',
    federation: 'services',
    headcount: 540,
  },
  {
    code: 'verrerie-aire',
    name: 'Verrerie Lysanne, Aire-sur-la-Lys',
    company: 'Verrerie Lysanne',
    town: 'Aire-sur-la-Lys',
    region: 'hauts-de-france',
    federation: 'industries',
    headcount: 410,
  },
  {
    code: 'cartonnages-bethune',
    name: 'Cartonnages Quatre-Plis, Béthune',
    company: 'Cartonnages Quatre-Plis',
    town: 'Béthune',
    region: 'hauts-de-france',
    federation: 'industries',
    headcount: 150,
  },
  {
    code: 'maroquinerie-cholet',
    name: 'Atelier de maroquinerie, Cholet',
    company: 'So French Touch Cuir',
    town: 'Cholet',
    region: 'pays-de-la-loire',
    federation: 'industries',
    headcount: 330,
  },
  {
    code: 'plateforme-carquefou',
    name: 'Plateforme logistique de Carquefou',
    company: 'So French Touch Logistique',
    town: 'Carquefou',
    region: 'pays-de-la-loire',
    federation: 'services',
    headcount: 290,
  },
  {
    code: 'laboratoire-angers',
    name: 'Laboratoire de recherche, Angers',
    company: 'So French Touch Parfums',
    town: 'Angers',
    region: 'pays-de-la-loire',
    federation: 'industries',
    headcount: 175,
  },
  {
    code: 'thalasso-pornic',
    name: 'Hôtel et thalasso, Pornic',
    company: 'So French Touch Hôtels',
    town: 'Pornic',
    region: 'pays-de-la-loire',
    federation: 'services',
    headcount: 140,
  },
  {
    code: 'biscuiterie-guerande',
    name: 'Biscuiterie Trois-Paludiers, Guérande',
    company: 'Biscuiterie Trois-Paludiers',
    town: 'Guérande',
    region: 'pays-de-la-loire',
    federation: 'industries',
    headcount: 210,
  },
] as const satisfies DemoSection[]

export type SectionCode = (typeof sections)[number]['code']
