import { hashPassword } from '../../../engine/accounts/passwords.ts'
import { givePassword } from '../../../engine/accounts/account-follow.ts'
import { openSession } from '../../../engine/accounts/sessions.ts'
import type { Reader } from '../../../engine/access/access.ts'
import { engineAccess } from '../../../engine/access/grant.ts'
import { DataRefused, type Transaction } from '../../../engine/database/database.ts'
import { createRecords } from '../../../engine/database/records/create.ts'
import type { Records, Values } from '../../../engine/database/records.ts'
import { load } from '../../../engine/load.ts'
import type { AreaPlan, EntityPlan, FieldPlan, Plan } from '../../../engine/plan/plan.ts'
import { openPortal, type Portal } from '../../../engine/portal.ts'
import { readConfig } from '../../../engine/source/read.ts'
import { people, type Stage, type Who } from './stages.ts'

export const origin = 'http://127.0.0.1:3000'

/** Somebody of the cast, signed in where that is possible. */
export interface Person {
  readonly who: Who
  readonly area: AreaPlan
  readonly id: number
  readonly cookie: string | null
  /** Page → level. */
  readonly levels: Readonly<Record<string, string>>
}

export interface Cast {
  readonly stage: Stage
  readonly portal: Portal
  readonly records: Records
  readonly engine: Reader
  readonly people: ReadonlyMap<Who, Person>
  /** What is nobody's to read anywhere: hashes, tokens. */
  readonly secrets: readonly string[]
  readonly log: string[]
}

/** A canary: where it is found, whoever reads it may read that cell. */
export function canary(table: string, field: string, id: number, version = 'a'): string {
  return `zq${version}${table.replaceAll('_', '')}q${field.replaceAll('_', '')}q${id}zq`
}

export const canaries = /zq[a-z]+q[a-z0-9]+q\d+zq/g

/** The portal with its records and people, on an empty database. Twice the same, ids and all. */
export async function openCast(stage: Stage, database: string, version = 'a'): Promise<Cast> {
  const files = await readConfig(stage.config, (problem) => {
    throw new Error(`${problem.file}: ${problem.message}`)
  })
  const log: string[] = []
  const logger = { level: 'trace', stream: { write: (line: string) => void log.push(line) } }
  const definitions = load(files)
  // Nobody asks for the mails about what has not been read: they come when ten minutes are over, whatever is being asked.
  for (const { thread } of Object.values(definitions.plan.entities)) {
    if (thread) Object.assign(thread, { mail: null })
  }
  const portal = await openPortal({
    definitions,
    database,
    samples: false,
    mail: { smtpUrl: null, from: 'portal@example.org' },
    settings: { origin, secureCookies: false, logger },
    warn: (line) => void log.push(line),
  })
  const { plan, db } = portal
  const records = createRecords(plan, db)
  const staff = areaOf(plan, stage.staff)
  const engine: Reader = {
    access: engineAccess(plan, staff.name),
    account: { entity: staff.accounts, id: 0 },
  }
  const hash = await hashed
  const cast = await db.write(async (transaction) => {
    const seeding = { stage, plan, transaction, records, engine, version }
    await seedRecords(seeding)
    const found = new Map<Who, Person>()
    for (const { name, of, level, companies: own } of people) {
      const area = areaOf(plan, stage[of])
      const person = await seedPerson(seeding, area, name, level, own)
      if (name !== 'nobody') {
        await givePassword(transaction, { entity: area.accounts, id: person.id }, hash)
        const from = { address: '127.0.0.1', browser: null }
        const token = await openSession(transaction, { entity: area.accounts, id: person.id }, from)
        found.set(name, { ...person, cookie: `lintel-${area.name}=${token}` })
      } else found.set(name, { ...person, cookie: null, levels: {} })
    }
    await rewriteTimes(seeding)
    return found
  })
  await seedGone({ stage, plan, records, engine }, portal, cast)
  portal.forgetSessions()
  const tokens = [...cast.values()].flatMap(({ cookie }) => (cookie ? [cookie.split('=')[1] ?? ''] : []))
  const hashes = (await db.read('select token_hash from lintel_sessions', [])).map((row) =>
    String(row['token_hash']),
  )
  return { stage, portal, records, engine, people: cast, secrets: [hash, ...tokens, ...hashes], log }
}

const hashed = hashPassword('correct horse battery')

interface Seeding {
  readonly stage: Stage
  readonly plan: Plan
  readonly transaction: Transaction
  readonly records: Records
  readonly engine: Reader
  /** The letter in all texts. */
  readonly version: string
}

export function areaOf(plan: Plan, name: string): AreaPlan {
  const area = plan.areas[name]
  if (!area) throw new Error(`no area ${name}`)
  return area
}

const companies = 3
const each = 6

function entitiesInOrder(plan: Plan): EntityPlan[] {
  return plan.tables.flatMap(({ name, kind }) => (kind === 'records' ? (plan.entities[name] ?? []) : []))
}

/** Six of each but of accounts and what says what they may: as many of company 1 as of the others. */
async function seedRecords(seeding: Seeding): Promise<void> {
  const { plan, stage } = seeding
  const roles = Object.values(plan.areas).flatMap(({ roles, accounts }) => [roles, accounts])
  const apart = new Set([...roles, stage.rights.entity])
  const made = new Map<string, number>()
  for (const entity of entitiesInOrder(plan)) {
    if (apart.has(entity.name)) continue
    const count = entity.single ? 1 : entity.name === stage.companies ? companies : each
    for (let i = 1; i <= count; i++) {
      await put(
        seeding,
        entity,
        valuesFor(entity, i, (to) => made.get(to) ?? 0, seeding.version),
      )
    }
    made.set(entity.name, count)
  }
}

/** What the definitions refuse is left out: it is not what is asked here. */
async function put({ transaction, records, engine }: Seeding, entity: EntityPlan, values: Values) {
  let given = values
  for (;;) {
    try {
      if (!entity.single) return await records.insert(transaction, engine, entity.name, given)
      await records.update(transaction, engine, entity.name, 1, given, null)
      return 1
    } catch (error) {
      if (!(error instanceof DataRefused) || !('field' in error.refusal)) throw error
      const { [error.refusal.field]: refused, ...rest } = given
      if (refused === undefined) throw error
      given = rest
    }
  }
}

function valuesFor(
  entity: EntityPlan,
  i: number,
  count: (entity: string) => number,
  version: string,
): Values {
  const values: Record<string, unknown> = {}
  for (const field of Object.values(entity.fields)) {
    if (field.system || field.relation?.inverseOf || field.type === 'levels') continue
    const value = valueOf(entity.name, field, i, count, version)
    if (value === undefined || (entity.single && field.relation?.many)) continue
    values[field.name] = value
  }
  return values
}

export function valueOf(
  entity: string,
  { name, relation, editor, storage, cell }: FieldPlan,
  i: number,
  count: (entity: string) => number,
  version = 'a',
): unknown {
  if (relation) {
    const all = count(relation.to)
    if (all === 0) return undefined
    const other = ((i - 1) % all) + 1
    return relation.many ? [...new Set([other, (other % all) + 1])] : other
  }
  if (editor.kind === 'choice') return editor.options[(i - 1) % editor.options.length]?.value
  if (storage.kind === 'boolean') return i % 2 === 0
  if (storage.kind === 'date') return `19${40 + i}-03-0${(i % 9) + 1}`
  if (storage.kind === 'dateTime') return `19${40 + i}-03-0${(i % 9) + 1}T08:00:00.000Z`
  if (storage.kind === 'integer' || storage.kind === 'scaled')
    return editor.kind === 'number' ? Math.min((editor.min ?? 0) + 3 + i, editor.max ?? 1e6) : i
  if (storage.kind !== 'text') return undefined
  const text = canary(entity, name, i, version)
  if (cell.kind !== 'link') return editor.kind === 'text' ? text.slice(0, editor.maxLength ?? 255) : text
  return { mailto: `${text}@example.org`, url: `https://${text}.example/`, tel: `+3299${1000 + i}` }[
    cell.scheme
  ]
}

async function seedPerson(
  seeding: Seeding,
  area: AreaPlan,
  who: Who,
  level: 'highest' | 'lowest' | 'none',
  own: readonly number[],
): Promise<Person> {
  const { plan, transaction, records, engine, stage, version } = seeding
  const [entity, roles] = [plan.entities[area.accounts], plan.entities[area.roles]]
  if (!entity || !roles) throw new Error(`no accounts in ${area.name}`)
  const given = area.levels[level === 'highest' ? area.levels.length - 1 : 0]?.name ?? ''
  const levels = level === 'none' ? {} : Object.fromEntries(area.pageOrder.map((page) => [page, given]))
  const naming = Object.values(roles.fields).find(({ storage, system }) => storage.kind === 'text' && !system)
  const role = await records.insert(transaction, engine, roles.name, {
    [naming?.name ?? 'name']: `role of ${who}`,
    [area.levelsField]: levels,
  })
  const [first] = own
  const number = people.findIndex(({ name }) => name === who) + 1
  const others = valuesFor(entity, number, (to) => (to === stage.companies ? 3 : 0), version)
  const toCompany = Object.values(entity.fields).find(({ relation }) => relation?.to === stage.companies)
  const values = {
    ...others,
    username: `${who}-of-the-cast`,
    email: `${who}@example.org`,
    [area.roleField]: role,
    ...(toCompany && { [toCompany.name]: first ?? 3 }),
  }
  const id = await records.insert(transaction, engine, entity.name, values)
  if (area.name === stage.customers && who !== 'nobody') {
    const { entity: rights, account, companies: field } = stage.rights
    const right = plan.entities[rights]
    const more = right ? valuesFor(right, id, () => 0, version) : {}
    await records.insert(transaction, engine, rights, { ...more, [account]: id, [field]: own })
  }
  return { who, area, id, cookie: null, levels }
}

/** When a record was made says nothing of today, so that answers can be compared where they do. */
async function rewriteTimes({ plan, transaction }: Seeding): Promise<void> {
  for (const { name } of entitiesInOrder(plan)) {
    for (const column of ['created_at', 'updated_at']) {
      const rows = await transaction.query(`select "id" from "${name}"`, [])
      for (const { id } of rows) {
        const year = column === 'created_at' ? 1960 : 1980
        const time = `${year + (Number(id) % 20)}-05-05T05:05:05.000Z`
        await transaction.query(`update "${name}" set "${column}" = ? where "id" = ?`, [time, Number(id)])
      }
    }
  }
}

/** One record of each that can be deleted softly, and the account that is. */
async function seedGone(
  { plan, records, engine }: Omit<Seeding, 'transaction' | 'version'>,
  { db }: Portal,
  cast: ReadonlyMap<Who, Person>,
): Promise<void> {
  const accounts = new Set(Object.values(plan.areas).map(({ accounts }) => accounts))
  const gone = cast.get('deleted')
  await db.write(async (transaction) => {
    for (const entity of Object.values(plan.entities)) {
      if (!entity.softDelete || accounts.has(entity.name)) continue
      await records.remove(transaction, engine, entity.name, each, null)
    }
    if (!gone) return
    await records.remove(transaction, engine, gone.area.accounts, gone.id, null)
    await transaction.query('delete from lintel_sessions where entity = ? and account = ?', [
      gone.area.accounts,
      gone.id,
    ])
  })
}
