import type { SurveyTemplate } from './template.ts'
import { agreement, list, say } from './wording.ts'

// biome-ignore format: a sentence in two languages is one line.
export const telework = {
  code: 'telework',
  words: {
    fr: {
      name: 'Télétravail',
      when: 'Avant de négocier ou de réviser un accord sur le télétravail, ou quand la direction veut en réduire les jours.',
      purpose:
        'Négocier un accord sur le télétravail qui vaille pour celles et ceux qui en font et pour les autres.',
    },
    en: {
      name: 'Telework',
      when: 'Before bargaining or revising a telework agreement, or when management wants to cut the days.',
      purpose: 'Bargain for a telework agreement that serves those who telework and those who do not.',
    },
  },
  definition: {
    languages: ['fr', 'en'],
    title: say('Télétravail : ce que nous voulons', 'Telework: what we want'),
    introduction: say('Que vous en fassiez ou non, votre avis compte : l’accord vaudra pour tout le monde. Comptez cinq minutes.', 'Whether you telework or not, your view counts: the agreement will hold for everyone. Allow five minutes.'),
    thanks: say('Merci. Nous reviendrons vers vous avec le résultat avant de négocier.', 'Thank you. We will come back to you with the result before we bargain.'),
    breakdown: 'today',
    pages: [
      {
        code: 'now',
        title: say('Aujourd’hui', 'Today'),
        questions: [
          {
            kind: 'single', code: 'today',
            text: say('Télétravaillez-vous ?', 'Do you telework?'),
            choices: list(
              ['yes', 'Oui', 'Yes'],
              ['refused', 'Non, on me l’a refusé', 'No, I was refused'],
              ['unwanted', 'Non, je n’en veux pas', 'No, I do not want to'],
              ['impossible', 'Non, mon poste ne s’y prête pas', 'No, my job does not allow it'],
            ),
          },
          {
            kind: 'number', code: 'travel',
            text: say('Combien de minutes dure votre trajet, aller et retour ?', 'How many minutes is your journey, there and back?'),
            least: 0,
            most: 600,
            whole: true,
            unit: say('minutes', 'minutes'),
            brackets: [30, 60, 90, 120],
          },
        ],
      },
      {
        code: 'doing',
        title: say('Quand vous télétravaillez', 'When you telework'),
        shown: { answer: 'today', is: 'equal', value: 'yes' },
        questions: [
          {
            kind: 'single', code: 'days',
            text: say('Combien de jours par semaine ?', 'How many days a week?'),
            choices: list(
              ['less', 'Moins d’un', 'Less than one'],
              ['one', 'Un', 'One'],
              ['two', 'Deux', 'Two'],
              ['three', 'Trois', 'Three'],
              ['more', 'Plus de trois', 'More than three'],
            ),
          },
          {
            kind: 'matrix', code: 'home',
            text: say('Chez vous', 'At home'),
            rows: list(
              ['place', 'J’ai un endroit où travailler au calme', 'I have a quiet place to work'],
              ['seat', 'Mon siège et mon écran conviennent', 'My chair and screen are right'],
              ['contact', 'Je garde le lien avec l’équipe', 'I keep in touch with the team'],
              ['stop', 'J’arrête de travailler à l’heure', 'I stop work on time'],
              ['trust', 'On me fait confiance', 'I am trusted'],
            ),
            choices: agreement,
          },
          {
            kind: 'multiple', code: 'paid',
            text: say('Qu’est-ce que l’employeur paie ou fournit ?', 'What does the employer pay for or provide?'),
            choices: list(
              ['laptop', 'L’ordinateur', 'The computer'],
              ['screen', 'Un écran', 'A screen'],
              ['seat', 'Un siège', 'A chair'],
              ['allowance', 'Une indemnité par jour ou par mois', 'An allowance by the day or month'],
              ['meal', 'Le titre-restaurant', 'The meal voucher'],
            ),
          },
          {
            kind: 'single', code: 'late',
            text: say('Vous contacte-t-on en dehors de vos heures ?', 'Are you contacted outside your hours?'),
            choices: list(
              ['never', 'Jamais', 'Never'],
              ['rare', 'Rarement', 'Rarely'],
              ['week', 'Chaque semaine', 'Every week'],
              ['daily', 'Presque chaque jour', 'Nearly every day'],
            ),
          },
        ],
      },
      {
        code: 'refusal',
        title: say('Le refus', 'The refusal'),
        shown: { answer: 'today', is: 'equal', value: 'refused' },
        questions: [
          {
            kind: 'yes-no', code: 'written',
            text: say('Le refus était-il écrit et motivé ?', 'Was the refusal written, with reasons?'),
          },
          {
            kind: 'short-text', code: 'ground',
            text: say('Quel motif vous a-t-on donné ?', 'What reason were you given?'),
            help: say('N’écrivez rien qui vous désigne.', 'Write nothing that points to you.'),
            most: 300,
          },
        ],
      },
      {
        code: 'wish',
        title: say('L’accord que nous voulons', 'The agreement we want'),
        questions: [
          {
            kind: 'single', code: 'wanted',
            text: say('Combien de jours par semaine souhaitez-vous ?', 'How many days a week would you like?'),
            shown: { not: { answer: 'today', is: 'equal', value: 'impossible' } },
            choices: list(
              ['none', 'Aucun', 'None'],
              ['one', 'Un', 'One'],
              ['two', 'Deux', 'Two'],
              ['three', 'Trois', 'Three'],
              ['more', 'Plus de trois', 'More than three'],
              ['bank', 'Un nombre de jours par an, à ma main', 'A number of days a year, as I choose'],
            ),
          },
          {
            kind: 'multiple', code: 'return',
            text: say('Pour les postes qui ne s’y prêtent pas, que demander ?', 'For jobs that do not allow it, what should we ask for?'),
            most: 2,
            choices: list(
              ['time', 'Des jours de repos en plus', 'More days off'],
              ['travel', 'Une prime de trajet', 'A travel allowance'],
              ['hours', 'Des horaires choisis', 'Chosen hours'],
              ['tasks', 'Des tâches regroupées pour un jour à distance', 'Tasks grouped for a day away'],
            ),
          },
          {
            kind: 'ranking', code: 'priorities',
            text: say('Qu’est-ce qui compte le plus dans l’accord ?', 'What matters most in the agreement?'),
            most: 3,
            shuffled: true,
            choices: list(
              ['days', 'Le nombre de jours', 'The number of days'],
              ['choice', 'Le libre choix, et un refus motivé', 'Free choice, and reasons for a refusal'],
              ['costs', 'Les frais remboursés', 'Costs paid back'],
              ['kit', 'Le matériel fourni', 'Equipment provided'],
              ['stop', 'Le droit à la déconnexion', 'The right to disconnect'],
              ['team', 'Des jours communs sur place', 'Shared days on site'],
              ['carers', 'Plus de jours pour les proches aidants, la grossesse, le handicap', 'More days for carers, pregnancy, disability'],
            ),
          },
          {
            kind: 'long-text', code: 'more',
            text: say('Ce que l’accord ne doit pas oublier', 'What the agreement must not forget'),
            most: 2_000,
          },
        ],
      },
    ],
  },
} satisfies SurveyTemplate
