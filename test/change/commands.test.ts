import { cp, mkdtemp, readdir, readFile, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { tidyCopies } from '../../engine/commands/copies.ts'
import { openDatabase } from '../../engine/database/connect.ts'
import { main } from '../../engine/main.ts'
import { onBothDatabases } from '../support/databases.ts'

let folder = ''
let config = ''
let database = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-commands-'))
  config = join(folder, 'config')
  await cp('test/fixtures/problems/base/config', config, { recursive: true })
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** What a command writes, and `exit N` where that is not 0. */
async function lintel(...words: readonly string[]): Promise<string> {
  const said: string[] = []
  const write = (text: unknown): boolean => said.push(String(text)) > 0
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation(write),
  )
  process.exitCode = 0
  const usual = ['check', 'diff', 'history', 'purge', 'types'].includes(words[0] ?? '')
    ? []
    : ['--config', config]
  const where = words[0] === 'types' ? [] : ['--database', database]
  try {
    await main(['node', 'lintel', ...words, ...usual, ...where])
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
  const code = process.exitCode
  process.exitCode = 0
  const text = said
    .join('')
    .trim()
    .replaceAll(folder, '…')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, 'TIME')
  return code === 0 ? text : `${text}\nexit ${code}`
}

async function edit(file: string, from: string, to: string): Promise<void> {
  const path = join(config, file)
  const text = await readFile(path, 'utf8')
  expect(text).toContain(from)
  await writeFile(path, text.replace(from, to))
}

async function run(sql: string): Promise<unknown[]> {
  const db = await openDatabase(database, { connections: 1 })
  try {
    return await db.write((transaction) => transaction.query(sql, []))
  } finally {
    await db.close()
  }
}

/** What the audit trail has, all of it by whoever runs this. */
async function told(): Promise<string[]> {
  const rows = (await run('select actor, who, at, operation, record from lintel_audit order by id')) as {
    [column: string]: unknown
  }[]
  for (const row of rows) expect(row).toMatchObject({ actor: 'command', who: userInfo().username })
  return rows.map(({ operation, record }) => `${String(operation)} ${String(record)}`)
}

/** A moment as the database at hand keeps it. */
function now(): string {
  return database.startsWith('sqlite:') ? '1' : 'now()'
}

async function addAuthors(): Promise<void> {
  for (const [name, folded, born] of [
    ['Jane', 'jane', "'1775-12-16'"],
    ['Ann', 'ann', 'null'],
  ]) {
    await run(
      `insert into authors (name, "name$folded", born, version, created_at, updated_at) values ('${name}', '${folded}', ${born}, 1, ${now()}, ${now()})`,
    )
  }
}

onBothDatabases('the commands', (databases) => {
  beforeEach(async () => {
    database = await databases.address()
  })

  test('plan says what would be done, and apply does it', async () => {
    expect(await lintel('plan')).toMatch(/^Tables\n {2}\+ add-entity {2}adds authors\n[^]*\nexit 2$/)
    expect(await lintel('apply', '--author', 'anna')).toMatch(/Revision 1 is in force\.$/)
    expect(await lintel('plan')).toBe('Nothing to do: the database is what the definitions say.')
    expect(await lintel('apply')).toMatch(/Revision 1 is in force already\.$/)
    expect(await lintel('history')).toBe(
      '1  TIME  anna  5 changes to tables, none to access and none to screens.',
    )
  })

  test('files that only read otherwise are said to', async () => {
    await lintel('apply')
    await edit('portal.yaml', 'title: City library', 'title: City library # as on the door')
    expect(await lintel('plan')).toBe(
      [
        'Nothing changes in what is stored, allowed or seen; these files differ all the same.',
        '',
        'Files',
        '  ~ portal.yaml  1 line more, 1 line fewer',
        'exit 2',
      ].join('\n'),
    )
  })

  test('problems stop a plan, in the form that was asked for', async () => {
    await edit('portal.yaml', 'roles: staff_roles', 'roles: staff_rolls')
    expect(await lintel('plan')).toMatch(
      /^portal\.yaml:9:12 {2}unknown-name[^]*1 problem in 1 file\.\nexit 1$/,
    )
    expect(await lintel('plan', '--json')).toMatch(/^\{"problems":\[\{"code":"unknown-name"[^]*exit 1$/)
  })

  test('a plan that was kept is carried out, unless it was made for another state', async () => {
    await lintel('apply')
    await edit(
      'entities/authors.yaml',
      'born: { type: date }',
      'born: { type: date }\n  fax: { type: phone }',
    )
    const kept = join(folder, 'plan.json')
    expect(await lintel('plan', '--out', kept)).toMatch(/\+ add-field {2}adds fax to authors/)
    await edit('entities/authors.yaml', 'fax:', 'mobile:')
    expect(await lintel('apply', kept)).toMatch(/This was planned for other files\. Plan again\.\nexit 1$/)
    await edit('entities/authors.yaml', 'mobile:', 'fax:')
    expect(await lintel('apply', kept)).toMatch(/Revision 2 is in force\.$/)
    expect(await lintel('apply', kept)).toMatch(
      /planned for revision 1, and revision 2 is in force\. Plan again\.\nexit 1$/,
    )
    await writeFile(kept, '{}')
    expect(await lintel('apply', kept)).toMatch(
      /plan\.json is no plan\. lintel plan --out …\/plan\.json makes one\.\nexit 1$/,
    )
  })

  test('what the data refuses is said with numbers, and nothing is changed', async () => {
    await lintel('apply')
    await addAuthors()
    await edit('entities/authors.yaml', 'born: { type: date }', 'born: { type: date, required: true }')
    expect(await lintel('plan', '--format', 'markdown')).toMatchInlineSnapshot(`
    "**1 change to tables (1 refused), none to access and none to screens.** ⛔ Nothing can be applied while authors.born is refused: its hint says what to write.

    ### Tables

    - ⛔ \`require-field\` authors.born must have a value  
      **1 of 2 records has no value.**  
      Record 2.  
      Write at \`born\` what they get: \`backfill: a value\`, or \`backfill: { copy: another_field }\`.

    ### Access

    Nobody may do more or less than before.

    ### Screens

    Nothing is seen otherwise.
    exit 1"
  `)
    expect(await lintel('apply')).toMatch(/Nothing was changed\.\nexit 1$/)
    expect(await lintel('history')).toMatch(/^1 .*$/)
  })

  test('what was removed can be had back, with its place in the file, or ended', async () => {
    await lintel('apply')
    await addAuthors()
    const before = await readFile(join(config, 'entities/authors.yaml'), 'utf8')
    await edit('entities/authors.yaml', '  born: { type: date }\n', '')
    expect(await lintel('plan')).toMatch(/takes born off authors[^]*1 of 2 records has a value\./)
    await lintel('apply')
    expect(await lintel('restore')).toBe(
      'authors.born  removed by revision 2, holds the values of 1 of 2 records',
    )
    expect(await lintel('restore', 'authors.born')).toBe(
      'authors.born stands in …/config/entities/authors.yaml again. To apply it brings back what it held: the values of 1 of 2 records.',
    )
    expect(await readFile(join(config, 'entities/authors.yaml'), 'utf8')).toBe(before)
    await lintel('apply')
    expect(await run('select name, born from authors order by id')).toMatchObject([
      { name: 'Jane', born: '1775-12-16' },
      { born: null },
    ])

    await edit('entities/authors.yaml', '  born: { type: date }\n', '')
    await lintel('apply')
    expect(await lintel('purge', 'authors.born')).toMatch(
      /^authors\.born holds the values of 1 of 2 records\.\n[^]*Say --yes[^]*exit 1$/,
    )
    expect(await lintel('purge', 'authors.born', '--yes')).toMatch(/authors\.born is gone for good\.$/)
    expect(await lintel('purge')).toBe('Nothing that was removed is kept.')
    expect(await told()).toEqual([
      'apply revision 1',
      'apply revision 2',
      'restore-definition authors.born',
      'apply revision 3',
      'apply revision 4',
      'purge authors.born',
    ])
  })

  test('what only its author can write back says where, and brings back what it held all the same', async () => {
    const levels = '\n    levels: [normal, clerk, admin]'
    const orders = join(config, 'entities/orders.yaml')
    const own = 'entity: orders\nuse: loans\n'
    await edit('portal.yaml', 'roles: staff_roles', `roles: staff_roles${levels}`)
    await writeFile(orders, `${own}fields:\n  copies: { type: integer }\n`)
    const wishes = 'entity: wishes\nuse: loans\nfields:\n'
    await writeFile(
      join(config, 'entities/wishes.yaml'),
      `${wishes}  copies: { type: integer }\n  reader_email: { label: Mail }\n`,
    )
    await lintel('apply')
    await run(
      `insert into staff_roles (name, "name$folded", levels, version, created_at, updated_at) values ('Clerk', 'clerk', '{"lending":"clerk"}', 1, ${now()}, ${now()})`,
    )
    await edit('portal.yaml', levels, '')
    await edit('entities/loans.yaml', '  reader_email: { type: email }\n', '')
    await edit('entities/wishes.yaml', '  reader_email: { label: Mail }\n', '')
    await writeFile(orders, own)
    await lintel('apply')

    expect(await lintel('restore', 'staff.level.clerk')).toBe(
      "Write the level 'clerk' among those of 'staff' again, where it belongs: levels have an order.\n" +
        'To apply that brings back what it held: what 1 role had of it.',
    )
    expect(await lintel('restore', 'orders.reader_email')).toBe(
      'orders.reader_email stood in what entities/orders.yaml uses, loans. Write it again in either.\n' +
        'To apply that brings back what it held: the values of 0 of 0 records.',
    )
    expect(await lintel('restore', 'wishes.reader_email')).toMatch(
      /^wishes\.reader_email stands in …[^]*Before that, this is to be mended:[^]*entities\/wishes\.yaml:5:3 {2}missing-key/,
    )
    expect(await lintel('restore', 'loans.reader_email')).not.toContain('mended')
    expect(await lintel('restore', 'loans.reader_email')).toBe(
      'entities/loans.yaml says something of loans.reader_email already. Take that out first, and try again.\nexit 1',
    )
    expect(await lintel('restore', 'orders.copies')).toMatch(/^orders\.copies stands in …/)
    expect(await readFile(orders, 'utf8')).toBe(`${own}fields:\n  copies: { type: integer }\n`)
    await edit('portal.yaml', 'roles: staff_roles', `roles: staff_roles${levels}`)
    expect(await lintel('apply')).toMatch(/brings orders\.reader_email back[^]*Revision 3 is in force\.$/)
    expect(await lintel('restore')).toBe('Nothing that was removed is kept.')
    expect(await run('select levels from staff_roles')).toEqual([
      { levels: databases.dialect === 'sqlite' ? '{"lending":"clerk"}' : { lending: 'clerk' } },
    ])
  })

  test('rollback puts earlier definitions in force, and into the folder', async () => {
    await lintel('apply')
    await addAuthors()
    await edit('entities/authors.yaml', 'born: { type: date }', 'birthday: { type: date, was: born }')
    await lintel('apply')
    await edit('entities/authors.yaml', 'birthday', 'born_on')
    expect(await lintel('rollback', '1')).toMatchInlineSnapshot(`
    "The files in …/config are not those of revision 2, which is in force:

    Files
      ~ entities/authors.yaml  1 line more, 1 line fewer

    They would be lost. Apply them or put them away first; --replace loses them, --keep-files leaves them there.
    exit 1"
  `)
    await edit('entities/authors.yaml', 'born_on', 'birthday')
    expect(await lintel('rollback', '1', '--plan')).toMatch(
      /calls birthday of authors born from now on[^]*exit 2$/,
    )
    expect(await lintel('rollback', '1')).toMatch(
      /Revision 3 is in force, with the definitions of revision 1\. …\/config holds them\.$/,
    )
    expect(await readFile(join(config, 'entities/authors.yaml'), 'utf8')).toContain('born: { type: date }')
    expect(await run('select born from authors where id = 1')).toEqual([{ born: '1775-12-16' }])
    expect(await lintel('plan')).toBe('Nothing to do: the database is what the definitions say.')
    expect((await told()).at(-1)).toBe('rollback revision 3, as revision 1')
  })

  test('diff says what separates two revisions, in either direction', async () => {
    await lintel('apply')
    await edit('entities/authors.yaml', 'born: { type: date }', 'birthday: { type: date, was: born }')
    await lintel('apply')
    await edit(
      'entities/authors.yaml',
      'birthday: { type: date, was: born }',
      'day: { type: date, was: birthday }',
    )
    await edit('permissions/staff.yaml', 'allow: [read]', 'allow: [read, export]')
    await lintel('apply')
    expect(await lintel('diff', '1', '3', '--lines')).toMatchInlineSnapshot(`
      "Tables
        ~ rename-field  calls born of authors day from now on

      Access
        Level normal of the page lending
          + may now export authors, books and loans

      Screens: nothing is seen otherwise.

      1 change to tables, 3 to access and none to screens.

      entities/authors.yaml
        display: '{name}'
        fields:
          name: { type: text, required: true }
      -   born: { type: date }
      +   day: { type: date, was: birthday }

      permissions/staff.yaml
        pages:
          lending:
            normal:
      -       - { on: [loans, books, authors], allow: [read] }
      +       - { on: [loans, books, authors], allow: [read, export] }
            admin:
              - { on: loans, allow: [create, update, delete] }
              - { on: [librarians, staff_roles], allow: [read, create, update] }"
    `)
    expect(await lintel('diff', '3', '1')).toMatchInlineSnapshot(`
    "Tables
      ~ rename-field  calls day of authors born from now on

    Access
      Level normal of the page lending
        - may no longer export authors, books and loans

    Screens: nothing is seen otherwise.

    1 change to tables, 3 to access and none to screens.

    Files
      ~ entities/authors.yaml   1 line more, 1 line fewer
      ~ permissions/staff.yaml  1 line more, 1 line fewer"
  `)
    expect(await lintel('diff', '1', '9')).toMatch(
      /There is no revision 9\. lintel history says which there are\.\nexit 1$/,
    )
  })

  test('a revision is understood anew by an engine of another version, whatever that one kept of it', async () => {
    await lintel('apply')
    await run(`update lintel_revisions set plan = '{"portal":"Earlier"}'`)
    expect(await lintel('plan')).toBe('Nothing to do: the database is what the definitions say.')
    await edit('portal.yaml', 'tabs: [loans]', 'icon: book, tabs: [loans]')
    expect(await lintel('plan')).toMatchInlineSnapshot(`
      "Tables: nothing changes in what is stored.

      Access: nobody may do more or less than before.

      Screens
        staff
          ~ the icon of the page lending becomes book

      No change to tables, none to access and 1 to screens.
      exit 2"
    `)
    expect(await lintel('apply')).toMatch(/Revision 2 is in force\.$/)
    expect(await lintel('diff', '1', '2')).toMatch(/^Tables: nothing changes in what is stored\./)
  })

  test('status says whether files, revision and database are in step', async () => {
    await lintel('apply', '--author', 'anna')
    expect(await lintel('status')).toBe(
      'Revision  1, by anna, TIME\nFiles     …/config is in step\nDatabase  is what was applied',
    )
    await edit(
      'entities/authors.yaml',
      'born: { type: date }',
      'born: { type: date }\n  fax: { type: phone }',
    )
    await run('alter table authors add column by_hand text')
    expect(await lintel('status')).toMatchInlineSnapshot(`
    "Revision  1, by anna, TIME
    Files     1 file differs, 2 changes not applied yet: see lintel plan
    Database  1 thing was changed by hand
                The column 'by_hand' of 'authors' was made by hand: the definitions do not have it.
    exit 2"
  `)
    await unlink(join(config, 'entities/authors.yaml'))
    expect(await lintel('status')).toMatch(/Files {5}\d+ problems: see lintel check/)
  })

  test('pages that are added and called otherwise take nothing from roles', async () => {
    await lintel('apply')
    await run(
      `insert into staff_roles (name, "name$folded", levels, version, created_at, updated_at) values ('Clerk', 'clerk', '{"lending":"admin"}', 1, ${now()}, ${now()})`,
    )
    await edit('portal.yaml', 'lending: {', 'desk: { was: lending,')
    await edit('portal.yaml', 'tabs: [loans] }', 'tabs: [loans] }\n      back: { tabs: [loans] }')
    await edit(
      'permissions/staff.yaml',
      '  lending:',
      '  back:\n    normal:\n      - { on: loans, allow: [read] }\n  desk:',
    )
    expect(await lintel('plan')).toMatchInlineSnapshot(`
    "Tables
      ~ rename-page  calls the page lending of staff desk from now on
                     1 of 1 role has a level on it.

    Access
      Level normal of the page back (no role has it yet)
        + may now read loans

    Screens
      staff
        + the page back appears after desk, with the tab loans
        ~ the page lending is called desk, in its address too

    1 change to tables, 1 to access and 2 to screens.
    exit 2"
  `)
    expect(await lintel('apply')).toMatch(/Revision 2 is in force\.$/)
    expect(await run('select levels from staff_roles')).toEqual([
      { levels: databases.dialect === 'sqlite' ? '{"desk":"admin"}' : { desk: 'admin' } },
    ])
  })

  test('what the definitions answer is said with numbers too: whose values go, and who gets one', async () => {
    await lintel('apply')
    await addAuthors()
    await edit(
      'entities/authors.yaml',
      'name: { type: text',
      "name: { type: text, maxLength: 3, otherwise: '?'",
    )
    await edit(
      'entities/authors.yaml',
      'type: date }',
      "type: date, required: true, backfill: '1900-01-01' }",
    )
    expect(await lintel('plan')).toMatchInlineSnapshot(`
    "Tables
      ~ tighten-field  takes in authors.name only what is at most 3 characters (255 before)
                       1 of 2 records loses its value to \`otherwise\`: record 1.
      ~ require-field  authors.born must have a value
                       1 of 2 records gets a value from \`backfill\`: record 2.

    Access: nobody may do more or less than before.

    Screens: nothing is seen otherwise.

    2 changes to tables, none to access and none to screens.
    exit 2"
  `)
  })
})

test('where there is no database, that is said, and none is made', async () => {
  database = `sqlite:${join(folder, 'x.db')}`
  expect(await lintel('status')).toMatch(
    /^There is no database …\/x\.db\. Name it with --database\.\nexit 1$/,
  )
})

test('what cannot be opened, written or understood is one line, and of a check no finding', async () => {
  database = 'sqlite:'
  expect(await lintel('history')).toBe(
    'Cannot open the database sqlite:: it names no file. Write it as sqlite:data/lintel.db.\nexit 1',
  )
  expect(await lintel('types', config, '--out', join(folder, 'none/types.ts'))).toBe(
    '…/none/types.ts cannot be opened or written: there is no such folder.\nexit 1',
  )
  expect(await lintel('chek')).toMatch(
    /^unknown command 'chek' \(Did you mean check\?\)\. See: lintel --help\n/,
  )
  expect(await lintel('check', '--wrong')).toBe("unknown option '--wrong'. See: lintel --help\nexit 2")
})

test('of copies that were made before changes the last three stay, for whom the database is', async () => {
  const path = join(folder, 'x.db')
  await writeFile(path, 'a database', { mode: 0o600 })
  const names = [1, 2, 3, 4].map((number) => `x.db.revision-${number}-20260101T00000000${number}Z`)
  for (const [at, name] of names.entries()) {
    await writeFile(join(folder, name), 'a copy', { mode: 0o644 })
    await utimes(join(folder, name), at, at)
  }
  await tidyCopies(`sqlite:${path}`)
  const left = (await readdir(folder)).filter((name) => name.startsWith('x.db.'))
  expect(left.sort()).toEqual(names.slice(1))
  for (const name of left) expect((await stat(join(folder, name))).mode & 0o077, name).toBe(0)
})
