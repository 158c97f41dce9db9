import { createHash } from 'node:crypto'
import type { Database, Transaction } from '../database.ts'
import { appliedTable } from '../change/state.ts'
import { ensureSystemTables, lockKey } from '../tables.ts'
import { ensureSqliteSearch } from './search.ts'
import { auditTables, auditView, viewSql } from './table.ts'

const refusal = 'the audit trail can be added to, and not be changed'

/** The tables of the audit trail, and what guards them. */
export async function ensureAudit(db: Database): Promise<void> {
  await ensureSystemTables(db, [appliedTable, ...auditTables])
  await ensureAuditGuards(db)
}

/** What keeps the entries as they are, and what definitions read of them; made where it is not there, or is otherwise. */
async function ensureAuditGuards(db: Database): Promise<void> {
  await db.write(async (transaction) => {
    if (transaction.dialect === 'postgres') {
      await transaction.query(`select pg_advisory_xact_lock(${lockKey})`, [])
      await guardPostgres(transaction)
    } else {
      await guardSqlite(transaction)
    }
  })
}

/** An entry goes only where a checkpoint says so, whose hash is that of the chain: one statement alone cannot do that. */
const covered = 'select 1 from lintel_audit_checkpoints c join lintel_audit_seals s on s.number <= c.number'
const sealed = 'select 1 from lintel_audit_seals s where s.number = new.number and s.hash = new.hash'

const sqliteTriggers: readonly (readonly [name: string, event: string, when: string])[] = [
  // `insert or replace` deletes without a trigger that is told of it.
  [
    'lintel_audit$insert',
    'before insert on lintel_audit',
    'exists (select 1 from lintel_audit where id = new.id)',
  ],
  ['lintel_audit$update', 'before update on lintel_audit', '1'],
  ['lintel_audit$delete', 'before delete on lintel_audit', `not exists (${covered} where s.entry = old.id)`],
  [
    'lintel_audit_seals$insert',
    'before insert on lintel_audit_seals',
    // One by one: where the table is known to be small, SQLite reads all of it for an `or`, however much it has grown since.
    ['id', 'number', 'entry']
      .map((column) => `exists (select 1 from lintel_audit_seals where ${column} = new.${column})`)
      .join(' or '),
  ],
  ['lintel_audit_seals$update', 'before update on lintel_audit_seals', '1'],
  [
    'lintel_audit_seals$delete',
    'before delete on lintel_audit_seals',
    `not exists (select 1 from lintel_audit_checkpoints where number >= old.number)`,
  ],
  ['lintel_audit_checkpoints$insert', 'before insert on lintel_audit_checkpoints', `not exists (${sealed})`],
  ['lintel_audit_checkpoints$update', 'before update on lintel_audit_checkpoints', '1'],
  ['lintel_audit_checkpoints$delete', 'before delete on lintel_audit_checkpoints', '1'],
]

async function guardSqlite(transaction: Transaction): Promise<void> {
  for (const [name, event, when] of sqliteTriggers) {
    const sql = `create trigger "${name}" ${event} when ${when} begin select raise(abort, '${refusal}'); end`
    await makeAnew(transaction, 'trigger', name, sql)
  }
  await makeAnew(transaction, 'view', auditView, `create view "${auditView}" as ${viewSql('sqlite')}`)
  await ensureSqliteSearch(transaction)
}

async function makeAnew(
  transaction: Transaction,
  kind: 'trigger' | 'view',
  name: string,
  sql: string,
): Promise<void> {
  const [there] = await transaction.query('select sql from sqlite_schema where type = ? and name = ?', [
    kind,
    name,
  ])
  if (String(there?.['sql']).toLowerCase() === sql.toLowerCase()) return
  await transaction.query(`drop ${kind} if exists "${name}"`, [])
  await transaction.query(sql, [])
}

const tables = ['lintel_audit', 'lintel_audit_seals', 'lintel_audit_checkpoints']

/** Triggers lock their table while they are made: only where something is not as it should be. */
async function guardPostgres(transaction: Transaction): Promise<void> {
  const statements = postgresGuards()
  const digest = createHash('sha256').update(statements.join('\n')).digest('hex')
  const [found] = await transaction.query(
    `select obj_description(to_regproc('lintel_audit_guard'), 'pg_proc') as digest, to_regclass('${auditView}') as view,
      (select count(*) from pg_trigger where tgname in ('lintel_guard', 'lintel_guard_all', 'lintel_checked')
        and tgenabled <> 'D' and tgrelid in (${tables.map((table) => `to_regclass('${table}')`).join(', ')})) as triggers`,
    [],
  )
  if (found?.['digest'] === digest && found['view'] !== null && Number(found['triggers']) === 7) return
  await transaction.query(`drop view if exists "${auditView}"`, [])
  for (const sql of statements) await transaction.query(sql, [])
  await transaction.query(`comment on function lintel_audit_guard() is '${digest}'`, [])
}

function postgresGuards(): string[] {
  const refuse = `raise exception '${refusal}' using errcode = 'insufficient_privilege';`
  return [
    `create or replace function lintel_audit_guard() returns trigger language plpgsql as $guard$ begin
      if tg_op = 'DELETE' and tg_level = 'ROW' then
        if tg_table_name = 'lintel_audit' then
          if exists (${covered} where s.entry = old.id) then return old; end if;
        elsif tg_table_name = 'lintel_audit_seals' then
          if exists (select 1 from lintel_audit_checkpoints where number >= old.number) then return old; end if;
        end if;
      end if;
      ${refuse}
    end $guard$`,
    `create or replace function lintel_audit_checked() returns trigger language plpgsql as $guard$ begin
      if exists (${sealed}) then return new; end if;
      ${refuse}
    end $guard$`,
    ...tables.flatMap((table) => [
      `create or replace trigger lintel_guard before update or delete on ${table}
        for each row execute function lintel_audit_guard()`,
      `create or replace trigger lintel_guard_all before truncate on ${table}
        for each statement execute function lintel_audit_guard()`,
    ]),
    `create or replace trigger lintel_checked before insert on lintel_audit_checkpoints
      for each row execute function lintel_audit_checked()`,
    `create or replace view "${auditView}" as ${viewSql('postgres')}`,
  ]
}
