import type { DemoPetition } from '../petition.ts'

export const shuttle = {
  slug: 'carquefou-un-car-a-4-h-20',
  phase: 'waiting',
  owner: { section: 'plateforme-carquefou' },
  author: 'Agnès',
  title: 'Carquefou : un car à 4 h 20 pour l’équipe du matin',
  summary:
    'Le premier bus arrive quarante minutes après la prise de poste. Nous demandons une navette depuis Nantes, matin et soir.',
  text: `L’équipe du matin prend son poste à 5 h. Le premier bus s’arrête devant la zone à 5 h 40. Le soir, l’équipe de l’après-midi finit à 21 h 10 ; le dernier bus est passé à 20 h 52.

Nous sommes 136 sur ces deux équipes. 88 viennent en voiture, souvent à deux ou trois, et 21 à vélo par une route sans éclairage. Depuis la fermeture du parking nord, le {2026-10-05}, il manque cinquante places. Depuis un an, onze candidates et candidats ont renoncé au poste pour cette seule raison : c’est la direction qui nous l’a dit.

## Ce que nous demandons

1. **Une navette de Nantes à la plateforme**, départ 4 h 20, retour 21 h 25, avec un arrêt à la gare.
2. **Le remboursement intégral de l’abonnement** de transport, et un forfait mobilités pour celles et ceux qui viennent à vélo ou à plusieurs.
3. **La réouverture du parking nord** jusqu’à la mise en service de la navette.
4. **L’éclairage de la piste** entre le rond-point et l’entrée B, à demander ensemble à la métropole.

Une navette de vingt places coûterait moins que les intérimaires appelés chaque semaine en remplacement. Nous avons fait le calcul, nous le donnerons volontiers.`,
  recipient_name: 'Gwenaëlle',
  recipient_office: 'directrice de la plateforme de Carquefou',
  recipient_company: 'So French Touch Logistique',
  goal: 200,
  partners: [],
  written_on: '2026-11-19',
  opens_on: '2026-11-30',
  closes_on: '2027-01-29',
  sections: ['plateforme-carquefou'],
  english: null,
  updates: [],
  suspension: null,
  delivery: null,
  crowd: null,
} satisfies DemoPetition
