import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/** Makes a folder and those above it, each written to the disk before what it holds. */
export function makeFolder(path: string, mode?: number): void {
  if (existsSync(path)) return
  const parent = dirname(path)
  makeFolder(parent)
  mkdirSync(path, { mode })
  syncFolder(parent)
}

/** A new name survives a power cut only once its folder is synced too. */
export function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** @throws on any fault of the disk but absence: a file that cannot be seen is not gone */
export const isThere = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined

/** Puts a file of its owner's on the disk for good. Killed at any step, it leaves either a whole one or none. */
export function writeWhole(path: string, bytes: Buffer | string): void {
  const draft = join(dirname(path), 'draft')
  rmSync(draft, { force: true })
  writeFileSync(draft, bytes, { mode: 0o400, flag: 'wx', flush: true })
  renameSync(draft, path)
  syncFolder(dirname(path))
}
