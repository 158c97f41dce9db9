import { isDeepStrictEqual } from 'node:util'
import type { FirstAdministrator } from './accounts/first-administrator.ts'
import { applyDefinitions } from './apply.ts'
import { NotAdditive } from './database/apply.ts'
import { latestRevision, type Revision } from './database/revisions.ts'
import {
  buildGeneration,
  firstAdministrator,
  prepareRecords,
  type Around,
  type Generation,
} from './generation.ts'
import { load, type Loaded } from './load.ts'
import { ProblemsFound } from './problems/collect.ts'
import { printProblems } from './problems/print.ts'
import type { Dispatcher } from './server/dispatcher.ts'
import type { Report } from './server/lasting.ts'

/** What somebody wants to be in force, and who. */
export interface Wanted {
  readonly files: ReadonlyMap<string, string>
  readonly author: string
}

export type Outcome =
  | { readonly kind: 'same' }
  | {
      readonly kind: 'in-force'
      readonly revision: number
      readonly administrator: FirstAdministrator | null
    }
  | { readonly kind: 'kept'; readonly report: Report }

/** Puts generations in the place of others, one after another. */
export interface Reloading {
  readonly current: Generation
  /** Applies what is wanted, and hands over; where that cannot be, the generation that answers goes on. */
  reload(wanted: Wanted): Promise<Outcome>
  /** Hands over to what another instance, or a command, has applied. */
  follow(): Promise<Outcome>
  /** What is wanted cannot even be read. */
  keep(report: Omit<Report, 'at'>): Report
  /** Ends the generations, whose requests are all answered. */
  close(): Promise<void>
}

export type LoadFiles = (files: ReadonlyMap<string, string>) => Loaded | Promise<Loaded>

export function openReloading(
  around: Around,
  first: Generation,
  dispatcher: Dispatcher,
  loadFiles: LoadFiles = load,
): Reloading {
  const { db, lasting } = around
  let current = first
  let last: Promise<unknown> = Promise.resolve()
  const closing = new Set<Promise<unknown>>()

  function inTurn<T>(job: () => Promise<T>): Promise<T> {
    const turn = last.then(job)
    last = turn.catch(() => undefined)
    return turn
  }

  function keep(report: Omit<Report, 'at'>): Report {
    const kept = { ...report, at: new Date().toISOString() }
    lasting.news.say(kept)
    return kept
  }

  async function replace(definitions: Loaded, apply: () => Promise<number>): Promise<Outcome> {
    let revision = current.revision()
    const next = await buildGeneration(around, definitions, () => revision)
    let administrator: FirstAdministrator | null
    try {
      revision = await apply()
      administrator = await firstAdministrator(db, definitions.plan, next.records)
      await prepareRecords(db, definitions.plan, next.records)
    } catch (error) {
      dispatcher.release()
      await next.served.app.close()
      throw error
    }
    const before = current
    current = next
    const { finished } = dispatcher.handOver(next.served)
    lasting.news.say(null)
    const retired = finished().then(() => before.served.app.close())
    closing.add(retired)
    void retired.finally(() => closing.delete(retired))
    return { kind: 'in-force', revision, administrator }
  }

  async function reload({ files, author }: Wanted): Promise<Outcome> {
    try {
      if (sameFiles(files, current.definitions.files)) {
        if (lasting.news.report) lasting.news.say(null)
        return { kind: 'same' }
      }
      const definitions = await loadFiles(files)
      return await replace(definitions, () => applyDefinitions(db, definitions, author))
    } catch (error) {
      return { kind: 'kept', report: keep(reportOf(error, files)) }
    }
  }

  async function follow(): Promise<Outcome> {
    const revision = await latestRevision(db)
    if (!revision || revision.number === current.revision()) return { kind: 'same' }
    return replace(await definitionsOf(revision, loadFiles), async () => revision.number)
  }

  return {
    get current() {
      return current
    },
    reload: (wanted) => inTurn(() => reload(wanted)),
    follow: () => inTurn(follow),
    keep,
    async close() {
      await last
      await Promise.all(closing)
      await current.served.app.close()
    },
  }
}

/** As they were applied, by whatever version of the engine: the plan is there, should this one no longer accept the files. */
export async function definitionsOf({ files, plan }: Revision, loadFiles: LoadFiles = load): Promise<Loaded> {
  const texts = new Map(Object.entries(files))
  try {
    return await loadFiles(texts)
  } catch (error) {
    if (!(error instanceof ProblemsFound)) throw error
    return { plan, samples: [], files: texts }
  }
}

/** What is said of definitions that cannot be in force. */
export function reportOf(error: unknown, files: ReadonlyMap<string, string>): Omit<Report, 'at'> {
  if (error instanceof ProblemsFound) {
    const { problems } = error
    return { kind: 'problems', count: problems.length, text: printProblems(problems, files) }
  }
  if (error instanceof NotAdditive)
    return { kind: 'refused', count: error.changes.length, text: error.message }
  const text = error instanceof Error ? error.message : String(error)
  return { kind: 'failed', count: 1, text: `The definitions could not be put in force: ${text}` }
}

function sameFiles(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  return isDeepStrictEqual(Object.fromEntries(one), Object.fromEntries(other))
}
