import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { ownCause } from '../../engine/access/cause.ts'
import { appendAudit } from '../../engine/database/audit/append.ts'
import { ensureAudit } from '../../engine/database/audit/ensure.ts'
import { forgetEntries } from '../../engine/database/audit/retention.ts'
import { headOf, sealEntries } from '../../engine/database/audit/seal.ts'
import { auditTable, entryValues } from '../../engine/database/audit/table.ts'
import { buildAuditSearch } from '../../engine/database/audit/search.ts'
import { enableTrigrams } from '../../engine/database/change/trigrams.ts'
import { verifyAudit } from '../../engine/database/audit/verify.ts'
import type { Database } from '../../engine/database/database.ts'
import { keptSince, startAuditDuty } from '../../engine/effects/audit-duty.ts'
import { onBothDatabases } from '../support/databases.ts'

onBothDatabases('the seals of the audit trail (P6)', (databases) => {
  /** A trail of some entries, sealed. */
  async function trail(entries = 6): Promise<Database> {
    const db = await databases.open()
    await ensureAudit(db)
    for (let number = 1; number <= entries; number++) await add(db, `book ${number}`)
    await sealEntries(db)
    return db
  }
  const add = (db: Database, record: string): Promise<void> =>
    db.write(async (transaction) => {
      const changes = { title: [null, record] } as const
      appendAudit(transaction, ownCause('command', 'ann', 1), {
        operation: 'create',
        entity: 'books',
        id: 1,
        record,
        changes,
      })
    })
  /** Somebody with the database in his hands, and no scruples. */
  async function tamper(db: Database, ...statements: readonly string[]): Promise<void> {
    const triggers =
      db.dialect === 'sqlite'
        ? (await db.read(`select name from sqlite_schema where type = 'trigger'`, [])).map(
            ({ name }) => `drop trigger "${String(name)}"`,
          )
        : ['lintel_audit', 'lintel_audit_seals', 'lintel_audit_checkpoints'].map(
            (table) => `alter table ${table} disable trigger all`,
          )
    await db.write(async (transaction) => {
      for (const sql of [...triggers, ...statements]) await transaction.query(sql, [])
    })
  }
  const flaws = async (db: Database): Promise<string[]> =>
    (await verifyAudit(db)).flaws.map(({ sentence }) => sentence)

  test('find nothing where nothing was done, and seal what came since', async () => {
    const db = await trail()
    expect(await verifyAudit(db)).toMatchObject({ sound: 6, unsealed: 0, flaws: [] })
    await add(db, 'another')
    expect(await verifyAudit(db)).toMatchObject({ sound: 6, unsealed: 1, flaws: [] })
    expect(await sealEntries(db)).toBe(1)
    expect(await verifyAudit(db)).toMatchObject({ sound: 7, unsealed: 0, flaws: [] })
  })

  /** As it is written down: to be computed by whoever trusts neither the engine nor the database. */
  test('are SHA-256 of the seal before, a line feed, and the entry as JSON, whatever it holds', async () => {
    const db = await trail(0)
    const all = Array.from({ length: 0x3100 }, (_, code) => String.fromCodePoint(code + 1))
    const letters = [...all, '\u{1f600}', '\ufeff', '\uffff'].filter((letter) => letter !== '\ud800')
    for (let at = 0; at < letters.length; at += 250) await add(db, letters.slice(at, at + 250).join(''))
    await sealEntries(db)
    const [entries, seals] = await Promise.all(
      [
        `select ${entryValues(db.dialect)} from lintel_audit a order by a.id`,
        'select hash from lintel_audit_seals order by number',
      ].map((sql) => db.read(sql, [])),
    )
    let before = ''
    for (const [index, entry] of (entries ?? []).entries()) {
      const pairs = ['id', ...auditTable.columns.map(({ name }) => name)]
        .map((column) => [column, entry[column]])
        .filter(([, value]) => value !== null)
      before = createHash('sha256')
        .update(`${before}\n${JSON.stringify(pairs)}`)
        .digest('hex')
      expect(seals?.[index]?.['hash']).toBe(before)
    }
    expect(seals).toHaveLength(Math.ceil(letters.length / 250))
    expect(await verifyAudit(db)).toMatchObject({ flaws: [] })
  })

  const isSqlite = databases.dialect === 'sqlite'
  test.runIf(isSqlite)('are made by the index, however small the trail once was', async () => {
    const db = await trail(2)
    await db.alone('analyze')
    await add(db, 'another')
    const [trigger] = await db.read(
      `select sql from sqlite_schema where type = 'trigger' and name = 'lintel_audit_seals$insert'`,
      [],
    )
    const when = /when (.*) begin/s.exec(String(trigger?.['sql']))?.[1]?.replaceAll(/new\.\w+/g, '7')
    const steps = await db.read(`explain query plan select ${when}`, [])
    expect(
      steps.map(({ detail }) => detail).filter((detail) => String(detail).includes('SCAN lintel')),
    ).toEqual([])
  })

  test('are made once by two who seal at the same time', async () => {
    const db = await trail()
    for (let number = 1; number <= 600; number++) await add(db, `more ${number}`)
    const sealed = await Promise.all([sealEntries(db), sealEntries(db), add(db, 'meanwhile')])
    expect(Number(sealed[0]) + Number(sealed[1])).toBeGreaterThanOrEqual(600)
    await sealEntries(db)
    expect(await verifyAudit(db)).toMatchObject({ sound: 607, unsealed: 0, flaws: [] })
  })

  test('find an entry that was changed, by its number', async () => {
    const db = await trail()
    await tamper(db, `update lintel_audit set who = 'somebody else' where id = 3`)
    expect(await flaws(db)).toEqual([
      expect.stringMatching(/^Entry 3 \(.*, somebody else, create books\/1\) is not what was sealed/),
    ])
  })

  test('find an entry that is gone, with its seal or without', async () => {
    const alone = await trail()
    await tamper(alone, 'delete from lintel_audit where id = 2')
    expect(await flaws(alone)).toEqual(['Entry 2 is gone.'])
    const both = await trail()
    await tamper(
      both,
      'delete from lintel_audit where id = 2',
      'delete from lintel_audit_seals where number = 2',
    )
    expect(await flaws(both)).toEqual(['Number 2 of the chain is gone.'])
  })

  test('find an end that is cut off', async () => {
    const db = await trail()
    await tamper(
      db,
      'delete from lintel_audit where id > 4',
      'delete from lintel_audit_seals where number > 4',
    )
    expect(await flaws(db)).toContain('The end is cut off: Numbers 5 to 6 of the chain are gone.')
  })

  test('find a trail that was made anew, by a head that was noted down', async () => {
    const db = await trail()
    const noted = await headOf(db)
    await tamper(
      db,
      `update lintel_audit set who = 'somebody else' where id = 3`,
      'delete from lintel_audit_seals',
      `delete from lintel_applied where name = 'audit-head'`,
    )
    await sealEntries(db)
    expect(await flaws(db)).toEqual([])
    const { flaws: found } = await verifyAudit(db, noted)
    expect(found.map(({ sentence }) => sentence)).toEqual([
      'The chain is another one than that whose head was noted at 6.',
    ])
  })

  test('go with what is no longer kept, and leave a checkpoint by which the rest is verified', async () => {
    const db = await trail()
    await new Promise((resolve) => setTimeout(resolve, 5))
    const since = new Date().toISOString()
    for (const record of ['kept', 'kept too']) await add(db, record)
    await sealEntries(db)
    expect(await forgetEntries(db, since)).toBe(6)
    await sealEntries(db)
    expect(await verifyAudit(db)).toMatchObject({ sound: 3, forgotten: 6, flaws: [] })
    const left = await db.read('select operation, record, times from lintel_audit order by id', [])
    expect(left.map(({ operation, record, times }) => [operation, record, Number(times)])).toEqual([
      ['create', 'kept', 0],
      ['create', 'kept too', 0],
      ['forget', null, 6],
    ])
    await tamper(db, `update lintel_audit set record = 'other' where record = 'kept'`)
    expect(await flaws(db)).toHaveLength(1)
  })

  test('leave what is searched by in step with the entries: also of a trail from before there was such an index', async () => {
    const db = await trail()
    await db.write((transaction) => enableTrigrams(transaction))
    const index = isSqlite ? '"audit_entries$search"' : '"lintel_audit$search"'
    if (isSqlite) {
      for (const on of ['insert', 'update', 'delete'])
        await db.alone(`drop trigger "audit_entries$search$${on}"`)
      await db.alone(`drop table ${index}`)
      await add(db, 'before it was made anew')
    }
    await ensureAudit(db)
    expect(await buildAuditSearch(db)).toBe(isSqlite ? 0 : 1)
    expect(await buildAuditSearch(db)).toBe(0)
    await add(db, 'book of kells')
    await sealEntries(db)
    const found = async (text: string): Promise<number> => {
      const rows = isSqlite
        ? await db.read(`select rowid from ${index} where ${index} match ?`, [`"${text}"`])
        : await db.read(`select id from lintel_audit where "record$folded" like ?`, [`%${text}%`])
      return rows.length
    }
    expect([await found('boo'), await found('ell')]).toEqual([7, 1])
    await new Promise((resolve) => setTimeout(resolve, 5))
    await forgetEntries(db, new Date().toISOString())
    expect([await found('boo'), await found('ell')]).toEqual([0, 0])
    if (isSqlite) return db.alone(`insert into ${index}(${index}, rank) values ('integrity-check', 1)`)
    const [plan] = await db.write(async (transaction) => {
      await transaction.query('set local enable_seqscan = off', [])
      return transaction.query(
        `explain (format json) select id from audit_entries where "who$folded" like '%kel%' or "record$folded" like '%kel%'`,
        [],
      )
    })
    expect(JSON.stringify(plan)).toContain('lintel_audit$search')
  })

  test('what keeps them from being made is said once, for as long as it stays the same', async () => {
    const db = await databases.open()
    const said: string[] = []
    const duty = startAuditDuty({ db, keptSince: () => null, warn: (text) => said.push(text) })
    await expect.poll(() => said.length, { timeout: 10_000 }).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(said).toEqual([expect.stringContaining('the audit trail was not sealed: ')])
    await duty.close()
  })
})

test('what is kept for years, months and days is kept since then (P6)', () => {
  const now = new Date('2026-11-22T10:00:00.000Z')
  expect(keptSince({}, now)).toBeNull()
  expect(keptSince({ audit: { keep: { years: 7 } } }, now)).toBe('2019-11-22T10:00:00.000Z')
  expect(keptSince({ audit: { keep: { months: 1, days: 2 } } }, now)).toBe('2026-10-20T10:00:00.000Z')
})
