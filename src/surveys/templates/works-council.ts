import type { SurveyTemplate } from './template.ts'
import { category, list, say, unknown } from './wording.ts'

// biome-ignore format: a sentence in two languages is one line.
export const worksCouncil = {
  code: 'works-council',
  words: {
    fr: {
      name: 'Programme pour le CSE',
      when: 'Deux ou trois mois avant les élections professionnelles, pour écrire un programme que l’équipe reconnaît.',
      purpose: 'Écrire notre programme pour les élections au comité social et économique (CSE).',
    },
    en: {
      name: 'Works-council programme',
      when: 'Two or three months before the workplace elections, to write a programme the team recognises.',
      purpose: 'Write our programme for the works council (CSE) elections.',
    },
  },
  definition: {
    languages: ['fr', 'en'],
    title: say('Le prochain CSE : à vous de le dire', 'The next works council: your say'),
    introduction: say('Le CSE est bientôt renouvelé. Notre programme se fait avec vous. Ceci n’est pas un scrutin : personne n’est élu ici. Comptez cinq minutes.', 'The works council will soon be renewed. Our programme is made with you. This is no ballot: nobody is elected here. Allow five minutes.'),
    thanks: say('Merci. Le programme sera affiché et distribué avant le premier tour.', 'Thank you. The programme will be posted and handed out before the first round.'),
    breakdown: 'category',
    pages: [
      {
        code: 'you',
        title: say('Vous et le CSE', 'You and the council'),
        questions: [
          {
            kind: 'single', code: 'category',
            text: say('Votre catégorie', 'Your category'),
            choices: category,
          },
          {
            kind: 'single', code: 'known',
            text: say('Connaissez-vous vos élues et élus au CSE ?', 'Do you know your works council members?'),
            choices: list(
              ['met', 'Oui, j’ai parlé avec eux cette année', 'Yes, I have talked with them this year'],
              ['name', 'De nom', 'By name'],
              ['no', 'Non', 'No'],
            ),
          },
          {
            kind: 'multiple', code: 'helped',
            text: say('Pour quoi vous ont-ils été utiles ?', 'What have they been useful for?'),
            shown: { answer: 'known', is: 'equal', value: 'met' },
            choices: list(
              ['pay', 'Une question de paie ou de contrat', 'A matter of pay or contract'],
              ['hours', 'Les horaires ou les congés', 'Hours or leave'],
              ['health', 'La santé ou la sécurité', 'Health or safety'],
              ['defence', 'Un entretien ou une sanction', 'An interview or a sanction'],
              ['social', 'Les activités sociales', 'Social activities'],
            ),
            other: say('Autre chose', 'Something else'),
          },
          {
            kind: 'scale', code: 'informed',
            text: say('Savez-vous ce qui se dit et se décide au CSE ?', 'Do you know what is said and decided at the council?'),
            from: 1,
            to: 5,
            low: say('pas du tout', 'not at all'),
            high: say('très bien', 'very well'),
          },
        ],
      },
      {
        code: 'work',
        title: say('Le travail', 'Work'),
        questions: [
          {
            kind: 'ranking', code: 'priorities',
            text: say('Sur quoi le CSE doit-il peser d’abord ? Classez-en trois.', 'Where must the council weigh in first? Rank three.'),
            most: 3,
            shuffled: true,
            choices: list(
              ['jobs', 'L’emploi et les projets de l’entreprise', 'Jobs and the company’s plans'],
              ['staffing', 'Les effectifs et la charge de travail', 'Staffing and workload'],
              ['safety', 'La santé et la sécurité', 'Health and safety'],
              ['hours', 'Les horaires et les plannings', 'Hours and schedules'],
              ['equality', 'L’égalité et la lutte contre le harcèlement', 'Equality and the fight against harassment'],
              ['training', 'La formation et les parcours', 'Training and careers'],
              ['climate', 'Les trajets, la chaleur, l’environnement', 'Travel, heat, the environment'],
            ),
          },
          {
            kind: 'single', code: 'worry',
            text: say('Êtes-vous inquiet ou inquiète pour votre emploi ici ?', 'Are you worried about your job here?'),
            choices: list(['no', 'Non', 'No'], ['bit', 'Un peu', 'A little'], ['lot', 'Beaucoup', 'A lot']),
          },
          {
            kind: 'long-text', code: 'why',
            text: say('Qu’est-ce qui vous inquiète ?', 'What worries you?'),
            help: say('N’écrivez rien qui vous désigne.', 'Write nothing that points to you.'),
            shown: { answer: 'worry', is: 'equal', value: 'lot' },
            most: 1_000,
          },
        ],
      },
      {
        code: 'social',
        title: say('Les activités sociales et culturelles', 'Social and cultural activities'),
        questions: [
          {
            kind: 'matrix', code: 'budget',
            text: say('Le budget du CSE doit-il aller, plus ou moins, à', 'Should the council’s budget go, more or less, to'),
            rows: list(
              ['holidays', 'L’aide aux vacances', 'Help with holidays'],
              ['children', 'Les enfants (garde, colonies, Noël)', 'Children (care, camps, Christmas)'],
              ['vouchers', 'Les chèques-cadeaux', 'Gift vouchers'],
              ['culture', 'Le sport, le cinéma, les sorties', 'Sport, cinema, outings'],
              ['hardship', 'Le secours en cas de coup dur', 'Help in hard times'],
              ['canteen', 'La restauration', 'Meals'],
            ),
            choices: list(
              ['more', 'Plus', 'More'],
              ['same', 'Autant', 'The same'],
              ['less', 'Moins', 'Less'],
            ),
          },
          {
            kind: 'single', code: 'rule',
            text: say('Comment répartir les aides ?', 'How should help be shared out?'),
            choices: list(
              ['equal', 'La même chose pour tout le monde', 'The same for everyone'],
              ['income', 'Selon les revenus et la famille', 'By income and family'],
              ['mixed', 'Un socle commun, et plus pour qui en a besoin', 'A common base, and more for those in need'],
            ),
          },
        ],
      },
      {
        code: 'us',
        title: say('Nous, pour vous', 'Us, for you'),
        questions: [
          {
            kind: 'multiple', code: 'news',
            text: say('Comment voulez-vous avoir de nos nouvelles ?', 'How would you like to hear from us?'),
            most: 3,
            choices: list(
              ['rounds', 'Des passages dans les ateliers et les bureaux', 'Rounds of workshops and offices'],
              ['leaflet', 'Un tract après chaque CSE', 'A leaflet after each council'],
              ['mail', 'Un courrier électronique sur mon adresse personnelle', 'A mail to my private address'],
              ['board', 'Le panneau d’affichage', 'The notice board'],
              ['hour', 'Une permanence à heure fixe', 'An open hour at a set time'],
            ),
          },
          {
            kind: 'scale', code: 'trust',
            text: say('Faites-vous confiance à notre équipe pour vous défendre ?', 'Do you trust our team to stand up for you?'),
            sensitive: true,
            from: 0,
            to: 10,
            low: say('aucune confiance', 'no trust'),
            high: say('toute confiance', 'full trust'),
            unknown,
          },
          {
            kind: 'long-text', code: 'wish',
            text: say('Une mesure à mettre dans notre programme', 'One measure to put in our programme'),
            most: 1_000,
          },
        ],
      },
    ],
  },
} satisfies SurveyTemplate
