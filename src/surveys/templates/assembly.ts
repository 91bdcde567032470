import type { SurveyTemplate } from './template.ts'
import { list, say, unknown } from './wording.ts'

// biome-ignore format: a sentence in two languages is one line.
export const assembly = {
  code: 'assembly',
  words: {
    fr: {
      name: 'Après une assemblée générale',
      when: 'Le lendemain d’une assemblée, pour entendre aussi celles et ceux qui n’ont pas pu venir ou n’ont pas parlé.',
      purpose:
        'Décider de la suite après l’assemblée générale, en comptant aussi avec celles et ceux qui n’y étaient pas.',
    },
    en: {
      name: 'After a general assembly',
      when: 'The day after an assembly, to hear those too who could not come or did not speak.',
      purpose: 'Decide what comes next after the general assembly, counting those too who were not there.',
    },
  },
  definition: {
    languages: ['fr', 'en'],
    title: say('Après l’assemblée : la suite avec vous', 'After the assembly: what next, with you'),
    introduction: say('Présent ou absent, votre avis compte pour décider de la suite. Comptez trois minutes.', 'Whether you came or not, your view counts in deciding what comes next. Allow three minutes.'),
    thanks: say('Merci. Le compte rendu dira ce qui ressort de ces réponses et ce que nous proposons.', 'Thank you. The minutes will say what came out of these answers and what we propose.'),
    pages: [
      {
        code: 'there',
        title: say('L’assemblée', 'The assembly'),
        questions: [
          {
            kind: 'single', code: 'came',
            text: say('Étiez-vous à l’assemblée ?', 'Were you at the assembly?'),
            choices: list(
              ['whole', 'Oui, du début à la fin', 'Yes, from start to end'],
              ['part', 'Oui, en partie', 'Yes, for part of it'],
              ['no', 'Non', 'No'],
            ),
          },
          {
            kind: 'single', code: 'absent',
            text: say('Qu’est-ce qui vous en a empêché ?', 'What kept you away?'),
            shown: { answer: 'came', is: 'equal', value: 'no' },
            choices: list(
              ['work', 'J’étais au travail', 'I was at work'],
              ['time', 'L’heure ou le jour ne convenait pas', 'The time or day did not suit'],
              ['unaware', 'Je ne savais pas', 'I did not know'],
              ['fear', 'Je craignais que cela se sache', 'I feared it would be known'],
              ['use', 'Je n’en voyais pas l’utilité', 'I did not see the use'],
            ),
            sensitive: true,
            other: say('Autre chose', 'Something else'),
          },
          {
            kind: 'matrix', code: 'quality',
            text: say('Pendant l’assemblée', 'During the assembly'),
            shown: { not: { answer: 'came', is: 'equal', value: 'no' } },
            rows: list(
              ['clear', 'L’information était claire', 'The information was clear'],
              ['voice', 'Qui voulait parler a pu le faire', 'Those who wished to speak could'],
              ['debate', 'Le débat a été utile', 'The debate was useful'],
              ['length', 'La durée était bonne', 'The length was right'],
            ),
            choices: list(['yes', 'Oui', 'Yes'], ['partly', 'En partie', 'Partly'], ['no', 'Non', 'No']),
          },
        ],
      },
      {
        code: 'next',
        title: say('La suite', 'What next'),
        introduction: say('L’assemblée a parlé de plusieurs suites. Dites ce que vous en pensez, une par une.', 'The assembly talked of several next steps. Say what you think of each.'),
        questions: [
          {
            kind: 'matrix', code: 'steps',
            text: say('Que pensez-vous de ces suites ?', 'What do you think of these next steps?'),
            rows: list(
              ['delegation', 'Une délégation reçue par la direction', 'A delegation to management'],
              ['petition', 'Une pétition', 'A petition'],
              ['leaflet', 'Un tract et une tournée des services', 'A leaflet and a round of the departments'],
              ['press', 'Un appel à la presse et aux élus locaux', 'A call to the press and local councillors'],
              ['stoppage', 'Un débrayage', 'A walk-out'],
              ['again', 'Une nouvelle assemblée dans le mois', 'Another assembly within the month'],
            ),
            choices: list(
              ['for', 'Pour', 'For'],
              ['against', 'Contre', 'Against'],
              ['unsure', 'Je ne sais pas encore', 'Not sure yet'],
            ),
          },
          {
            kind: 'multiple', code: 'share',
            text: say('À quoi prendriez-vous part ?', 'What would you take part in?'),
            sensitive: true,
            choices: list(
              ['talk', 'En parler autour de moi', 'Talk about it around me'],
              ['hand', 'Distribuer un tract', 'Hand out a leaflet'],
              ['write', 'Écrire, dessiner, filmer', 'Write, draw, film'],
              ['go', 'Aller voir la direction', 'Go and see management'],
              ['stop', 'Débrayer', 'Walk out'],
            ),
          },
          {
            kind: 'scale', code: 'win',
            text: say('Pensez-vous que nous pouvons gagner ?', 'Do you think we can win?'),
            from: 1,
            to: 5,
            low: say('non', 'no'),
            high: say('oui', 'yes'),
            unknown,
          },
          {
            kind: 'long-text', code: 'unsaid',
            text: say('Ce qui n’a pas été dit et doit l’être', 'What was not said and must be'),
            help: say('N’écrivez rien qui vous désigne.', 'Write nothing that points to you.'),
            most: 2_000,
          },
        ],
      },
      {
        code: 'meet',
        title: say('La prochaine fois', 'Next time'),
        questions: [
          {
            kind: 'multiple', code: 'moment',
            text: say('Quand pourriez-vous venir ?', 'When could you come?'),
            choices: list(
              ['morning', 'Avant la prise de poste', 'Before the shift'],
              ['noon', 'À la pause de midi', 'In the midday break'],
              ['shift', 'Au changement d’équipe', 'At the change of shift'],
              ['evening', 'En fin de journée', 'At the end of the day'],
              ['far', 'À distance seulement', 'Remotely only'],
            ),
          },
          {
            kind: 'short-text', code: 'subject',
            text: say('Le premier sujet à mettre à l’ordre du jour', 'The first item for the agenda'),
            most: 200,
          },
        ],
      },
    ],
  },
} satisfies SurveyTemplate
