import { isDeepStrictEqual, inspect } from 'node:util'
import { accountTables } from '../../../engine/accounts/tables.ts'
import { applyDefinitions, isEmptyChange, planDefinitions } from '../../../engine/apply.ts'
import { ChangeRefused } from '../../../engine/change/errors.ts'
import type { Database } from '../../../engine/database/database.ts'
import { ensureSystemTables } from '../../../engine/database/tables.ts'
import { dice } from './dice.ts'
import { edited, NotPossible } from './edits.ts'
import { fill, fillRoles, holds, leaveOut, should, type Told } from './database.ts'
import { newWorld } from './make.ts'
import { definitionsOf, type World } from './world.ts'

/** Each step of the way is one pair of definitions: there, and at the end all the way back. Answers how many pairs that were. */
export async function tryPairs(db: Database, seed: number, steps: number): Promise<number> {
  const roll = dice(seed)
  const first = newWorld(roll)
  const done: string[] = []
  const names: string[] = []
  try {
    await ensureSystemTables(db, accountTables)
    await applied(db, first)
    await fill(db, definitionsOf(first).plan, first, first.entities)
    await fillRoles(db, first)
    expectSame(await holds(db, definitionsOf(first).plan, first), should(first), 'filled')
    let world = first
    for (let step = 0; step < steps; step++) {
      const next = possible(() => edited(world, roll, names))
      if (!next) continue
      done.push(next.edits.join(' '))
      const known = new Set(world.entities.map(({ key }) => key))
      await applied(db, next.world)
      const { plan } = definitionsOf(next.world)
      expectSame(await holds(db, plan, next.world), should(next.world), `after step ${step + 1}`)
      await fill(
        db,
        plan,
        next.world,
        next.world.entities.filter(({ key }) => !known.has(key)),
      )
      world = next.world
    }
    await wayBack(db, first, world)
    return done.length + 1
  } catch (error) {
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error)
    throw new Error(`seed ${seed} on ${db.dialect}: ${done.join(' / ')}\n${told}`, { cause: error })
  }
}

function possible<T>(act: () => T): T | null {
  try {
    return act()
  } catch (error) {
    if (error instanceof NotPossible) return null
    throw error
  }
}

async function applied(db: Database, world: World): Promise<void> {
  const definitions = definitionsOf(world)
  await applyDefinitions(db, definitions, 'test')
  const { change } = await planDefinitions(db, definitions)
  if (!isEmptyChange(change)) throw new Error(`planned again: ${inspect(change, { depth: 6 })}`)
}

/**
 * Every name, record and value of the first definitions, but those that the way there was told to lose. Where a value has
 * become one that has no way back, that is said, and nothing happens.
 */
async function wayBack(db: Database, first: World, last: World): Promise<void> {
  const definitions = definitionsOf(first)
  const lossy = new Set(last.lossy)
  try {
    await applyDefinitions(db, definitions, 'test', { backTo: 1 })
  } catch (error) {
    if (!(error instanceof ChangeRefused) || !isToBeExpected(error, first, last)) throw error
    return expectSame(await holds(db, definitionsOf(last).plan, last), should(last), 'after a refusal')
  }
  const { change } = await planDefinitions(db, definitions)
  if (!isEmptyChange(change)) throw new Error(`planned again: ${inspect(change, { depth: 6 })}`)
  const found = leaveOut(await holds(db, definitions.plan, first), lossy)
  expectSame(found, should(first, lossy), 'on the way back')
}

function isToBeExpected({ change }: ChangeRefused, first: World, last: World): boolean {
  const mayBe = new Set([...last.turned, ...last.lossy])
  const names = first.entities.flatMap((entity) =>
    entity.fields
      .filter(({ key }) => mayBe.has(key))
      // One that was removed since comes back whole, or not at all.
      .flatMap(({ name }) => [`${entity.name}.${name}`, entity.name]),
  )
  return change.tables.every(
    ({ refused, name }) =>
      !refused || names.some((one) => name === one || (one.includes('.') && name.startsWith(`${one}.`))),
  )
}

function expectSame(found: Told, expected: Told, when: string): void {
  if (isDeepStrictEqual(found, expected)) return
  const keys = [...new Set([...Object.keys(found), ...Object.keys(expected)])]
  const wrong = keys
    .filter((key) => !isDeepStrictEqual(found[key], expected[key]))
    .slice(0, 3)
    .map((key) => `${key}: ${inspect(found[key])} instead of ${inspect(expected[key])}`)
  throw new Error(`${when}: ${wrong.join('\n')}`)
}
