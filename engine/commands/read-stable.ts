import { isDeepStrictEqual } from 'node:util'
import { setTimeout as pause } from 'node:timers/promises'
import { readConfig } from '../source/read.ts'
import { collectProblems } from '../problems/collect.ts'
import type { Problem } from '../problems/problem.ts'

export interface Read {
  readonly files: ReadonlyMap<string, string>
  /** Files that are there and could not be read. */
  readonly problems: readonly Problem[]
}

/** Milliseconds between two readings that have to agree, and how often they may differ. */
const between = 30
const attempts = 20

/**
 * The definitions as somebody left them: read until they are the same twice, so that no file is taken half-written. Null
 * where the folder cannot be read.
 */
export async function readStable(folder: string): Promise<Read | null> {
  let before = await readOnce(folder)
  for (let attempt = 0; attempt < attempts; attempt++) {
    await pause(between)
    const now = await readOnce(folder)
    if (isDeepStrictEqual(now, before)) break
    before = now
  }
  return before
}

async function readOnce(folder: string): Promise<Read | null> {
  // A file that goes away while the folder is read makes it fail as a whole: the next reading finds it gone.
  for (let attempt = 0; attempt < 3; attempt++) {
    const reading = collectProblems()
    const files = await readConfig(folder, reading.report).catch(() => null)
    if (files) return { files, problems: reading.sorted() }
  }
  return null
}
