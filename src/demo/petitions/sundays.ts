import type { DemoPetition } from '../petition.ts'

export const sundays = {
  slug: 'boutiques-le-dimanche-reste-un-choix',
  phase: 'draft',
  owner: { section: 'boutiques-paris' },
  author: 'Lucas',
  title: 'Boutiques : le dimanche reste un choix',
  summary:
    'Quatre dimanches par mois au planning, un « volontariat » coché d’avance. Nous demandons que le oui et le non se valent.',
  text: `Dans cinq des huit boutiques parisiennes, la feuille de volontariat du dimanche est arrivée le {2026-11-16} déjà remplie. Il fallait demander à la responsable pour décocher.

Nous ne sommes pas contre le dimanche travaillé par qui le souhaite, payé double comme le prévoit notre accord. Nous sommes contre le dimanche qu’on n’ose pas refuser.

## Ce que nous demandons

1. **Une feuille vierge**, signée par la personne seule, et que l’on peut reprendre en prévenant un mois à l’avance.
2. **Deux dimanches par mois au plus**, sauf demande écrite.
3. **Aucune différence** de planning, de prime ou de promotion entre qui dit oui et qui dit non.
4. **Les frais de garde des enfants remboursés** sur facture, comme l’accord de la branche permet de le négocier.

Seules les personnes volontaires ayant donné leur accord par écrit peuvent travailler le dimanche, et un refus ne peut être ni une faute ni un motif de licenciement (article L3132-25-4 du Code du travail).`,
  recipient_name: 'Capucine',
  recipient_office: 'directrice des boutiques de France',
  recipient_company: 'So French Touch Boutiques',
  goal: 200,
  partners: [],
  written_on: '2026-11-20',
  opens_on: null,
  closes_on: null,
  sections: ['boutiques-paris'],
  english: null,
  updates: [],
  suspension: null,
  delivery: null,
  crowd: null,
} satisfies DemoPetition
