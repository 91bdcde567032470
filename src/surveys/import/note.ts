import type { Question } from '../question.ts'

const longest = 2_000

/** Writes a line under the question's notes, for the officer who mends it. */
export function annotate(question: Question | undefined, line: string): void {
  const bare = line.toWellFormed().replace(/[^\P{Cc}\n]/gu, ' ')
  if (question && !question.note?.includes(bare))
    question.note = [question.note, bare].filter(Boolean).join('\n').slice(0, longest).toWellFormed()
}
