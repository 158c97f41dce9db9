import type { Change } from '../../engine/change/change.ts'
import type { Step } from '../../engine/change/step.ts'
import { applyDefinitions, planDefinitions } from '../../engine/apply.ts'
import { ChangeRefused } from '../../engine/change/errors.ts'
import { accountTables } from '../../engine/accounts/tables.ts'
import type { Database, Row } from '../../engine/database/database.ts'
import { ensureSystemTables } from '../../engine/database/tables.ts'
import { readTables } from '../../engine/database/change/state.ts'
import { load, type Loaded } from '../../engine/load.ts'
import { fold } from '../../engine/words/fold.ts'

export const portal = `portal: shelf
title: Shelf
languages: [en]
areas:
  desk:
    title: Desk
    path: /
    accounts: clerks
    roles: duties
    levels: [look, lend]
    pages:
      books: { title: Books, tabs: [books] }
`
const clerks = `entity: clerks
account: true
softDelete: true
fields:
  name: { type: text, required: true }
  username: { type: text, required: true, unique: true }
  email: { type: email, required: true }
  duty: { type: relation, to: duties, required: true }
`
const duties = `entity: duties
fields:
  name: { type: text, required: true, unique: true }
  levels: { type: levels }
`
const tab = `tab: books
title: Books
views: [{ view: list, entity: clerks, columns: [name] }]
`
const permissions = `area: desk
pages:
  books:
    look:
      - { on: clerks, allow: [read] }
`

/** A small portal whose definitions are these, and files of its own. */
export function shelf(files: Readonly<Record<string, string>>): Loaded {
  const all = {
    'portal.yaml': portal,
    'entities/clerks.yaml': clerks,
    'entities/duties.yaml': duties,
    'tabs/books.yaml': tab,
    'permissions/desk.yaml': permissions,
    ...files,
  }
  return load(new Map(Object.entries(all)))
}

/** An entity `books` of these fields, as YAML, with what else is said of it. */
export function books(fields: Readonly<Record<string, string>>, more = ''): Record<string, string> {
  return { 'entities/books.yaml': entity('books', fields, more) }
}

export function entity(name: string, fields: Readonly<Record<string, string>>, more = ''): string {
  const lines = Object.entries(fields).map(([field, text]) => `  ${field}: { ${text} }`)
  return [`entity: ${name}`, ...(more === '' ? [] : [more]), 'fields:', ...lines, ''].join('\n')
}

export interface Bench {
  readonly db: Database
  /** Applies; the number of the revision. */
  apply(definitions: Loaded): Promise<number>
  plan(definitions: Loaded): Promise<Change>
  /** The steps as `code name`, with evidence and refusal. */
  steps(definitions: Loaded): Promise<string[]>
  /** Applies, and expects to be refused: each refused step as `name: reason`. */
  refused(definitions: Loaded): Promise<string[]>
  /** A record, its columns as they are stored, shadows aside; its id. */
  add(table: string, values: Readonly<Record<string, string | number | null>>): Promise<number>
  run(sql: string, bindings?: readonly (string | number | null)[]): Promise<Row[]>
}

export async function openBench(db: Database): Promise<Bench> {
  await ensureSystemTables(db, accountTables)
  const run: Bench['run'] = (sql, bindings = []) =>
    db.write((transaction) => transaction.query(sql, bindings))
  return {
    db,
    run,
    apply: (definitions) => applyDefinitions(db, definitions, 'test'),
    plan: async (definitions) => (await planDefinitions(db, definitions)).change,
    steps: async (definitions) => (await planDefinitions(db, definitions)).change.tables.map(told),
    async refused(definitions) {
      const error: unknown = await applyDefinitions(db, definitions, 'test').catch(
        (failure: unknown) => failure,
      )
      if (!(error instanceof ChangeRefused)) throw error
      return error.change.tables.flatMap(({ name, refused }) =>
        refused ? [`${name}: ${refused.reason}`] : [],
      )
    },
    async add(table, values) {
      const folded = (await readTables(db))
        .find(({ name }) => name === table)
        ?.columns.flatMap(({ name, storage }) => {
          const value = values[name]
          return storage.kind === 'text' && storage.folded && typeof value === 'string'
            ? [[`${name}$folded`, fold(value)] as const]
            : []
        })
      const row = {
        version: 1,
        created_at: moment,
        updated_at: moment,
        ...values,
        ...Object.fromEntries(folded ?? []),
      }
      const columns = Object.keys(row).map((column) => `"${column}"`)
      const [made] = await run(
        `insert into "${table}" (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')}) returning id`,
        Object.values(row),
      )
      return Number(made?.['id'])
    },
  }
}

const moment = '2026-01-01T00:00:00.000Z'

function told({ code, name, was, evidence, refused }: Step): string {
  return [
    `${code} ${name}`,
    ...(was === undefined ? [] : [`was ${was}`]),
    ...(evidence ? [`${evidence.count} of ${evidence.of}`] : []),
    ...(refused ? ['refused'] : []),
  ].join(', ')
}
