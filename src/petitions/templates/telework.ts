import type { PetitionTemplate } from '../template.ts'

export const telework = {
  code: 'telework',
  words: {
    fr: {
      name: 'Télétravail',
      when: 'Quand le télétravail est réduit, refusé sans motif ou laissé à la discrétion de chaque responsable.',
      title: '[Nom de l’établissement] : un télétravail choisi, écrit, le même pour tout le monde',
      summary:
        'Nous demandons un accord sur le télétravail : [nombre] jours par semaine pour qui le souhaite, des frais remboursés et un vrai droit à la déconnexion.',
      text: `Depuis [date], le télétravail à [nom de l’établissement] repose sur [un accord, une charte, l’usage, le bon vouloir de chaque responsable]. Le [date], la direction a annoncé [ce qui change], à compter du [date].

Nous sommes [nombre] à organiser notre vie autour de ces jours : les trajets ([durée moyenne] aller et retour), la garde des enfants, un proche à soutenir, une santé fragile. Nous avons tenu nos objectifs : [chiffre, par exemple délais, satisfaction, dossiers traités]. Rien ne nous a été reproché.

Nous n’ignorons pas les métiers qui ne peuvent pas télétravailler. Ils ont droit, eux aussi, à du temps rendu et à des trajets payés : c’est l’objet de notre quatrième demande.

## Ce que nous demandons

1. **[Nombre] jours de télétravail par semaine**, au choix de la personne, et le droit de n’en prendre aucun.
2. **Un refus écrit et motivé**, avec un recours devant une commission où siègent les organisations syndicales.
3. **Les frais remboursés** : [montant] euros par jour télétravaillé, un siège et un écran fournis.
4. **Une contrepartie pour les postes qui ne s’y prêtent pas** : [temps, prime de trajet, horaires choisis].
5. **Un droit à la déconnexion qui se vérifie** : pas de réunion avant [heure] ni après [heure], et un point par an au CSE.

## Ce que dit la loi

Le télétravail est mis en place par un accord collectif ou, à défaut, par une charte soumise à l’avis du CSE (article L1222-9 du Code du travail). Sauf circonstances exceptionnelles, comme une menace d’épidémie, il n’est jamais imposé : le refuser ne peut pas motiver une rupture du contrat. Qui télétravaille a les mêmes droits que ses collègues sur site, et un accident survenu sur le lieu du télétravail pendant le travail est présumé accident du travail. Quand un poste y ouvre droit selon l’accord ou la charte, l’employeur qui le refuse doit dire pourquoi. Le droit à la déconnexion relève de la négociation obligatoire (article L2242-17).

Nous demandons que la décision du [date] soit suspendue et qu’une négociation s’ouvre avant le [date].`,
      recipient_office: 'direction des ressources humaines',
      goal: 200,
    },
    en: {
      name: 'Telework',
      when: 'When telework is cut, refused without a reason or left to the discretion of each manager.',
      title: '[Name of the workplace]: telework by choice, in writing, the same for everyone',
      summary:
        'We ask for an agreement on telework: [number] days a week for those who want them, costs paid back and a real right to disconnect.',
      text: `Since [date] telework at [name of the workplace] has rested on [an agreement, a charter, custom, the goodwill of each manager]. On [date] management announced [what changes], from [date].

There are [number] of us who arrange our lives around those days: travel ([average time] there and back), children to look after, a relative to support, frail health. We have met our targets: [a figure, for example deadlines, satisfaction, cases handled]. Nobody found fault with us.

We do not forget the jobs that cannot be done from home. They too have a right to time given back and to travel paid for: that is our fourth request.

## What we ask for

1. **[Number] days of telework a week**, chosen by the person, and the right to take none.
2. **A refusal in writing, with reasons**, and an appeal to a panel on which the unions sit.
3. **Costs paid back**: [amount] euros a day worked from home, a chair and a screen provided.
4. **Something in return for posts that cannot telework**: [time, travel allowance, chosen hours].
5. **A right to disconnect that can be checked**: no meeting before [time] or after [time], and a yearly review before the works council.

## What the law says

Telework is set up by a collective agreement or, failing that, by a charter on which the works council gives its opinion (article L1222-9 of the French Labour Code). Save for exceptional circumstances such as the threat of an epidemic, it is never imposed: refusing it is no ground for ending a contract. Those who telework have the same rights as their colleagues on site, and an accident at the place of telework during working time is presumed to be an accident at work. Where the agreement or charter makes a post eligible, an employer who refuses must say why. The right to disconnect is part of the compulsory talks (article L2242-17).

We ask that the decision of [date] be suspended and that talks open before [date].`,
      recipient_office: 'human resources management',
      goal: 200,
    },
  },
} satisfies PetitionTemplate
