import type { PetitionTemplate } from '../template.ts'

export const wages = {
  code: 'wages',
  words: {
    fr: {
      name: 'Salaires',
      when: 'Avant ou pendant la négociation annuelle, pour montrer que la demande de la section est celle du personnel.',
      title: '[Nom de l’établissement] : [montant] euros par mois pour toutes et tous',
      summary:
        'Les prix ont monté, nos payes n’ont pas suivi. Nous demandons une augmentation générale, la même pour chaque personne, et des chiffres clairs pour la négocier.',
      text: `Nous travaillons à [nom de l’établissement] : [métiers, par exemple fabrication, expédition, accueil, bureaux]. Depuis [date de la dernière augmentation générale], nos salaires ont augmenté de [x] %. Dans le même temps, les prix ont augmenté de [y] % (indice des prix à la consommation de l’Insee, [mois et année]). La différence se compte à la fin du mois : [exemple concret, le loyer, le plein pour venir travailler, la cantine].

Dans le même temps aussi, [l’entreprise ou le groupe] a [résultat, dividendes, production : un chiffre et sa source]. Ce résultat est notre travail.

## Ce que nous demandons

1. **Une augmentation générale de [montant] euros bruts par mois**, la même pour toutes et tous, à compter du [date], et au prorata pour les temps partiels.
2. **Une grille remise d’aplomb** : aucun salaire en dessous de [montant] euros bruts à temps plein, et de vrais écarts entre les échelons, que les hausses du Smic ont effacés.
3. **Un budget à part pour l’égalité entre les femmes et les hommes**, qui ne soit pas pris sur l’augmentation générale.
4. **Les chiffres avant la première réunion** : salaires moyens et médians par catégorie et par sexe, primes, intéressement, dividendes et aides reçues.

## Ce que dit la loi

Là où existe une section syndicale d’une organisation représentative, l’employeur doit négocier les salaires effectifs (articles L2242-1 et suivants du Code du travail). Tant que la négociation est en cours, il ne peut pas décider seul sur les sujets négociés, sauf urgence (article L2242-4). Si elle échoue, un procès-verbal de désaccord consigne les dernières propositions de chaque partie (article L2242-5).

Nous ne demandons pas une faveur. Nous demandons que nos déléguées et délégués soient écoutés à la table comme les porte-parole de toutes celles et ceux qui signent ici. Ce texte et le nombre de ses signatures vous seront remis le [date].`,
      recipient_office: 'direction des ressources humaines',
      goal: 200,
    },
    en: {
      name: 'Wages',
      when: 'Before or during the yearly pay talks, to show that what the section asks for is what the staff ask for.',
      title: '[Name of the workplace]: [amount] euros a month for everyone',
      summary:
        'Prices have risen and our pay has not. We ask for a general rise, the same for each of us, and for clear figures to negotiate it.',
      text: `We work at [name of the workplace]: [jobs, for example production, dispatch, front desk, offices]. Since [date of the last general rise] our pay has gone up by [x]%. Over the same time prices have gone up by [y]% (Insee consumer price index, [month and year]). The difference shows at the end of the month: [one concrete example, the rent, the fuel to come to work, the canteen].

Over the same time, too, [the company or the group] has [result, dividends, output: one figure and its source]. That result is our work.

## What we ask for

1. **A general rise of [amount] euros gross a month**, the same for everyone, from [date], pro rata for part-time work.
2. **A pay scale that stands straight again**: no full-time pay below [amount] euros gross, and real steps between the grades, which rises of the minimum wage have flattened.
3. **A separate budget for equal pay between women and men**, not taken out of the general rise.
4. **The figures before the first meeting**: average and median pay by grade and sex, bonuses, profit sharing, dividends and public money received.

## What the law says

Where a representative union has a section, the employer must negotiate actual pay (articles L2242-1 and following of the French Labour Code). While talks are open the employer may not decide alone on what is being negotiated, urgency aside (article L2242-4). If they fail, a record of disagreement sets down the last proposal of each side (article L2242-5).

We are not asking for a favour. We ask that our delegates be heard at the table as the voice of everyone who signs here. This text and the number of its signatures will be handed to you on [date].`,
      recipient_office: 'human resources management',
      goal: 200,
    },
  },
} satisfies PetitionTemplate
