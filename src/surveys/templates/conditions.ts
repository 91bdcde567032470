import type { SurveyTemplate } from './template.ts'
import { agreement, alone, category, frequency, list, say } from './wording.ts'

// biome-ignore format: a sentence in two languages is one line.
export const conditions = {
  code: 'conditions',
  words: {
    fr: {
      name: 'Conditions de travail',
      when: 'Avant une réunion du CSE ou de la CSSCT sur la santé, la sécurité ou la charge de travail, ou quand les alertes se répètent.',
      purpose:
        'Porter au CSE ce que vit l’équipe : charge, santé, sécurité, respect, et demander des mesures.',
    },
    en: {
      name: 'Working conditions',
      when: 'Before a works council meeting on health, safety or workload, or when warnings keep coming.',
      purpose:
        'Take to the works council what the team lives with: workload, health, safety, respect, and ask for measures.',
    },
  },
  definition: {
    languages: ['fr', 'en'],
    title: say('Votre travail, tel qu’il est', 'Your work as it is'),
    introduction: say('Le document unique décrit les risques sur le papier. Ici, vous dites ce qu’il en est. Comptez sept minutes.', 'The risk assessment describes hazards on paper. Here you say how things are. Allow seven minutes.'),
    thanks: say('Merci. En cas de danger grave, n’attendez pas le résultat : prévenez tout de suite une personne élue au CSE.', 'Thank you. If there is serious danger, do not wait for the result: tell a works council member at once.'),
    breakdown: 'category',
    pages: [
      {
        code: 'post',
        title: say('Votre poste', 'Your job'),
        questions: [
          {
            kind: 'single', code: 'category',
            text: say('Votre catégorie', 'Your category'),
            choices: category,
          },
          {
            kind: 'multiple', code: 'schedule',
            text: say('Vos horaires', 'Your hours'),
            choices: list(
              ['day', 'De journée', 'Day'],
              ['shifts', 'En équipes alternées', 'Rotating shifts'],
              ['night', 'De nuit', 'Night'],
              ['weekend', 'Le week-end ou les jours fériés', 'Weekends or public holidays'],
              ['split', 'Coupés dans la journée', 'Split over the day'],
            ),
          },
          {
            kind: 'single', code: 'notice',
            text: say('Quand connaissez-vous votre planning ?', 'When do you learn your schedule?'),
            choices: list(
              ['month', 'Un mois avant ou plus', 'A month ahead or more'],
              ['weeks', 'Deux semaines avant', 'Two weeks ahead'],
              ['days', 'Quelques jours avant', 'A few days ahead'],
              ['eve', 'La veille ou le jour même', 'The day before or that day'],
            ),
            shown: { not: { answer: 'schedule', is: 'equal', value: 'day' } },
          },
        ],
      },
      {
        code: 'load',
        title: say('La charge et le respect', 'Workload and respect'),
        questions: [
          {
            kind: 'matrix', code: 'means',
            text: say('Dans votre travail', 'In your work'),
            rows: list(
              ['time', 'J’ai le temps de bien faire', 'I have the time to do it well'],
              ['staff', 'Nous sommes assez nombreux', 'There are enough of us'],
              ['tools', 'Le matériel convient et marche', 'The equipment is right and works'],
              ['say', 'On m’écoute quand je dis ce qui ne va pas', 'I am heard when I say what is wrong'],
              ['breaks', 'Je prends mes pauses', 'I take my breaks'],
            ),
            choices: agreement,
          },
          {
            kind: 'single', code: 'overtime',
            text: say('Faites-vous des heures en plus ?', 'Do you work extra hours?'),
            choices: frequency,
          },
          {
            kind: 'single', code: 'overtime_paid',
            text: say('Ces heures sont-elles payées ou récupérées ?', 'Are those hours paid or given back?'),
            shown: {
              any: ['sometimes', 'often', 'always'].map(value => ({
                answer: 'overtime',
                is: 'equal',
                value,
              })),
            },
            choices: list(
              ['all', 'Toutes', 'All of them'],
              ['part', 'Une partie', 'Some of them'],
              ['none', 'Aucune', 'None of them'],
            ),
          },
          {
            kind: 'multiple', code: 'violence',
            text: say('Depuis un an, au travail, avez-vous subi ou vu', 'In the last year, at work, have you suffered or seen'),
            sensitive: true,
            choices: [
              ...list(
                ['insults', 'Des insultes ou des humiliations', 'Insults or humiliation'],
                ['threats', 'Des menaces ou des coups', 'Threats or blows'],
                ['sexist', 'Des propos ou des gestes sexistes', 'Sexist words or acts'],
                ['racist', 'Des propos ou des gestes racistes', 'Racist words or acts'],
                ['pressure', 'Des pressions à cause d’un arrêt, d’une grossesse ou d’un mandat', 'Pressure over sick leave, pregnancy or a union role'],
              ),
              alone('none', 'Rien de cela', 'None of these'),
            ],
          },
        ],
      },
      {
        code: 'health',
        title: say('La santé et la sécurité', 'Health and safety'),
        introduction: say('Ces réponses ne sont montrées que pour de grands groupes.', 'These answers are shown for large groups only.'),
        questions: [
          {
            kind: 'multiple', code: 'risks',
            text: say('À quoi êtes-vous exposé ou exposée ?', 'What are you exposed to?'),
            choices: [
              ...list(
                ['loads', 'Charges lourdes', 'Heavy loads'],
                ['gestures', 'Gestes répétés', 'Repeated movements'],
                ['noise', 'Bruit', 'Noise'],
                ['heat', 'Chaleur ou froid', 'Heat or cold'],
                ['products', 'Produits, poussières ou fumées', 'Chemicals, dust or fumes'],
                ['screen', 'Écran plus de six heures par jour', 'A screen for over six hours a day'],
                ['public', 'Tension avec le public', 'Tension with the public'],
              ),
              alone('none', 'Rien de cela', 'None of these'),
            ],
          },
          {
            kind: 'matrix', code: 'body',
            text: say('Depuis trois mois, à cause du travail', 'In the last three months, because of work'),
            sensitive: true,
            rows: list(
              ['pain', 'J’ai mal (dos, bras, épaules)', 'I am in pain (back, arms, shoulders)'],
              ['sleep', 'Je dors mal', 'I sleep badly'],
              ['tired', 'Je suis à bout', 'I am worn out'],
            ),
            choices: frequency,
          },
          {
            kind: 'yes-no', code: 'accident',
            text: say('Avez-vous eu un accident du travail, même léger, depuis un an ?', 'Have you had a work accident, even a minor one, in the last year?'),
            sensitive: true,
          },
          {
            kind: 'single', code: 'declared',
            text: say('A-t-il été déclaré ?', 'Was it reported?'),
            sensitive: true,
            shown: { answer: 'accident', is: 'equal', value: 'yes' },
            choices: list(
              ['yes', 'Oui', 'Yes'],
              ['pressed', 'Non, on m’en a dissuadé', 'No, I was talked out of it'],
              ['no', 'Non, je n’y ai pas pensé', 'No, I did not think of it'],
            ),
          },
        ],
      },
      {
        code: 'change',
        title: say('Ce qu’il faut changer', 'What must change'),
        questions: [
          {
            kind: 'scale', code: 'stay',
            text: say('Conseilleriez-vous à un proche de travailler ici ?', 'Would you advise someone close to you to work here?'),
            from: 0,
            to: 10,
            low: say('sûrement pas', 'certainly not'),
            high: say('sans hésiter', 'without hesitation'),
          },
          {
            kind: 'long-text', code: 'one',
            text: say('Une seule chose à changer : laquelle ?', 'One thing to change: which?'),
            help: say('N’écrivez rien qui vous désigne, ni le nom de personne.', 'Write nothing that points to you, and nobody’s name.'),
            most: 2_000,
          },
        ],
      },
    ],
  },
} satisfies SurveyTemplate
