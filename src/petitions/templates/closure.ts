import type { PetitionTemplate } from '../template.ts'

export const closure = {
  code: 'closure',
  words: {
    fr: {
      name: 'Contre une fermeture',
      when: 'Dès l’annonce d’un projet de fermeture ou de suppressions d’emplois, pour réunir le personnel, les familles et le territoire.',
      title: 'Non à la fermeture de [nom de l’établissement]',
      summary:
        'La direction veut fermer [nom de l’établissement] et supprimer [nombre] emplois. Nous demandons que toutes les autres solutions soient examinées, chiffres sur la table.',
      text: `Le [date], la direction de [entreprise] a annoncé son projet de fermer [nom de l’établissement] d’ici [date]. [Nombre] emplois y seraient supprimés, sans compter les intérimaires, les sous-traitants et les commerces qui vivent de notre travail.

Nous connaissons ce site mieux que personne. Voici ce que l’annonce n’a pas dit :

- le carnet de commandes : [chiffre et période] ;
- le résultat du site ou du groupe : [chiffre et source] ;
- l’argent public reçu : [montant, année, motif] ;
- les investissements promis et jamais faits : [lesquels, depuis quand].

On nous dit qu’il n’y a pas d’alternative. Personne ne l’a cherchée avec nous.

## Ce que nous demandons

1. **Le retrait du projet**, et à tout le moins sa suspension le temps d’étudier les autres solutions.
2. **Tous les documents économiques** remis au CSE et à l’expert qu’il a choisi.
3. **Une vraie recherche de repreneur**, avec un délai, un mandat et un compte rendu chaque mois.
4. **L’examen de notre projet** : [investissement, nouvelle production, regroupement, reprise par les salariés].
5. **Aucun départ contraint**. Si des départs devaient avoir lieu malgré tout, des mesures à la hauteur des moyens du groupe : reclassement, formation, mesures d’âge, indemnités.

## Ce que dit la loi

Dans une entreprise d’au moins cinquante salariés, un projet de dix licenciements ou plus en trente jours oblige à un plan de sauvegarde de l’emploi, le PSE (article L1233-61 du Code du travail). Le CSE est consulté sur le projet et sur ses conséquences (article L1233-30) et peut se faire assister par un expert (article L1233-34). L’administration n’homologue un plan unilatéral qu’au regard des moyens de l’entreprise et du groupe (article L1233-57-3). Dans les entreprises et les groupes d’au moins mille salariés, fermer un établissement oblige à rechercher un repreneur et à en informer le CSE (articles L1233-57-9 et suivants). Devant des faits économiques préoccupants, le CSE peut aussi exercer son droit d’alerte (article L2312-63).

Habitantes et habitants, élus, commerçants, anciennes et anciens de la maison : votre signature compte aussi. Ce site est à nous tous. Nous remettrons ce texte le [date], devant [lieu].`,
      recipient_office: 'présidence de l’entreprise',
      goal: 500,
    },
    en: {
      name: 'Against a closure',
      when: 'As soon as a plan to close or to cut jobs is announced, to bring together staff, families and the area.',
      title: 'No to the closure of [name of the workplace]',
      summary:
        'Management wants to close [name of the workplace] and cut [number] jobs. We ask that every other way be examined, with the figures on the table.',
      text: `On [date] the management of [company] announced its plan to close [name of the workplace] by [date]. [Number] jobs would go, not counting agency staff, subcontractors and the shops that live from our work.

We know this site better than anyone. Here is what the announcement left out:

- the order book: [figure and period];
- the result of the site or the group: [figure and source];
- the public money received: [amount, year, reason];
- the investments promised and never made: [which ones, since when].

We are told there is no alternative. Nobody looked for one with us.

## What we ask for

1. **The withdrawal of the plan**, and at the very least a halt while the other ways are studied.
2. **All economic documents** handed to the works council and to the expert it has chosen.
3. **A real search for a buyer**, with a deadline, a mandate and a report every month.
4. **An examination of our own plan**: [investment, new product, merger of sites, takeover by the staff].
5. **No forced departure**. Should people have to leave all the same, measures worthy of the group’s means: redeployment, training, measures for older staff, compensation.

## What the law says

In a company of fifty employees or more, a plan for ten or more redundancies within thirty days requires an employment protection plan, the PSE (article L1233-61 of the French Labour Code). The works council is consulted on the plan and on its consequences (article L1233-30) and may be assisted by an expert (article L1233-34). The authorities approve an employer’s own plan only in the light of the means of the company and its group (article L1233-57-3). In companies and groups of a thousand employees or more, closing a site requires a search for a buyer, of which the works council is told (articles L1233-57-9 and following). Faced with worrying economic facts, the works council may also use its right of alert (article L2312-63).

Neighbours, elected representatives, shopkeepers, former staff: your signature counts too. This site belongs to all of us. We will hand over this text on [date], in front of [place].`,
      recipient_office: 'president of the company',
      goal: 500,
    },
  },
} satisfies PetitionTemplate
