import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { FirstAdministrator } from './accounts/first-administrator.ts'
import { applyDefinitions, planDefinitions, type Planned } from './apply.ts'
import { ChangeRefused } from './change/errors.ts'
import { printChange } from './change/print/text.ts'
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
import { outage } from './server/outages.ts'

/** What somebody wants to be in force, and who. */
export interface Wanted {
  readonly files: ReadonlyMap<string, string>
  readonly author: string
  /** Asked before anything but an addition is done: whether these files are what their author meant to leave. */
  readonly isMeant?: () => Promise<boolean>
}

export type Outcome =
  /** Nothing was done: it is in force already, or not what is meant any more. */
  | { readonly kind: 'same' }
  | {
      readonly kind: 'in-force'
      readonly revision: number
      readonly administrator: FirstAdministrator | null
    }
  /** `isPassing`: for a reason that passes by itself. */
  | { readonly kind: 'kept'; readonly report: Report; readonly isPassing?: boolean }

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

/** Milliseconds that requests are waited for while others are held back, and then left in peace; and how often. */
const patience = 3_000
const attempts = 20

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
  const ending = new Set<Promise<unknown>>()

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

  async function handOver(
    definitions: Loaded,
    apply: () => Promise<number>,
  ): Promise<Extract<Outcome, { kind: 'in-force' }>> {
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
    later(finished().then(() => before.served.app.close()))
    return { kind: 'in-force', revision, administrator }
  }

  function later(work: Promise<unknown>): void {
    const known = work.catch(() => undefined)
    ending.add(known)
    void known.finally(() => ending.delete(known))
  }

  async function apply(definitions: Loaded, author: string, { isAdditive }: Planned): Promise<number> {
    if (!isAdditive) await stopRequests()
    return applyDefinitions(db, definitions, author, { finishing: later })
  }

  /**
   * What is under way has been promised the tables as they are. A long export is waited for while others go on; a body that
   * takes its time too, but not for ever.
   */
  async function stopRequests(): Promise<void> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (await dispatcher.hold(patience)) return
      await pause(patience)
    }
    if (await dispatcher.hold(patience, 'whole')) return
    throw new Error('requests that began before it did not end')
  }

  async function reload({ files, author, isMeant }: Wanted): Promise<Outcome> {
    try {
      if (sameFiles(files, current.definitions.files)) {
        if (lasting.news.report) lasting.news.say(null)
        return { kind: 'same' }
      }
      const definitions = await loadFiles(files)
      const planned = await planDefinitions(db, definitions)
      if (planned.isRefused) throw new ChangeRefused(planned.change)
      if (!planned.isAdditive && isMeant && !(await isMeant())) return { kind: 'same' }
      const outcome = await handOver(definitions, () => apply(definitions, author, planned))
      lasting.news.say(null)
      return outcome
    } catch (error) {
      return { kind: 'kept', report: keep(reportOf(error, files)), isPassing: outage(error) !== null }
    }
  }

  async function follow(): Promise<Outcome> {
    const revision = await latestRevision(db)
    if (!revision || revision.number === current.revision()) return { kind: 'same' }
    return handOver(await definitionsOf(revision, loadFiles), async () => revision.number)
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
      await Promise.all(ending)
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
  if (error instanceof ChangeRefused)
    return { kind: 'refused', count: error.refused, text: printChange(error.change) }
  const text = error instanceof Error ? error.message : String(error)
  return { kind: 'failed', count: 1, text: `The definitions could not be put in force: ${text}` }
}

function sameFiles(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  return isDeepStrictEqual(Object.fromEntries(one), Object.fromEntries(other))
}
