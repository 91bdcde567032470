import type { DemoPetition } from '../petition.ts'

export const hotelRooms = {
  slug: 'belle-rive-payer-le-temps-des-chambres',
  phase: 'suspended',
  owner: { section: 'hotel-nice' },
  author: 'Samira',
  title: 'Belle-Rive : payer le temps des chambres',
  summary:
    'Quinze chambres en six heures, puis du temps en plus qui ne compte pas. Nous demandons que tout le temps passé soit du temps payé.',
  text: `À l’hôtel Belle-Rive, une femme de chambre ou un valet est payé pour six heures et quinze chambres. Vingt-quatre minutes par chambre, en tout : le lit, la salle d’eau, le minibar, la terrasse et le sable que la mer y laisse.

Une chambre « à blanc », quand un client s’en va, demande plus de quarante minutes. Le dimanche et le lundi, ce sont les deux tiers des chambres. Alors nous restons. Le temps qui dépasse s’appelle ici « finir son étage ». Il n’est écrit nulle part et payé nulle part.

Nous l’avons noté, du {2026-08-31} au {2026-09-27} : trente et une personnes, quatre semaines, 388 heures de dépassement.

## Ce que nous demandons

1. **Une pointeuse à l’entrée et à la sortie**, et toutes les heures payées, celles de septembre comprises.
2. **Onze chambres par jour au plus**, une chambre à blanc comptant pour deux.
3. **Des chariots électriques** aux trois étages sans monte-charge.
4. **L’intégration des onze collègues de la sous-traitance** : même travail, même couloir, même contrat.

Nous aimons que la chambre soit belle. Nous voulons que la fiche de paie le soit aussi.`,
  recipient_name: 'Fabrice',
  recipient_office: 'directeur de l’hôtel Belle-Rive',
  recipient_company: 'So French Touch Hôtels',
  goal: 200,
  partners: ['Union des équipes hôtelières'],
  written_on: '2026-10-09',
  opens_on: '2026-10-12',
  closes_on: '2026-12-11',
  sections: ['hotel-nice', 'hotel-paris', 'thalasso-pornic'],
  english: {
    title: 'Belle-Rive: pay for the time the rooms take',
    summary:
      'Fifteen rooms in six hours, then extra time that does not count. We ask that all time spent be time paid.',
    text: `At the Belle-Rive hotel, housekeeping staff are paid for six hours and fifteen rooms. That is twenty-four minutes a room, all told: the bed, the bathroom, the minibar, the terrace and the sand the sea leaves there.

A room after departure takes more than forty minutes. On Sundays and Mondays two rooms in three are such rooms. So we stay. Here the extra time is called “finishing your floor”. It is written nowhere and paid nowhere.

We wrote it down, from {2026-08-31} to {2026-09-27}: thirty-one people, four weeks, 388 hours over.

## What we ask for

1. **A time clock on the way in and on the way out**, and every hour paid, September included.
2. **Eleven rooms a day at most**, a room after departure counting as two.
3. **Electric trolleys** on the three floors without a goods lift.
4. **A contract with the hotel for our eleven subcontracted colleagues**: same work, same corridor, same contract.

We like the room to be beautiful. We want the payslip to be so too.`,
  },
  updates: [],
  suspension: {
    on: '2026-11-10',
    by: 'Bruno',
    reason:
      'La direction conteste le relevé de 388 heures et a remis ses feuilles de service le {2026-11-09}. La région suspend la pétition le temps de comparer les deux relevés avec la section. Les signatures déjà données restent acquises.',
  },
  delivery: null,
  crowd: {
    confirmed: 148,
    pending: 6,
    withdrawn: 4,
    invalidated: 2,
    sections: { 'hotel-nice': 62, 'hotel-paris': 17, 'thalasso-pornic': 11, elsewhere: 10 },
    visibility: { counted: 88, recipient: 9, public: 3 },
    sources: { affiche: 8, tract: 33, courriel: 9, reunion: 31, site: 3, none: 16 },
    half_life: 8,
    peaks: [
      { on: '2026-10-13', percent: 18 },
      { on: '2026-10-26', percent: 12 },
    ],
  },
} satisfies DemoPetition
