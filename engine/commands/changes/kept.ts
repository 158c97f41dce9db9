import { createInterface } from 'node:readline/promises'
import {
  countTombstone,
  listTombstones,
  purgeTombstone,
  restoreTombstone,
  TombstoneByHand,
  TombstoneRefused,
} from '../../database/change/tombstones.ts'
import type { Database } from '../../database/database.ts'
import { prepareTables } from '../../database/prepare.ts'
import { tombstoneName, type Tombstone } from '../../change/tombstones.ts'
import { counted, plainNumber } from '../../change/sentences.ts'
import type { Evidence } from '../../change/step.ts'
import { examine } from '../../load.ts'
import { isWarning } from '../../problems/catalogue.ts'
import { printProblems } from '../../problems/print.ts'
import { Stop } from '../stop.ts'
import { telling } from '../telling.ts'
import { withDatabase } from './open.ts'
import { readTexts } from './read.ts'
import { writeDefinition } from './write.ts'

interface Where {
  readonly config: string
  readonly database: string
  readonly author: string
}

/** Writes the definition of what was removed into its file again; what it held comes back as soon as that is applied. */
export async function restore(name: string, { config, database, author }: Where): Promise<void> {
  const files = await readTexts(config)
  await withKept(database, async (db) => {
    const amount = amountOf(name, await countTombstone(db, name))
    const tell = telling(author, 'restore-definition', name)
    const written = await restoreTombstone(db, name, files, tell).catch((error: unknown) => {
      if (!(error instanceof TombstoneByHand)) throw error
      process.stdout.write(`${error.message}\nTo apply that brings back what it held: ${amount}.\n`)
      return null
    })
    if (!written) return
    const { file, text } = written
    await writeDefinition(config, file, text)
    process.stdout.write(
      `${name} stands in ${config}/${file} again. To apply it brings back what it held: ${amount}.\n`,
    )
    const wanted = new Map([...files, [file, text]])
    const problems = examine(wanted).filter(({ code }) => !isWarning(code))
    if (problems.length > 0)
      process.stdout.write(`\nBefore that, this is to be mended:\n\n${printProblems(problems, wanted)}\n`)
  })
}

/** Ends what was removed, after saying how much goes. */
export async function purge(
  name: string,
  {
    database,
    author,
    sure,
  }: { readonly database: string; readonly author: string; readonly sure: 'yes' | 'ask' },
): Promise<void> {
  await withKept(database, async (db) => {
    process.stdout.write(`${name} holds ${amountOf(name, await countTombstone(db, name))}.\n`)
    if (sure === 'ask' && !(await isSure(name))) throw new Stop('Nothing was ended.')
    await purgeTombstone(db, name, telling(author, 'purge', name))
    process.stdout.write(`${name} is gone for good.\n`)
  })
}

/** What was removed, and is kept until it is purged. */
export async function listKept(database: string): Promise<void> {
  await withKept(database, async (db) => {
    const stones = await listTombstones(db)
    if (stones.length === 0) process.stdout.write('Nothing that was removed is kept.\n')
    const names = stones.map((stone) => nameAmong(stones, stone))
    const width = Math.max(...names.map((name) => name.length))
    for (const [at, stone] of stones.entries()) {
      const name = names[at] ?? ''
      const amount = amountOf(name, await countTombstone(db, name))
      process.stdout.write(`${name.padEnd(width)}  removed by revision ${stone.revision}, holds ${amount}\n`)
    }
  })
}

/** Where several were called the same, the revision tells them apart. */
export function nameAmong(stones: readonly Tombstone[], stone: Tombstone): string {
  const name = tombstoneName(stone)
  const isAlone = stones.filter((other) => tombstoneName(other) === name).length === 1
  return isAlone ? name : `${name}@${stone.revision}`
}

async function withKept(database: string, job: (db: Database) => Promise<void>): Promise<void> {
  await withDatabase(database, async (db) => {
    await prepareTables(db)
    await job(db).catch((error: unknown) => {
      throw error instanceof TombstoneRefused ? new Stop(error.message) : error
    })
  })
}

function amountOf(name: string, { count, of }: Evidence): string {
  if (/\.(page|level)\./.test(name)) return `what ${counted(count, 'role')} had of it`
  return name.includes('.')
    ? `the values of ${plainNumber(count)} of ${counted(of, 'record')}`
    : counted(count, 'record')
}

async function isSure(name: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new Stop(`Nothing was ended. Say --yes to end ${name} for good.`)
  const asked = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await asked.question(`End ${name} for good? Nothing brings it back. (yes or no) `)
  asked.close()
  return answer.trim().toLowerCase() === 'yes'
}
