import type { Reader } from '../access/access.ts'
import type { Cause } from '../access/cause.ts'
import { engineAccess } from '../access/grant.ts'
import { DataRefused, type Database, type Transaction } from '../database/database.ts'
import type { Values } from '../database/records.ts'
import { givenOf, isDemanded, type GivenAt } from '../model/surely-holds.ts'
import { foldedName } from '../plan/names.ts'
import type { AreaPlan, EntityPlan, FieldPlan, Plan } from '../plan/plan.ts'
import { fold } from '../words/fold.ts'
import { givePassword } from './account-follow.ts'
import { AccountNotMade } from './account-not-made.ts'
import { givenValues } from './given-values.ts'
import type { Making } from './making.ts'
import { namingField } from './naming-field.ts'
import { passwordComplaint, shortestPassword } from './password-rules.ts'
import { hashPassword } from './passwords.ts'

const complaints = {
  'password-too-short': `The password is too short: at least ${shortestPassword} characters.`,
  'password-too-long': 'The password is too long.',
  'password-common': 'The password is too easy to guess.',
  'password-named': 'The password is made of the name of the portal or of the account.',
} as const

export interface NewAccount {
  readonly username: string
  /** The name of its role. */
  readonly role: string
  /** Null where it is to be set through a link. */
  readonly password: string | null
  readonly email?: string | undefined
  /** Field → what it gets, as people write it: relations by what the record is called, or its id. */
  readonly set?: Readonly<Record<string, string>>
}

/** An account that can sign in, made from the command line. Throws `AccountNotMade`. */
export async function createAccount(making: Making, wanted: NewAccount): Promise<number> {
  const { db, plan, area } = making
  const names = [plan.portal, ...Object.values(plan.title.byLanguage), wanted.username]
  const complaint = wanted.password === null ? null : passwordComplaint(wanted.password, names)
  if (complaint) throw new AccountNotMade(complaints[complaint])
  const { username, set = {} } = wanted
  const role = await findRole(db, plan, area, wanted.role)
  const others = await givenValues(making, set)
  const hash = wanted.password === null ? null : await hashPassword(wanted.password)
  const email = wanted.email ?? (username.includes('@') ? username : `${username}@${noHost}`)
  return db.write(async (transaction) => {
    const id = await insertAccount(transaction, making, { username, email, role, name: username, others })
    if (hash !== null) await givePassword(transaction, { entity: area.accounts, id }, hash, making.cause)
    return id
  })
}

/** Of an account without an email of its own: an address that its field takes, and that nobody can have. */
export const noHost = 'localhost.invalid'

export interface AccountDraft {
  readonly username: string
  readonly email: string
  readonly role: number
  /** Stands in for whatever else the definitions require a text for. */
  readonly name: string
  readonly others?: Values
}

/** Throws `AccountNotMade`. */
export async function insertAccount(
  transaction: Transaction,
  { records, plan, area, cause }: Making,
  { username, email, role, name, others }: AccountDraft,
): Promise<number> {
  const entity = plan.entities[area.accounts]
  if (!entity) throw new Error(`no entity ${area.accounts}`)
  const given = { ...others, username, email, [area.roleField]: role }
  try {
    const values = completed(entity, given, name)
    return await records.insert(transaction, engineOf(plan, area, cause), area.accounts, values)
  } catch (error) {
    if (!(error instanceof DataRefused)) throw error
    const { refusal } = error
    const what = 'fields' in refusal ? refusal.fields.join(', ') : 'field' in refusal ? refusal.field : ''
    if (refusal.kind === 'unique') throw new AccountNotMade(`There is an account with this ${what} already.`)
    throw new AccountNotMade(`The account cannot be made: ${refusal.kind} ${what}.`)
  }
}

export function engineOf(plan: Plan, area: AreaPlan, cause?: Cause): Reader {
  return { access: engineAccess(plan, area.name), account: { entity: area.accounts, id: 0 }, cause }
}

/** What is given, and something plausible for whatever else is required. Throws `AccountNotMade` where nothing is. */
export function completed(entity: EntityPlan, given: Values, name: string): Values {
  const values: Record<string, unknown> = { ...given }
  for (const field of Object.values(entity.fields)) {
    if (field.system || field.name in values || !isDemanded(field, givenBy(entity, values))) continue
    if (field.default !== null && field.default !== undefined) continue
    values[field.name] = plausible(entity, field, name)
  }
  return values
}

/** What conditions of the entity see of a record with these values. */
export function givenBy({ fields }: EntityPlan, values: Values): GivenAt {
  return (path) => {
    const field = fields[path]
    if (!field || field.system) return undefined
    return givenOf(path in values ? values[path] : field.default)
  }
}

/** Something that fits the field; throws `AccountNotMade` where nothing can be thought of. */
export function plausible(entity: EntityPlan, { editor, name: field }: FieldPlan, name: string): unknown {
  if (editor.kind === 'text' || editor.kind === 'longText') return name
  if (editor.kind === 'choice') return editor.options[0]?.value
  if (editor.kind === 'number') return editor.min ?? 0
  if (editor.kind === 'boolean') return false
  if (editor.kind === 'date') return new Date().toISOString().slice(0, 10)
  if (editor.kind === 'dateTime') return new Date().toISOString()
  throw new AccountNotMade(
    `A record of ${entity.name} needs its ${field}, and nothing would be plausible. Give it: --set ${field}=…`,
  )
}

/** Roles are called by the text that names them. */
export async function findRole(db: Database, plan: Plan, area: AreaPlan, wanted: string): Promise<number> {
  const field = namingField(plan.entities[area.roles])
  if (!field) throw new AccountNotMade(`The records of ${area.roles} have no name to find one by.`)
  const rows = await db.read(
    `select id, "${field}" as name from "${area.roles}" order by "${foldedName(field)}"`,
    [],
  )
  const found = rows.find((row) => fold(String(row['name'])) === fold(wanted))
  if (found) return Number(found['id'])
  const names = rows.slice(0, 20).map((row) => String(row['name']))
  throw new AccountNotMade(
    `There is no role ${JSON.stringify(wanted)}. ${names.length > 0 ? `There are: ${names.join(', ')}.` : 'There is none yet.'}`,
  )
}
