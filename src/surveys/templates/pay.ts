import type { SurveyTemplate } from './template.ts'
import { alone, category, list, say, unknown } from './wording.ts'

// biome-ignore format: a sentence in two languages is one line.
export const pay = {
  code: 'pay',
  words: {
    fr: {
      name: 'Négociation annuelle sur les salaires',
      when: 'Avant la négociation annuelle obligatoire (NAO), pour écrire le cahier de revendications avec toute l’équipe.',
      purpose:
        'Écrire nos revendications pour la négociation annuelle sur les salaires, et les défendre avec des chiffres.',
    },
    en: {
      name: 'Annual pay bargaining',
      when: 'Before the yearly pay talks, to write the list of demands with the whole team.',
      purpose: 'Write our demands for the annual pay talks, and defend them with figures.',
    },
  },
  definition: {
    languages: ['fr', 'en'],
    title: say('Salaires : que demandons-nous cette année ?', 'Pay: what do we ask for this year?'),
    introduction: say('La négociation annuelle s’ouvre bientôt. Vos réponses décident de ce que nous mettons sur la table. Comptez six minutes ; aucune question n’est obligatoire.', 'The annual talks open soon. Your answers decide what we put on the table. Allow six minutes; no question is compulsory.'),
    thanks: say('Merci. La section présentera le résultat à toute l’équipe avant la première réunion avec la direction.', 'Thank you. The section will present the result to the whole team before the first meeting with management.'),
    breakdown: 'category',
    pages: [
      {
        code: 'you',
        title: say('Vous', 'You'),
        questions: [
          {
            kind: 'single', code: 'category',
            text: say('Votre catégorie', 'Your category'),
            choices: category,
          },
          {
            kind: 'number', code: 'years',
            text: say('Depuis combien d’années travaillez-vous ici ?', 'How many years have you worked here?'),
            least: 0,
            most: 60,
            unit: say('ans', 'years'),
            brackets: [2, 5, 10, 20],
          },
          {
            kind: 'single', code: 'hours',
            text: say('Votre temps de travail', 'Your working hours'),
            choices: list(
              ['full', 'À temps plein', 'Full time'],
              ['chosen', 'À temps partiel, par choix', 'Part time, by choice'],
              ['imposed', 'À temps partiel, faute de mieux', 'Part time, for want of better'],
            ),
          },
        ],
      },
      {
        code: 'wage',
        title: say('Votre salaire', 'Your pay'),
        introduction: say('Ces questions touchent à votre vie. Elles ne sont montrées que pour de grands groupes, et vous pouvez les passer.', 'These questions touch your life. They are shown for large groups only, and you may skip them.'),
        questions: [
          {
            kind: 'number', code: 'net',
            text: say('Votre salaire net par mois, primes mensuelles comprises', 'Your net pay a month, monthly bonuses included'),
            help: say('Le « net payé » du bulletin, avant l’impôt. Seule la tranche est gardée.', 'The “net pay” of your payslip, before tax. Only the bracket is kept.'),
            sensitive: true,
            least: 0,
            most: 50_000,
            unit: say('euros', 'euros'),
            brackets: [1_400, 1_600, 1_900, 2_300, 3_000, 4_000],
          },
          {
            kind: 'single', code: 'ends',
            text: say('À la fin du mois, avec ce salaire', 'At the end of the month, on this pay'),
            sensitive: true,
            choices: list(
              ['saves', 'Je mets de côté', 'I put some aside'],
              ['even', 'J’arrive juste', 'I just get by'],
              ['cuts', 'Je renonce à des dépenses utiles', 'I go without useful things'],
              ['debt', 'Je suis à découvert', 'I am overdrawn'],
            ),
          },
          {
            kind: 'single', code: 'raise',
            text: say('Avez-vous eu une augmentation individuelle depuis deux ans ?', 'Have you had an individual raise in the last two years?'),
            choices: list(
              ['yes', 'Oui', 'Yes'],
              ['refused', 'Non, je l’ai demandée et elle a été refusée', 'No, I asked and was refused'],
              ['no', 'Non, je ne l’ai pas demandée', 'No, I did not ask'],
            ),
          },
          {
            kind: 'yes-no', code: 'reason',
            text: say('Vous a-t-on donné une raison ?', 'Were you given a reason?'),
            shown: { answer: 'raise', is: 'equal', value: 'refused' },
          },
          {
            kind: 'scale', code: 'fair',
            text: say('Votre salaire correspond-il à votre travail et à vos responsabilités ?', 'Does your pay match your work and responsibilities?'),
            from: 1,
            to: 5,
            low: say('pas du tout', 'not at all'),
            high: say('tout à fait', 'fully'),
            unknown,
          },
        ],
      },
      {
        code: 'demands',
        title: say('Nos revendications', 'Our demands'),
        questions: [
          {
            kind: 'ranking', code: 'first',
            text: say('Que faut-il obtenir d’abord ? Classez-en trois.', 'What must we win first? Rank three.'),
            most: 3,
            shuffled: true,
            choices: list(
              ['general', 'Une augmentation générale', 'A general raise'],
              ['low', 'Le relèvement des plus bas salaires', 'Raising the lowest pay'],
              ['equality', 'L’égalité de salaire entre femmes et hommes', 'Equal pay for women and men'],
              ['grades', 'La reconnaissance des qualifications et de l’ancienneté', 'Recognition of skills and seniority'],
              ['bonus', 'Un treizième mois ou une prime pérenne', 'A thirteenth month or a lasting bonus'],
              ['share', 'L’intéressement et la participation', 'Profit sharing'],
              ['meals', 'Les titres-restaurant ou la prime de panier', 'Meal vouchers or allowance'],
              ['travel', 'Les frais de trajet', 'Travel costs'],
              ['cover', 'La part de l’employeur dans la mutuelle', 'The employer’s share of health cover'],
            ),
          },
          {
            kind: 'single', code: 'form',
            text: say('Une augmentation générale devrait être', 'A general raise should be'),
            choices: list(
              ['sum', 'La même somme pour tout le monde', 'The same sum for everyone'],
              ['percent', 'Le même pourcentage pour tout le monde', 'The same percentage for everyone'],
              ['floor', 'Un pourcentage, avec une somme plancher', 'A percentage, with a minimum sum'],
            ),
          },
          {
            kind: 'number', code: 'amount',
            text: say('Quelle hausse nette par mois changerait quelque chose pour vous ?', 'What net rise a month would make a difference to you?'),
            least: 0,
            most: 5_000,
            unit: say('euros', 'euros'),
            brackets: [50, 100, 150, 200, 300],
          },
        ],
      },
      {
        code: 'act',
        title: say('Et pour l’obtenir', 'And to win it'),
        questions: [
          {
            kind: 'multiple', code: 'ready',
            text: say('Si la direction ne propose rien, que seriez-vous prêt ou prête à faire ?', 'If management offers nothing, what would you be ready to do?'),
            sensitive: true,
            choices: [
              ...list(
                ['petition', 'Signer une pétition', 'Sign a petition'],
                ['meeting', 'Venir à une assemblée', 'Come to a meeting'],
                ['badge', 'Porter un badge ou un brassard', 'Wear a badge or an armband'],
                ['stoppage', 'Débrayer une heure ou deux', 'Walk out for an hour or two'],
                ['strike', 'Faire grève une journée ou plus', 'Strike for a day or more'],
              ),
              alone('none', 'Rien de tout cela', 'None of these'),
            ],
          },
          {
            kind: 'long-text', code: 'more',
            text: say('Ce que la direction doit entendre, avec vos mots', 'What management must hear, in your words'),
            help: say('N’écrivez rien qui vous désigne.', 'Write nothing that points to you.'),
            most: 2_000,
          },
        ],
      },
    ],
  },
} satisfies SurveyTemplate
