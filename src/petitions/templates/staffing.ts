import type { PetitionTemplate } from '../template.ts'

export const staffing = {
  code: 'staffing',
  words: {
    fr: {
      name: 'Effectifs et horaires',
      when: 'Quand les absences ne sont plus remplacées, que les plannings changent au dernier moment ou que les heures débordent.',
      title: '[Nom du service ou de l’établissement] : des collègues en plus, des horaires connus à l’avance',
      summary:
        'Nous faisons à [nombre] le travail de [nombre]. Nous demandons des embauches, des remplacements et des plannings que personne ne découvre la veille.',
      text: `En [mois et année], nous étions [nombre] à [nom du service ou de l’établissement]. Nous sommes [nombre] aujourd’hui, pour [une mesure du travail : colis, chambres, appels, lits, clientes et clients] en [hausse ou baisse] de [x] %. Les départs de [métiers] n’ont pas été remplacés. Les absences sont couvertes par celles et ceux qui restent.

Voici ce que cela donne, semaine après semaine :

- des plannings donnés [délai réel] avant la prise de poste, et modifiés ensuite [nombre] fois en moyenne ;
- [nombre] heures supplémentaires ou complémentaires depuis [date], dont [nombre] ni payées ni récupérées ;
- des pauses prises debout ou pas du tout ;
- [nombre] accidents ou arrêts depuis [date], contre [nombre] sur la même période de l’an dernier.

Nous tenons à notre travail. C’est pour cela que nous refusons de le faire mal.

## Ce que nous demandons

1. **[Nombre] embauches en CDI** à [métiers], en commençant par les collègues en intérim ou en CDD qui tiennent déjà ces postes.
2. **Le remplacement de toute absence de plus de [durée].**
3. **Des plannings remis [nombre] semaines à l’avance**, et aucun changement à moins de [nombre] jours sans l’accord de la personne.
4. **Toutes les heures faites, comptées et payées** ou récupérées au choix de chacune et de chacun.
5. **Un suivi tous les trois mois** devant le comité social et économique (CSE) : effectifs, absences, heures, accidents.

## Ce que dit la loi

Onze heures de repos au moins séparent deux journées de travail (article L3131-1 du Code du travail), et nul ne travaille plus de dix heures par jour, sauf les dérogations prévues (article L3121-18), ni plus de quarante-huit heures par semaine (article L3121-20). Pour un temps partiel, un changement d’horaires se notifie sept jours ouvrés à l’avance si aucun accord n’en décide autrement (article L3123-31). Dans les entreprises d’au moins cinquante salariés, le CSE est consulté sur les effectifs et la durée du travail (article L2312-8).

Nous demandons l’ouverture d’une négociation avant le [date].`,
      recipient_office: 'direction de l’établissement',
      goal: 100,
    },
    en: {
      name: 'Staffing and working hours',
      when: 'When absences are no longer covered, rotas change at the last moment or hours run over.',
      title: '[Name of the department or workplace]: more colleagues, and hours we know in advance',
      summary:
        'There are [number] of us doing the work of [number]. We ask for hiring, for cover, and for rotas that nobody discovers the night before.',
      text: `In [month and year] there were [number] of us at [name of the department or workplace]. Today we are [number], for [a measure of the work: parcels, rooms, calls, beds, customers] that has gone [up or down] by [x]%. Those who left [jobs] were not replaced. Absences are covered by whoever is left.

This is what it looks like, week after week:

- rotas given out [actual notice] before the shift, then changed [number] times on average;
- [number] hours of overtime since [date], of which [number] neither paid nor given back;
- breaks taken standing, or not at all;
- [number] accidents or sick leaves since [date], against [number] over the same months last year.

We care about our work. That is why we refuse to do it badly.

## What we ask for

1. **[Number] permanent jobs** in [jobs], starting with the agency and fixed-term colleagues who already hold those posts.
2. **Cover for every absence longer than [duration].**
3. **Rotas handed out [number] weeks ahead**, and no change at less than [number] days without the person’s agreement.
4. **Every hour worked, counted and paid** or given back, as each of us chooses.
5. **A review every three months** before the works council (CSE): staffing, absences, hours, accidents.

## What the law says

At least eleven hours of rest lie between two working days (article L3131-1 of the French Labour Code), and nobody works more than ten hours a day, save for the exceptions laid down (article L3121-18), nor more than forty-eight hours a week (article L3121-20). For part-time staff a change of hours is notified seven working days ahead unless an agreement says otherwise (article L3123-31). In companies of fifty employees or more the works council is consulted on staffing and working time (article L2312-8).

We ask for talks to open before [date].`,
      recipient_office: 'site management',
      goal: 100,
    },
  },
} satisfies PetitionTemplate
