import type { Question } from '../question.ts'

const longest = 2_000

/** Writes a line under the question's notes, for the officer who mends it. */
export function annotate(question: Question | undefined, line: string): void {
  if (question && !question.note?.includes(line))
    question.note = [question.note, line].filter(Boolean).join('\n').slice(0, longest)
}
