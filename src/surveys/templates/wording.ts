import type { Choice, Row, Words } from '../question.ts'

/** The same words in the languages of our templates. */
export const say = (fr: string, en: string): Words => ({ fr, en })

/** Choices or rows: code, French, English. */
export const list = (...parts: [code: string, fr: string, en: string][]): (Choice & Row)[] =>
  parts.map(([code, fr, en]) => ({ code, text: say(fr, en) }))

/** A choice that stands alone among several. */
export const alone = (code: string, fr: string, en: string): Choice => ({
  code,
  text: say(fr, en),
  exclusive: true,
})

export const unknown = say('Je ne sais pas', 'I do not know')

export const agreement = list(
  ['yes', 'Oui, tout à fait', 'Yes, fully'],
  ['rather', 'Plutôt oui', 'Rather yes'],
  ['little', 'Plutôt non', 'Rather no'],
  ['no', 'Non, pas du tout', 'No, not at all'],
)

export const frequency = list(
  ['never', 'Jamais', 'Never'],
  ['sometimes', 'Parfois', 'Sometimes'],
  ['often', 'Souvent', 'Often'],
  ['always', 'Presque toujours', 'Nearly always'],
)

/** Who someone is at work, as agreements of most branches tell it; never asked for pay or health alone. */
export const category = list(
  ['worker', 'Ouvrier ou ouvrière', 'Manual worker'],
  ['employee', 'Employé ou employée', 'Clerical or service worker'],
  ['technician', 'Technicien, technicienne ou agent de maîtrise', 'Technician or supervisor'],
  ['manager', 'Cadre', 'Manager or professional'],
)
