import type { PetitionTemplate } from '../template.ts'

export const healthAndSafety = {
  code: 'health-and-safety',
  words: {
    fr: {
      name: 'Santé et sécurité',
      when: 'Quand un risque est connu, signalé, et que rien ne change. Devant un danger grave et immédiat, n’attendez pas une pétition : alertez.',
      title: '[Nom de l’établissement] : [le risque] n’est pas une fatalité',
      summary:
        'Nous avons signalé [le risque] le [date]. Depuis, [nombre] collègues ont été touchés. Nous demandons des mesures, avec des dates.',
      text: `À [lieu précis : atelier, étage, quai, poste], nous travaillons avec [le risque : chaleur, charges, produits, bruit, agressions, rythme]. Ce n’est pas une impression :

- le [date], [ce qui s’est passé] ;
- le [date], une mesure a donné [valeur], alors que [la limite ou la recommandation, avec sa source] ;
- depuis [date], nous comptons [nombre] accidents, arrêts ou passages à l’infirmerie ;
- le [date], les membres du CSE l’ont signalé ; la réponse a été [la réponse, mot pour mot].

## Ce que nous demandons

1. **Tout de suite** : [mesure de protection collective, par exemple l’arrêt du poste, une ventilation, une deuxième personne].
2. **Avant le [date]** : [mesure de fond, par exemple le remplacement de la machine ou du produit, l’isolation, l’effectif].
3. **La mise à jour du document unique d’évaluation des risques** avec les personnes qui tiennent ces postes, et non seulement à leur sujet.
4. **Une enquête du CSE après chaque accident**, et ses conclusions affichées.
5. **Aucune sanction ni aucun reproche** envers celles et ceux qui signalent un danger ou s’en retirent.

## Ce que dit la loi

L’employeur prend les mesures nécessaires pour assurer la sécurité et protéger la santé physique et mentale des travailleurs (article L4121-1 du Code du travail) : il évite le risque, le combat à la source et préfère la protection collective à l’équipement individuel (article L4121-2). Il transcrit l’évaluation des risques dans un document unique (article L4121-3-1).

Devant un danger grave et imminent, chacune et chacun alerte l’employeur et peut se retirer (article L4131-1) ; les élus au CSE disposent d’un droit d’alerte, consigné dans un registre, qui oblige à une enquête immédiate (articles L2312-60, L4131-2 et L4132-2). Ces droits ne dépendent d’aucune pétition. Celle-ci dit autre chose : nous sommes nombreux à savoir, et nous attendons une réponse écrite avant le [date].`,
      recipient_office: 'direction de l’établissement et présidence du CSE',
      goal: 100,
    },
    en: {
      name: 'Health and safety',
      when: 'When a risk is known and reported, and nothing changes. In the face of grave and immediate danger do not wait for a petition: raise the alarm.',
      title: '[Name of the workplace]: [the risk] is not a fact of life',
      summary:
        'We reported [the risk] on [date]. Since then [number] colleagues have been hurt. We ask for action, with dates.',
      text: `At [exact place: workshop, floor, dock, station] we work with [the risk: heat, loads, substances, noise, assaults, pace]. It is not just a feeling:

- on [date], [what happened];
- on [date] a reading gave [value], where [the limit or guidance, with its source];
- since [date] we have counted [number] accidents, sick leaves or visits to the infirmary;
- on [date] members of the works council reported it; the answer was [the answer, word for word].

## What we ask for

1. **Now**: [a protection for all, for example stopping the station, ventilation, a second person].
2. **Before [date]**: [the lasting remedy, for example replacing the machine or the substance, insulation, staffing].
3. **An updated risk assessment document**, written with the people who hold these posts and not only about them.
4. **An inquiry by the works council after each accident**, with its findings posted.
5. **No sanction and no reproach** for those who report a danger or withdraw from it.

## What the law says

The employer takes the measures needed to ensure safety and protect the physical and mental health of workers (article L4121-1 of the French Labour Code): risk is avoided, fought at its source, and protection for all comes before personal equipment (article L4121-2). The assessment of risks is set down in a single document (article L4121-3-1).

In the face of grave and imminent danger each of us may alert the employer and withdraw (article L4131-1); elected members of the works council have a right of alert, entered in a register, which requires an immediate inquiry (articles L2312-60, L4131-2 and L4132-2). Those rights depend on no petition. This one says something else: many of us know, and we expect a written answer before [date].`,
      recipient_office: 'site management and chair of the works council',
      goal: 100,
    },
  },
} satisfies PetitionTemplate
