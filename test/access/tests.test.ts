import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { rulesOf, type Rule } from '../../engine/access/why/rules.ts'
import { runTests } from '../../engine/commands/access/tests/run.ts'
import { test as lintelTest } from '../../engine/commands/access/tests/test.ts'
import { check } from '../../engine/commands/check/check.ts'
import { openDatabase } from '../../engine/database/connect.ts'
import type { Transaction } from '../../engine/database/database.ts'
import { tryingOut } from '../../engine/database/trying-out.ts'
import { load, loadTests, type Loaded } from '../../engine/load.ts'
import type { AreaPlan, GrantPlan } from '../../engine/plan/plan.ts'
import { readConfig } from '../../engine/source/read.ts'

const files = (which?: 'tests', folder = 'config') =>
  readConfig(
    folder,
    ({ message }) => {
      throw new Error(message)
    },
    which,
  )
const shipped = loadTests(await files(), await files('tests'))

function without({ definitions }: { definitions: Loaded }, area: AreaPlan, { grant }: Rule): Loaded {
  const left = (grants: readonly GrantPlan[]) => grants.filter((one) => one !== grant)
  const pages = Object.fromEntries(
    Object.entries(area.pages).map(([name, page]) => {
      const grants = Object.fromEntries(
        Object.entries(page.grants).map(([level, held]) => [level, left(held)]),
      )
      return [name, { ...page, grants }]
    }),
  )
  const areas = { ...definitions.plan.areas, [area.name]: { ...area, always: left(area.always), pages } }
  return { ...definitions, plan: { ...definitions.plan, areas } }
}

describe('tests of access that are written in YAML', () => {
  test('hold of the portal that ships', async () => {
    expect((await runTests(shipped.definitions, shipped.tests)).failed).toEqual([])
  })

  test('make up what a record must have as it is, besides what it must always have', async () => {
    const file = 'entities/documents.yaml'
    const all = new Map(await files())
    const text = all.get(file) ?? ''
    all.set(file, text.replace('visibleIf: { kind: invoice }', '$&\n    requiredIf: { kind: invoice }'))
    expect(all.get(file)).not.toBe(text)
    const { definitions, tests } = loadTests(all, await files('tests'))
    expect((await runTests(definitions, tests)).failed).toEqual([])
  })

  const rules = Object.values(shipped.definitions.plan.areas).flatMap((area) =>
    rulesOf(area).map((rule) => ({ area, rule, name: `${rule.name} (${rule.grant.entity})` })),
  )
  test.each(rules)('notice that $name is gone', async ({ area, rule }) => {
    const definitions = without(shipped, area, rule)
    const tests = shipped.tests.filter((one) => one.area === area.name)
    expect((await runTests(definitions, tests, 'first')).failed).toHaveLength(1)
  })

  test('keep nobody waiting who writes between two files, and leave nothing', async () => {
    const memory = await openDatabase('sqlite::memory:')
    await memory.write((transaction) => transaction.query('create table tries (what text)', []))
    const { db, round } = tryingOut(memory)
    const add = (what: string) => (transaction: Transaction) =>
      transaction.query('insert into tries values (?) returning what', [what])
    const count = async () => (await db.read('select count(*) as n from tries', []))[0]?.['n']
    expect(await round((keep) => keep(add('kept')).then(count))).toBe(1)
    const between = db.write(add('between'))
    const next = round(async (keep) => {
      await keep(add('kept'))
      expect(await db.write(add('tried'))).toEqual([{ what: 'tried' }])
      return count()
    })
    expect(await Promise.all([between, next])).toEqual([[{ what: 'between' }], 1])
    expect(await count()).toBe(0)
    await memory.close()
  })

  test('are no part of what is applied', async () => {
    expect([...(await files()).keys()].filter((file) => file.includes('.test.'))).toEqual([])
    expect([...load(await files()).files.keys()].filter((file) => file.includes('.test.'))).toEqual([])
  })
})

describe('lintel test', () => {
  let folder: string
  let printed: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lintel-tests-'))
    await cp('config', folder, { recursive: true })
    printed = ''
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text)
      return true
    })
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    await rm(folder, { recursive: true, force: true })
  })
  const edit = async (file: string, from: string, to: string) => {
    const path = join(folder, file)
    const text = await readFile(path, 'utf8')
    if (!text.includes(from)) throw new Error(`${file} does not say ${from}`)
    await writeFile(path, text.replace(from, to))
  }
  const only = (text: string) =>
    Promise.all([
      rm(join(folder, 'permissions/staff.test.yaml')),
      writeFile(join(folder, 'permissions/customer.test.yaml'), text),
    ])

  test('says of what is not as expected where it stands, what was seen instead, and which rules were tried', async () => {
    await edit('permissions/customer.yaml', 'except: [number, notes]', 'except: [number]')
    expect(await lintelTest({ config: folder, format: 'text' })).toBe(1)
    expect(printed).toMatch(
      /^permissions\/customer\.test\.yaml:\d+:\d+ {2}ann with companies: normal cannot read partners\/acme notes$/m,
    )
    expect(printed).toMatch(/^ {2}but {4}can \(200\)$/m)
    expect(printed).toMatch(/✓ permissions\/customer\.yaml:24 {2}companies: normal may read partners/)
    expect(printed).toMatch(/^ {2}but {4}sees notes too$/m)
    expect(printed).toMatch(
      /\d+ expectations in \d+ tests of \d+ files: 2 not as expected\. \d+ ms, after \d+ ms to read the definitions$/m,
    )
  })

  test('sees a condition that lets others through, a field too many and a value too many', async () => {
    await edit(
      'permissions/customer.yaml',
      '        where: { partner: { in: $user.access_right.partners } }',
      '',
    )
    expect(await lintelTest({ config: folder, format: 'json' })).toBe(1)
    const { failed } = JSON.parse(printed) as { failed: { expected: string; seen: string }[] }
    expect(failed).toContainEqual(
      expect.objectContaining({ expected: 'sees of documents: invoice', seen: 'sees order too' }),
    )
    expect(failed).toContainEqual(expect.objectContaining({ expected: 'cannot export documents/order' }))
  })

  test('leaves the definitions as they are, and says where a test cannot be understood', async () => {
    await only(
      [
        'area: customer',
        'records:',
        '  partners: [{ key: acme }]',
        '  documents: [{ key: invoice, partner: acmi }]',
        'tests:',
        '  - levels: { documents: normal }',
        '    can: [read documents]',
        '  - as: anna',
        '    levels: { document: normal }',
        '    can: [reed documents, update documents/invoice, read documents/order, open inboxes]',
        '    sees: { partners/acme: [nam], shelves: [] }',
      ].join('\n'),
    )
    expect(await check({ config: folder, format: 'text', strict: false, fix: false, colours: false })).toBe(1)
    for (const said of [
      'permissions/customer.test.yaml:4:',
      'No sample of `documents`|No sample of `partners` has the key `acmi`',
      'Nobody can be made up for this test: `partner` of `customer_users` is required.',
      'No record of `customer_users` has the key `anna` here.',
      'The area has no page `document`.',
      'This is nothing that can be tried.',
      'Which field is updated?',
      'No record of `documents` has the key `order` here.',
      'The area has no page `inboxes`.',
      '`partners` has no field `nam`.',
      'There is no entity `shelves`.',
    ])
      expect(printed).toMatch(new RegExp(said.replaceAll(/[.?`]/g, '\\$&')))
    await expect(lintelTest({ config: folder, format: 'text' })).rejects.toMatchObject({ exitCode: 2 })
    const before = await files(undefined, folder)
    await writeFile(join(folder, 'permissions/customer.test.yaml'), 'not: [even')
    expect(await files(undefined, folder)).toEqual(before)
  })
})
