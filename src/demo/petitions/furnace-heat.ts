import type { DemoPetition } from '../petition.ts'

export const furnaceHeat = {
  slug: 'verrerie-lysanne-46-degres-au-bout-chaud',
  phase: 'delivered',
  owner: { section: 'verrerie-aire' },
  author: 'Gérald',
  title: 'Verrerie Lysanne : 46 degrés au bout chaud',
  summary:
    'Trois malaises en un été devant la ligne 3. Nous demandons une pause fraîche chaque heure, une vraie ventilation et un poste de plus par équipe.',
  text: `Au bout chaud de la ligne 3, là où le verre tombe en gouttes rouges dans les moules, le thermomètre de la section a marqué 46 degrés le {2026-08-12} à 15 h, et plus de 40 pendant dix-neuf jours de l’été. On nous a fourni des brumisateurs de poche.

- Trois malaises en huit semaines, dont un sur une passerelle.
- Une machine à glaçons pour trois équipes, en panne du {2026-07-20} au {2026-08-06}.
- Un seul conducteur par machine depuis le printemps : s’éloigner dix minutes, c’est laisser la presse seule.

Les flacons qui sortent d’ici partent chez les plus grands parfumeurs, So French Touch en tête. Ils sont transparents. Les réponses que nous recevons le sont moins : « le verre, c’est chaud ».

## Ce que nous demandons

1. **Quinze minutes au frais chaque heure** dès que le thermomètre passe 35 degrés, et un relevé affiché trois fois par poste.
2. **Une personne de plus par équipe** au bout chaud, pour que la pause existe.
3. **La ventilation de la ligne 3** refaite avant l’été prochain, devis présenté au CSE.
4. **Une salle de repos climatisée** à moins de deux minutes de chaque four.

L’employeur doit prendre les mesures nécessaires pour protéger notre santé (article L4121-1 du Code du travail). Nous rappelons à chacune et à chacun que devant un danger grave et imminent, on alerte et on se retire (article L4131-1) : la pétition ne remplace pas ce droit.`,
  recipient_name: 'Odile',
  recipient_office: 'directrice générale',
  recipient_company: 'Verrerie Lysanne',
  goal: 200,
  partners: [],
  written_on: '2026-09-07',
  opens_on: '2026-09-09',
  closes_on: '2026-10-16',
  sections: ['verrerie-aire', 'cartonnages-bethune'],
  english: null,
  updates: [],
  suspension: null,
  delivery: {
    on: '2026-10-20',
    outcome_on: '2026-11-13',
    outcome: `Deux demandes obtenues sur quatre, par écrit, le vendredi {2026-11-13} : la pause fraîche de quinze minutes par heure au-delà de 35 degrés, avec relevé affiché, et la salle climatisée, ouverte au plus tard le {2027-05-31}.

La ventilation de la ligne 3 est renvoyée à une étude, que le CSE recevra en février. Le poste de plus est refusé. Sans lui, la pause tiendra mal : nous le dirons à chaque relevé.`,
  },
  crowd: {
    confirmed: 213,
    pending: 0,
    withdrawn: 1,
    invalidated: 0,
    sections: { 'verrerie-aire': 90, 'cartonnages-bethune': 6, elsewhere: 4 },
    visibility: { counted: 63, recipient: 26, public: 11 },
    sources: { affiche: 27, tract: 22, courriel: 7, reunion: 33, site: 1, none: 10 },
    half_life: 7,
    peaks: [
      { on: '2026-09-10', percent: 26 },
      { on: '2026-09-29', percent: 12 },
    ],
  },
} satisfies DemoPetition
