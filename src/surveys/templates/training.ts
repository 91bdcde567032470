import type { SurveyTemplate } from './template.ts'
import { alone, category, list, say } from './wording.ts'

// biome-ignore format: a sentence in two languages is one line.
export const training = {
  code: 'training',
  words: {
    fr: {
      name: 'Besoins de formation',
      when: 'Avant la consultation du CSE sur le plan de développement des compétences, ou pour bâtir vos formations syndicales.',
      purpose:
        'Défendre des formations utiles dans le plan de l’entreprise, et préparer nos propres formations.',
    },
    en: {
      name: 'Training needs',
      when: 'Before the works council is consulted on the training plan, or to build your own union courses.',
      purpose: 'Stand up for useful training in the company’s plan, and prepare our own courses.',
    },
  },
  definition: {
    languages: ['fr', 'en'],
    title: say('Vous former : ce qui vous servirait', 'Training: what would help you'),
    introduction: say('La formation est un droit : un entretien sur votre parcours, un compte personnel de formation. Dites-nous où vous en êtes. Comptez cinq minutes.', 'Training is a right: an interview about your career, a personal training account. Tell us where you stand. Allow five minutes.'),
    thanks: say('Merci. Pour faire valoir un droit tout de suite, venez à la permanence de la section.', 'Thank you. To claim a right at once, come to the section’s open hour.'),
    breakdown: 'category',
    pages: [
      {
        code: 'past',
        title: say('Ces deux dernières années', 'The last two years'),
        questions: [
          {
            kind: 'single', code: 'category',
            text: say('Votre catégorie', 'Your category'),
            choices: category,
          },
          {
            kind: 'single', code: 'trained',
            text: say('Avez-vous suivi une formation payée par l’employeur ?', 'Have you had training paid for by the employer?'),
            choices: list(
              ['several', 'Oui, plusieurs', 'Yes, several'],
              ['one', 'Oui, une', 'Yes, one'],
              ['safety', 'Seulement une formation obligatoire de sécurité', 'Only compulsory safety training'],
              ['none', 'Aucune', 'None'],
            ),
          },
          {
            kind: 'scale', code: 'useful',
            text: say('Vous a-t-elle servi ?', 'Was it of use to you?'),
            shown: {
              any: [
                { answer: 'trained', is: 'equal', value: 'several' },
                { answer: 'trained', is: 'equal', value: 'one' },
              ],
            },
            from: 1,
            to: 5,
            low: say('pas du tout', 'not at all'),
            high: say('beaucoup', 'very much'),
          },
          {
            kind: 'single', code: 'asked',
            text: say('Avez-vous demandé une formation sans l’obtenir ?', 'Have you asked for training and not got it?'),
            choices: list(
              ['yes', 'Oui', 'Yes'],
              ['no', 'Non', 'No'],
              ['dared', 'Je n’ai pas osé demander', 'I did not dare to ask'],
            ),
          },
          {
            kind: 'single', code: 'why',
            text: say('Pour quelle raison ?', 'For what reason?'),
            shown: { answer: 'asked', is: 'equal', value: 'yes' },
            choices: list(
              ['budget', 'Le budget', 'Budget'],
              ['staff', 'Personne pour me remplacer', 'Nobody to stand in for me'],
              ['link', 'Sans lien avec mon poste, m’a-t-on dit', 'Not linked to my job, I was told'],
              ['silence', 'Pas de réponse', 'No answer'],
            ),
            other: say('Une autre raison', 'Another reason'),
          },
          {
            kind: 'single', code: 'interview',
            text: say('Avez-vous eu l’entretien sur votre parcours professionnel ?', 'Have you had the interview about your career?'),
            help: say('L’employeur le doit à chaque personne. Il porte sur votre avenir, pas sur vos résultats.', 'The employer owes it to everyone. It is about your future, not your results.'),
            choices: list(
              ['yes', 'Oui', 'Yes'],
              ['mixed', 'Oui, mêlé à l’évaluation', 'Yes, mixed with the appraisal'],
              ['no', 'Non', 'No'],
              ['unknown', 'Je ne sais pas ce que c’est', 'I do not know what it is'],
            ),
          },
        ],
      },
      {
        code: 'needs',
        title: say('Ce qui vous servirait', 'What would help you'),
        questions: [
          {
            kind: 'multiple', code: 'topics',
            text: say('Quelles formations demander pour vous ?', 'What training should we ask for on your behalf?'),
            most: 4,
            choices: [
              ...list(
                ['trade', 'Mon métier et ses techniques', 'My trade and its techniques'],
                ['machines', 'Une nouvelle machine ou un nouveau logiciel', 'A new machine or program'],
                ['office', 'La bureautique', 'Office software'],
                ['language', 'Une langue étrangère', 'A foreign language'],
                ['basics', 'Lire, écrire, compter plus à l’aise', 'Reading, writing, counting with more ease'],
                ['lead', 'Encadrer une équipe', 'Leading a team'],
                ['health', 'Gestes, postures, premiers secours', 'Movements, posture, first aid'],
                ['diploma', 'Un diplôme ou une validation des acquis', 'A diploma, or one for experience'],
                ['change', 'Changer de métier', 'Changing trade'],
              ),
              alone('none', 'Aucune pour l’instant', 'None for now'),
            ],
          },
          {
            kind: 'single', code: 'goal',
            text: say('Pour quoi, surtout ?', 'Above all, what for?'),
            choices: list(
              ['better', 'Mieux faire mon travail', 'To do my work better'],
              ['grade', 'Monter en qualification et en salaire', 'To rise in grade and pay'],
              ['keep', 'Garder mon emploi', 'To keep my job'],
              ['leave', 'Faire autre chose', 'To do something else'],
            ),
          },
          {
            kind: 'multiple', code: 'brakes',
            text: say('Qu’est-ce qui vous retient ?', 'What holds you back?'),
            choices: [
              ...list(
                ['load', 'La charge de travail', 'Workload'],
                ['chief', 'Ma hiérarchie', 'My superiors'],
                ['place', 'Le lieu ou le trajet', 'The place or the journey'],
                ['home', 'La vie de famille', 'Family life'],
                ['school', 'Je n’ai pas aimé l’école', 'I did not like school'],
                ['rights', 'Je connais mal mes droits', 'I do not know my rights well'],
              ),
              alone('nothing', 'Rien', 'Nothing'),
            ],
          },
        ],
      },
      {
        code: 'union',
        title: say('Avec le syndicat', 'With the union'),
        questions: [
          {
            kind: 'multiple', code: 'courses',
            text: say('Quelles formations syndicales vous intéresseraient ?', 'Which union courses would interest you?'),
            help: say('Le congé de formation économique, sociale et syndicale est un droit de toute personne salariée.', 'Leave for economic, social and union training is a right of every employee.'),
            sensitive: true,
            choices: [
              ...list(
                ['rights', 'Lire sa fiche de paie et connaître ses droits', 'Reading a payslip and knowing one’s rights'],
                ['speak', 'Prendre la parole', 'Speaking in public'],
                ['council', 'Comprendre le CSE', 'Understanding the works council'],
                ['accounts', 'Lire les comptes de l’entreprise', 'Reading the company’s accounts'],
                ['digital', 'Pétitions, tracts et outils numériques', 'Petitions, leaflets and digital tools'],
              ),
              alone('none', 'Aucune', 'None'),
            ],
          },
          {
            kind: 'single', code: 'format',
            text: say('Sous quelle forme ?', 'In what form?'),
            shown: {
              all: [
                { answer: 'courses', is: 'answered' },
                { not: { answer: 'courses', is: 'equal', value: 'none' } },
              ],
            },
            choices: list(
              ['hour', 'Une heure le midi', 'An hour at midday'],
              ['day', 'Une journée', 'One day'],
              ['week', 'Plusieurs jours', 'Several days'],
              ['far', 'À distance', 'Remotely'],
            ),
          },
          {
            kind: 'short-text', code: 'title',
            text: say('Une formation précise que vous avez en vue', 'A particular course you have in mind'),
            most: 200,
          },
        ],
      },
    ],
  },
} satisfies SurveyTemplate
