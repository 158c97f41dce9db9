import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeSchemas } from '../../engine/commands/check/schema.ts'
import { readConfig } from '../../engine/source/read.ts'
import { openYamlEditor, type YamlEditor } from '../support/yaml-editor.ts'

/** The shipped definitions as they stand, modelines included, in an editor with the real YAML language server. */
let folder = ''
let editor: YamlEditor

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-editor-'))
  await cp('config', folder, { recursive: true })
  await writeSchemas(folder, await readConfig(folder, () => undefined))
  editor = await openYamlEditor(folder)
}, 60_000)
afterAll(async () => {
  editor.close()
  await rm(folder, { recursive: true })
})

/** A shipped file with a text in place of another; a `|` in it is the cursor. */
async function edited(file: string, what: string | RegExp, by: string): Promise<string> {
  const text = await readFile(join(folder, file), 'utf8')
  const after = text.replace(what, by)
  if (after === text) throw new Error(`${file} has no ${String(what)}`)
  return after
}

describe('names of the project are completed', () => {
  test.each<[string, string, string | RegExp, string, readonly string[], readonly string[]]>([
    [
      'the entity of a relation',
      'entities/customer_users.yaml',
      'to: customer_roles',
      'to: |',
      ['partners', 'customer_roles'],
      ['name'],
    ],
    [
      'the field that another follows',
      'entities/customer_users.yaml',
      'follows: username',
      'follows: u|',
      ['username', 'name'],
      ['created_at', 'partners'],
    ],
    [
      'the mail that is sent',
      'entities/customer_users.yaml',
      'send: welcome',
      'send: |',
      ['welcome', 'reset-password'],
      ['partners'],
    ],
    [
      'a field in a condition',
      'entities/contact_settings.yaml',
      /requiredIf: *\{ *communication:/,
      'requiredIf: { c|:',
      ['communication', 'group'],
      ['email'],
    ],
    [
      'the columns of a list',
      'tabs/accounts.yaml',
      '[name, username, email, partner, role, status]',
      '[name, |]',
      ['username', 'partner.name', 'role'],
      ['company'],
    ],
    [
      'the columns of a list of requests',
      'tabs/accounts.yaml',
      /\[name, email, company[^\]]*\]/,
      '[|]',
      ['company', 'email'],
      ['username'],
    ],
    [
      'what a list is sorted by',
      'tabs/accounts.yaml',
      'sort: [name]',
      'sort: [|]',
      ['name', '-created_at', 'partner.name'],
      ['company'],
    ],
    [
      'the form of a view',
      'tabs/accounts.yaml',
      'form: customer-user',
      'form: |',
      ['customer-user', 'partner'],
      ['customer_users'],
    ],
    [
      'the form that a click fills',
      'tabs/accounts.yaml',
      'fill: create-user',
      'fill: |',
      ['create-user'],
      ['customer-user'],
    ],
    [
      'the fields that are filled',
      'tabs/accounts.yaml',
      /from: \{ name: name,/,
      'from: { name: |,',
      ['name', 'email', 'company'],
      ['username'],
    ],
    [
      'the field of a shuttle',
      'tabs/access-rights.yaml',
      /field: partners/,
      'field: |',
      ['partners'],
      ['user', 'name'],
    ],
    [
      'the fields of a form',
      'forms/customer-user.yaml',
      /fields: \[[^\]]*\]/,
      'fields: [|]',
      ['username', 'role'],
      ['created_at', 'status', 'company'],
    ],
    [
      'what a permission is on',
      'permissions/staff.yaml',
      'on: account_requests',
      'on: a|',
      ['account_requests', 'groups'],
      ['name'],
    ],
    [
      'the fields that it covers',
      'permissions/staff.yaml',
      /on: groups, allow: \[read\], fields: \[name\]/,
      'on: groups, allow: [read], fields: [|]',
      ['name', 'users'],
      ['email'],
    ],
    [
      'the tabs of a page',
      'portal.yaml',
      'tabs: [groups]',
      'tabs: [|]',
      ['groups', 'access-rights'],
      ['customer-user'],
    ],
    [
      'the accounts of an area',
      'portal.yaml',
      'accounts: staff_users',
      'accounts: c|',
      ['staff_users', 'customer_users'],
      ['partners'],
    ],
    [
      'the option of a sample',
      'samples/account_requests.yaml',
      /status: \w+/,
      'status: |',
      ['open', 'handled'],
      ['late'],
    ],
  ])('%s', async (_what, file, written, by, offered, others) => {
    const labels = await editor.complete(file, await edited(file, written, by))
    expect(labels).toEqual(expect.arrayContaining([...offered]))
    for (const other of others) expect(labels).not.toContain(other)
  })

  test('with what a person would like to know of them', async () => {
    const text = await edited('tabs/accounts.yaml', 'entity: customer_users', 'ent|ity: customer_users')
    expect(await editor.hover('tabs/accounts.yaml', text)).toContain('The entity whose records it shows.')
  })
})

describe('mistakes are underlined while one types', () => {
  test.each<[string, string, string | RegExp, string, RegExp]>([
    [
      'an entity that is not there',
      'entities/customer_users.yaml',
      'to: customer_roles',
      'to: customer_rolls',
      /^customer_rolls: Value is not accepted/,
    ],
    [
      'a column of another entity',
      'tabs/accounts.yaml',
      'columns: [name, username,',
      'columns: [name, company,',
      /^company: /,
    ],
    [
      'a key that the view does not have',
      'tabs/accounts.yaml',
      'view: form\n',
      'view: form\n    colums: [name]\n',
      /colums/,
    ],
    ['a level that the area does not have', 'permissions/staff.yaml', /\n {4}admin:/, '\n    boss:', /boss/],
    ['an operation that there is not', 'permissions/staff.yaml', 'allow: [read]', 'allow: [reed]', /^reed: /],
    ['a tab that there is not', 'portal.yaml', 'tabs: [groups]', 'tabs: [group]', /^group: /],
  ])('%s', async (_what, file, written, by, message) => {
    const after = await editor.underlined(file, await edited(file, written, by))
    expect(after).toEqual([expect.stringMatching(message)])
  })

  test('and nothing of what is shipped is', async () => {
    const files = await readConfig(folder, () => undefined)
    const wrong = await Promise.all(
      [...files]
        .filter(([file]) => file.endsWith('.yaml'))
        .map(async ([file, text]) => (await editor.underlined(file, text)).map((one) => `${file}: ${one}`)),
    )
    expect(wrong.flat()).toEqual([])
  })
})
