import type { Letter, Post } from '../mail/post.ts'

/** A letter as it lies in the box. */
export interface Kept extends Letter {
  arrived_at: Date
}

export interface LetterBox extends Post {
  /** newest first */
  list(): Kept[]
  find(id: string): Kept | undefined
}

const MOST = 200

/** Takes every letter and keeps the newest in memory: mail that never leaves the machine. */
export function letterBox(): LetterBox {
  const letters: Kept[] = []
  return {
    async send(letter) {
      letters.unshift({ ...letter, arrived_at: new Date() })
      letters.length = Math.min(letters.length, MOST)
      return 'sent'
    },
    list: () => letters,
    find: id => letters.find(letter => letter.id === id),
    close() {},
  }
}
