import { setImmediate as breath } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { ownCause } from './access/cause.ts'
import { engineOf } from './accounts/make-account.ts'
import { readRolesInUse } from './accounts/roles-in-use.ts'
import { compareAccess } from './change/access.ts'
import type { Change } from './change/change.ts'
import { compare, isAdditive, isNothing, type Comparison } from './change/compare.ts'
import { toldSince } from './change/lineage.ts'
import type { Applied } from './change/pairs.ts'
import type { Renames } from './change/renames.ts'
import { findWayBack } from './change/rollback.ts'
import { digestOf } from './change/digest.ts'
import { ChangeFailed, ChangeOutdated, ChangeRefused } from './change/errors.ts'
import { compareScreens } from './change/screens.ts'
import { appendAudit } from './database/audit/append.ts'
import { buildAllIndexes } from './database/build-indexes.ts'
import { carryOut } from './database/change/carry.ts'
import { findEvidence } from './database/change/evidence.ts'
import { readApplied, writeState } from './database/change/state.ts'
import { enableTrigrams } from './database/change/trigrams.ts'
import type { Database, Transaction } from './database/database.ts'
import { prepareTables } from './database/prepare.ts'
import { readWay, recordRevision } from './database/revisions.ts'
import { compareWithDatabase } from './database/schema/drift.ts'
import type { Source } from './database/schema/rows.ts'
import { physicalTables } from './database/tables.ts'
import { ensureWithin } from './effects/ensure-within.ts'
import type { Loaded } from './load.ts'
import type { Plan } from './plan/plan.ts'
import { rememberPlan, understood } from './understood.ts'

export interface Planned {
  readonly change: Change
  /** Nobody who reads or writes meanwhile notices anything of it. */
  readonly isAdditive: boolean
  /** Some step needs an answer of the definitions first. */
  readonly isRefused: boolean
}

export interface PlanOptions {
  /**
   * The definitions are those of this revision, and all that has been applied since is undone: what was renamed is called
   * as it was then, what was removed is brought back, what was added is removed.
   */
  readonly backTo?: number
}

export interface ApplyOptions extends PlanOptions {
  /** Only this one, as it was planned before. */
  readonly change?: Change
  /** Told of the indexes that are made after the change, while others write already; otherwise they are waited for. */
  readonly finishing?: (indexes: Promise<number>) => void
}

/** What applying these definitions would do: nothing is done yet. */
export async function planDefinitions(
  db: Database,
  definitions: Loaded,
  { backTo }: PlanOptions = {},
): Promise<Planned> {
  await prepareTables(db)
  const { change, comparison } = await plan(db, definitions, backTo)
  return {
    change,
    isAdditive: isAdditive(comparison.work),
    isRefused: change.tables.some(({ refused }) => refused !== undefined),
  }
}

/** Whether there is anything to do at all, the files themselves aside. */
export function isEmptyChange({ tables, access, screens }: Change): boolean {
  return tables.length + access.length + screens.length === 0
}

/**
 * Makes a database what the definitions ask for, all of it or nothing, and gives the number of their revision: a new one
 * where they differ from those in force. Throws `ChangeRefused` where that needs an answer first, `ChangeOutdated`,
 * `ChangeFailed`.
 */
export async function applyDefinitions(
  db: Database,
  definitions: Loaded,
  author: string,
  { change, finishing, backTo }: ApplyOptions = {},
): Promise<number> {
  await prepareTables(db)
  const { applied, back } = await readGround(db, definitions, backTo)
  if (change) refuseOutdated(change, applied, definitions)
  const comparison = comparisonOf(applied, definitions, applied.revision + 1, back)
  const keepsCopy = applied.revision > 0 && !isAdditive(comparison.work)
  const number = isInForce(applied, comparison, definitions)
    ? applied.revision
    : await db.alter(
        (transaction) => applyWithin(transaction, definitions, author, { change, backTo }),
        keepsCopy ? { copy: copyName(applied.revision) } : {},
      )
  if (finishing) finishing(buildAllIndexes(db))
  else await buildAllIndexes(db)
  return number
}

async function applyWithin(
  transaction: Transaction,
  definitions: Loaded,
  author: string,
  { change: wanted, backTo }: { readonly change: Change | undefined; readonly backTo: number | undefined },
): Promise<number> {
  const { applied, back, comparison, change } = await plan(transaction, definitions, backTo)
  if (wanted) refuseOutdated(wanted, applied, definitions)
  // Another instance was faster.
  if (isInForce(applied, comparison, definitions)) return applied.revision
  if (change.tables.some(({ refused }) => refused)) throw new ChangeRefused(change)
  const files = Object.fromEntries(definitions.files)
  const number = await recordRevision(transaction, { author, files, plan: definitions.plan, change })
  const cause = ownCause('command', author, number)
  const [operation, as] = backTo === undefined ? ['apply', ''] : ['rollback', `, as revision ${backTo}`]
  appendAudit(transaction, cause, { operation, record: `revision ${number}${as}` })
  const { work } = comparisonOf(applied, definitions, number, back)
  const drifts = await wrongs(transaction, applied.tables)
  await enableTrigrams(transaction)
  const tombstones = await carryOut(transaction, definitions.plan, work, number)
  await writeState(transaction, 'tables', work.tables)
  await writeState(transaction, 'tombstones', tombstones)
  const [area] = Object.values(definitions.plan.areas)
  if (area) await ensureWithin(transaction, definitions.plan, engineOf(definitions.plan, area, cause))
  await refuseWrong(transaction, definitions, drifts)
  return number
}

/** Reads the database back: it has to be what was wanted, and to want nothing more. */
async function refuseWrong(
  transaction: Transaction,
  definitions: Loaded,
  before: ReadonlySet<string>,
): Promise<void> {
  const applied = understood(await readApplied(transaction))
  const again = comparisonOf(applied, definitions, applied.revision + 1, null)
  const left = again.drafts.map(({ name, sentence }) => `${name}: ${sentence}`)
  if (!isNothing(again.work) || left.length > 0)
    throw new ChangeFailed(`applied, the definitions would still ask for ${left.join('; ') || 'more'}`)
  const wrong = [...(await wrongs(transaction, applied.tables))].filter((sentence) => !before.has(sentence))
  if (wrong.length > 0)
    throw new ChangeFailed(`applied, the database would not be as described: ${wrong.join(' ')}`)
}

async function wrongs(from: Source, tables: Applied['tables']): Promise<ReadonlySet<string>> {
  const drifts = await compareWithDatabase(from, tables)
  return new Set(drifts.filter(({ weight }) => weight === 'wrong').map(({ sentence }) => sentence))
}

interface Ground {
  readonly applied: Applied
  readonly back: Renames | null
  /** The same definitions, with what their tabs and forms are called now as what they were called before. */
  readonly seen?: Plan
}

/** What is applied; on the way back, with what has to be brought back marked. */
async function readGround(from: Source, definitions: Loaded, backTo: number | undefined): Promise<Ground> {
  const { plan } = definitions
  rememberPlan(definitions)
  const applied = understood(await readApplied(from))
  // Its tables were made by an engine that kept no revisions: they are what is wanted, but for what they lack.
  if (applied.revision === 0 && applied.tables.length > 0)
    return { applied: { ...applied, plan }, back: null }
  if (backTo === undefined) return { applied, back: null }
  const way = (await readWay(from, backTo, applied.revision)).map(understood)
  const passed = way.filter(({ number }) => number > backTo)
  const { renames, tombstones } = findWayBack(
    plan,
    passed.map(({ number, change }) => ({ revision: number, steps: change?.tables ?? [] })),
    applied.tombstones,
  )
  const told = toldSince(way.toReversed().map(({ number, plan }) => ({ revision: number, plan })))
  return { applied: { ...applied, tombstones }, back: renames, seen: { ...plan, was: told.was } }
}

async function plan(
  from: Source,
  definitions: Loaded,
  backTo: number | undefined,
): Promise<Ground & { readonly comparison: Comparison; readonly change: Change }> {
  const { applied, back, seen = definitions.plan } = await readGround(from, definitions, backTo)
  // Each comparison takes some milliseconds: between them, others are answered.
  await breath()
  const comparison = comparisonOf(applied, definitions, applied.revision + 1, back)
  const { drafts, work, renames } = comparison
  await breath()
  const roles = applied.plan ? await readRolesInUse(from, applied.plan) : []
  const tables = await findEvidence(from, drafts, work)
  const access = compareAccess(applied.plan, definitions.plan, roles, renames)
  await breath()
  const screens = compareScreens(applied.plan, seen, renames)
  const digest = digestOf(definitions.files)
  const change: Change = { from: applied.revision, digest, tables, access, screens }
  return { applied, back, comparison, change }
}

function comparisonOf(
  applied: Applied,
  { plan }: Loaded,
  revision: number,
  back: Renames | null,
): Comparison {
  return compare(
    applied,
    { plan, tables: physicalTables(plan) },
    back ? { revision, isBack: true, renames: back } : { revision, isBack: false },
  )
}

function isInForce(applied: Applied, { work, drafts }: Comparison, { files }: Loaded): boolean {
  return (
    applied.revision > 0 &&
    drafts.length === 0 &&
    isNothing(work) &&
    isDeepStrictEqual(applied.files, Object.fromEntries(files))
  )
}

function refuseOutdated(change: Change, applied: Applied, { files }: Loaded): void {
  if (change.from !== applied.revision)
    throw new ChangeOutdated(
      `this was planned for revision ${change.from}, and revision ${applied.revision} is in force`,
    )
  if (change.digest !== digestOf(files)) throw new ChangeOutdated('this was planned for other files')
}

function copyName(revision: number): string {
  return `revision-${revision}-${new Date().toISOString().replace(/[-:.]/g, '')}`
}
