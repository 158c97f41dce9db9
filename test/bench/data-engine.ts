import { applyDefinitions } from '../../engine/apply.ts'
import { hashPassword } from '../../engine/accounts/passwords.ts'
import { storePassword } from '../../engine/accounts/password-store.ts'
import { accountTables } from '../../engine/accounts/tables.ts'
import { openDatabase } from '../../engine/database/connect.ts'
import type { Transaction } from '../../engine/database/database.ts'
import { ensureSystemTables } from '../../engine/database/tables.ts'
import { load } from '../../engine/load.ts'
import { foldedName } from '../../engine/plan/names.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { collectProblems } from '../../engine/problems/collect.ts'
import { readConfig } from '../../engine/source/read.ts'
import { fold } from '../../engine/words/fold.ts'
import { bornAt, type Credentials } from './data-baseline.ts'
import { makePartners, makePerson, makeRoles } from './people.ts'

type Row = Readonly<Record<string, string | number | null>>

const chunk = 5000
const times = { version: 1, created_at: bornAt, updated_at: bornAt }

/** A database file of the engine, its tables made by itself from `config/`, with the records that the baseline has. */
export async function fillEngine(
  config: string,
  path: string,
  users: number,
  { username, password }: Credentials,
): Promise<void> {
  const reading = collectProblems()
  const definitions = load(await readConfig(config, reading.report))
  reading.stopIfAny()
  const { plan } = definitions
  const db = await openDatabase(`sqlite:${path}`)
  const hash = await hashPassword(password)
  try {
    await applyDefinitions(db, definitions, 'bench')
    await ensureSystemTables(db, accountTables)
    await db.write(async (transaction) => {
      const into = (table: string, rows: Row[]) => insertRows(transaction, plan, table, rows)
      const partners = makePartners(users).map(({ id, name }) => ({
        id,
        name,
        number: `P-${id}`,
        country: 'BE',
      }))
      await into('partners', partners)
      await into('customer_roles', makeRoles())
      await into('staff_roles', [{ id: 1, name: 'Bench', levels: allLevels(plan) }])
      const staff = {
        id: 1,
        name: 'Bench',
        username,
        email: 'bench@bench.example',
        role: 1,
        status: 'active',
      }
      await into('staff_users', [staff])
      await storePassword(transaction, { entity: 'staff_users', id: 1 }, hash)
      for (let from = 1; from <= users; from += chunk) {
        const ids = Array.from({ length: Math.min(chunk, users - from + 1) }, (_, i) => from + i)
        const people = ids.map((id) => makePerson(id, users))
        const deletedAt = ({ status }: { status: string }) => (status === 'deleted' ? bornAt : null)
        await into(
          'customer_users',
          people.map((person) => ({ ...person, deleted_at: deletedAt(person) })),
        )
        await into(
          'access_rights',
          ids.map((id) => ({ id, user: id })),
        )
        await into(
          'access_rights$partners',
          people.map(({ id, partner }) => ({ record: id, other: partner })),
        )
      }
    })
  } finally {
    await db.close()
  }
}

/** Many rows in one statement: they go over as one text. */
async function insertRows(
  transaction: Transaction,
  plan: Plan,
  name: string,
  rows: readonly Row[],
): Promise<void> {
  const table = plan.tables.find((one) => one.name === name)
  const [first] = rows
  if (!table || !first) throw new Error(`nothing to insert into ${name}`)
  const whole = rows.map((row) => (table.kind === 'links' ? row : { ...times, ...row }))
  const given = Object.keys(whole[0] ?? first)
  const folded = table.columns
    .filter(
      ({ name: column, storage }) => storage.kind === 'text' && storage.folded && given.includes(column),
    )
    .map(({ name: column }) => column)
  const values = whole.map((row: Row) => [
    ...given.map((column) => row[column] ?? null),
    ...folded.map((column) => fold(String(row[column]))),
  ])
  const columns = [...given, ...folded.map(foldedName)]
  await transaction.query(
    `insert into "${name}" (${columns.map((column) => `"${column}"`).join(', ')})
     select ${columns.map((_, i) => `value ->> ${i}`).join(', ')} from json_each(?)`,
    [JSON.stringify(values)],
  )
}

function allLevels(plan: Plan): string {
  const area = plan.areas['staff']
  if (!area) throw new Error('the bench signs in to the area staff')
  const highest = area.levels.at(-1)?.name ?? 'admin'
  return JSON.stringify(Object.fromEntries(area.pageOrder.map((page) => [page, highest])))
}
