import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeSchemas } from '../../engine/commands/check/schema.ts'
import { kindOf } from '../../engine/language/kinds.ts'
import { filesOf } from '../support/definitions.ts'
import { suppliersPortal } from '../support/suppliers.ts'
import { openYamlEditor, type YamlEditor } from '../support/yaml-editor.ts'

/**
 * Portals other than the one that ships, in an editor with the real YAML language server: every type of field and view, levels
 * and languages of their own; a portal made from another; tests of permissions.
 */
const portals: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  library: Object.fromEntries(filesOf('test/fixtures/portals/library/config')),
  harbour: Object.fromEntries(filesOf('test/fixtures/portals/harbour/config')),
  suppliers: suppliersPortal(),
}
let folder = ''
let editor: YamlEditor

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-editor-'))
  for (const [portal, files] of Object.entries(portals)) {
    for (const [file, text] of Object.entries(files)) {
      const path = join(folder, portal, file)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, withModeline(file, text))
    }
    await writeSchemas(join(folder, portal), new Map(Object.entries(files)))
  }
  editor = await openYamlEditor(folder)
}, 60_000)
afterAll(async () => {
  editor.close()
  await rm(folder, { recursive: true })
})

function withModeline(file: string, text: string): string {
  const kind = kindOf(file)?.kind
  if (kind === undefined || text.startsWith('# yaml-language-server')) return text
  return `# yaml-language-server: $schema=${file.includes('/') ? '..' : '.'}/.lintel/${kind}.schema.json\n${text}`
}

async function edited(file: string, what: string, by: string): Promise<string> {
  const text = await readFile(join(folder, file), 'utf8')
  if (!text.includes(what)) throw new Error(`${file} has no ${what}`)
  return text.replace(what, () => by)
}

type Mark = readonly [
  what: string,
  file: string,
  written: string,
  by: string,
  offered: string[],
  others: string[],
]

describe('names of any project are completed', () => {
  test.each<Mark>([
    [
      'the types of fields',
      'library/entities/books.yaml',
      'weight:    { type: decimal,',
      'weight:    { type: |,',
      ['decimal', 'money', 'relation', 'file'],
      ['books'],
    ],
    [
      'the words of one type, and of no other',
      'library/entities/books.yaml',
      'price:     { type: money, currency: EUR }',
      'price:     { type: money, c|: EUR }',
      ['currency', 'min', 'required'],
      ['decimals', 'maxLength', 'options', 'many'],
    ],
    [
      'the languages of a text',
      'library/entities/books.yaml',
      'label: { en: Title, de: Titel }',
      'label: { e|: Title }',
      ['en', 'de'],
      ['nl', 'fr'],
    ],
    [
      'which records a relation may point to, by what those have',
      'library/entities/loans.yaml',
      'where: { lendable: true }',
      'where: { l|: true }',
      ['lendable', 'medium', 'branch.town', 'and', 'not'],
      ['due_on', 'reader'],
    ],
    [
      'the options of a choice in a condition',
      'library/entities/books.yaml',
      'requiredIf: { medium: audio }',
      'requiredIf: { medium: a| }',
      ['paper', 'audio', 'film'],
      ['fine', 'title'],
    ],
    [
      'what finds the record that is ensured',
      'library/entities/readers.yaml',
      'match: { reader: $record.id }',
      'match: { r|: $record.id }',
      ['reader', 'branches', 'blocked'],
      ['membership', 'id'],
    ],
    [
      'the pages of an area',
      'library/permissions/desk.yaml',
      '  catalogue:',
      '  c|:',
      ['catalogue'],
      ['shelf', 'normal'],
    ],
    [
      'the levels of the desk',
      'library/permissions/desk.yaml',
      '    clerk:\n      - { on: loans',
      '    c|:\n      - { on: loans',
      ['clerk'],
      ['guest', 'member', 'normal', 'admin'],
    ],
    [
      'the levels of the other area',
      'library/permissions/reading-room.yaml',
      '    guest:\n      - on: books',
      '    g|:\n      - on: books',
      ['guest'],
      ['clerk', 'director', 'normal'],
    ],
    [
      'the fields that a permission leaves out',
      'library/permissions/desk.yaml',
      'except: [price, weight]',
      'except: [|]',
      ['price', 'weight', 'loans'],
      ['author.name', 'due_on'],
    ],
    [
      'what is asked of the record of a permission, within an or',
      'library/permissions/desk.yaml',
      'or: [{ branch: { in: $user.branches } }',
      'or: [{ b|: { in: $user.branches } }',
      ['branch', 'medium'],
      ['reader'],
    ],
    [
      'the columns of a list in tabs within tabs',
      'library/tabs/loans.yaml',
      'columns: [book, book.author.name, reader, {',
      'columns: [|, {',
      ['due_on', 'book.title', 'reader.name'],
      ['wished_from'],
    ],
    [
      'what a list in a tab is sorted by',
      'library/tabs/loans.yaml',
      'sort: [due_on, book.title]',
      'sort: [|]',
      ['due_on', '-lent_at', '-book.title'],
      ['wished_from'],
    ],
    [
      'the forms of the entity of a list',
      'library/tabs/loans.yaml',
      'form: return',
      'form: |',
      ['loan', 'return'],
      ['loans'],
    ],
    [
      'the form on the same tab that a click fills',
      'library/tabs/loans.yaml',
      'fill: lend',
      'fill: |',
      ['lend'],
      ['loan', 'return'],
    ],
    [
      'what the selected record becomes',
      'library/tabs/loans.yaml',
      'consume: { status: fetched }',
      'consume: { status: f| }',
      ['waiting', 'fetched'],
      ['open'],
    ],
    [
      'the relation that a shuttle moves',
      'library/tabs/cards.yaml',
      'field: branches',
      'field: |',
      ['branches'],
      ['reader', 'home', 'blocked'],
    ],
    [
      'what its search looks in: fields of what is moved',
      'library/tabs/cards.yaml',
      'search: [name, town]',
      'search: [|]',
      ['name', 'town'],
      ['reader', 'blocked', 'reader.name'],
    ],
    [
      'the columns of a list in a tab of the detail',
      'library/tabs/authors.yaml',
      'columns: [title, published, loans]',
      'columns: [|]',
      ['title', 'branch.town'],
      ['born', 'biography'],
    ],
    [
      'the field that holds levels',
      'library/tabs/duties.yaml',
      'field: levels',
      'field: l|',
      ['levels'],
      ['name'],
    ],
    [
      'the field of a form that says more',
      'library/forms/reader.yaml',
      '{ field: email,',
      '{ field: |,',
      ['email', 'guardian', 'born_on'],
      ['status', 'loans', 'created_at'],
    ],
    [
      'the samples that one points to',
      'library/samples/books.yaml',
      'author: kafka,    branch: quay,    subjects: [crime, horror]',
      'author: kafka,    branch: quay,    subjects: [|]',
      ['crime', 'horror', 'sea'],
      ['kafka', 'quay'],
    ],
    [
      'the entities that hold levels',
      'library/portal.yaml',
      'roles: duties',
      'roles: |',
      ['duties', 'memberships'],
      ['librarians', 'books'],
    ],
    [
      'the definition that another is made from',
      'suppliers/tabs/supplier-accounts.yaml',
      'use: accounts',
      'use: |',
      ['accounts', 'access-rights'],
      ['customer_users'],
    ],
    [
      'the names in it that others take the place of',
      'suppliers/entities/supplier_users.yaml',
      'with: { customer_roles: ',
      'with: { c|: ',
      ['customer_roles', 'partners', 'welcome'],
      ['documents', 'groups', 'supplier_roles'],
    ],
    [
      'the permissions of another area',
      'suppliers/permissions/supplier.yaml',
      'use: customer/documents',
      'use: c|',
      ['customer/documents', 'staff/customer-portal'],
      ['accounts'],
    ],
    [
      'the mail that another is made from',
      'suppliers/mails/welcome.yaml',
      'mail: welcome',
      'mail: welcome\nuse: |',
      ['reset-password'],
      ['customer_users'],
    ],
    [
      'the levels in a test of permissions',
      'suppliers/permissions/customer-group.test.yaml',
      'levels: { inbox: normal }',
      'levels: { inbox: n| }',
      ['normal', 'admin'],
      ['inbox'],
    ],
    [
      'what an account can try there',
      'suppliers/permissions/customer-group.test.yaml',
      '- read groups/helpdesk name',
      '- r|',
      ['open inbox', 'read groups', 'create conversations', 'restore customer_users'],
      ['open users', 'restore groups', 'create contact_settings', 'send-again partners'],
    ],
    [
      'the fields of its records',
      'suppliers/permissions/customer-group.test.yaml',
      'name: Helpdesk,',
      'n|: Helpdesk,',
      ['name'],
      ['subject', 'email'],
    ],
  ])('%s', async (_what, file, written, by, offered, others) => {
    const labels = await editor.complete(file, await edited(file, written, by))
    expect(labels).toEqual(expect.arrayContaining(offered))
    for (const other of others) expect(labels).not.toContain(other)
  })
})

describe('mistakes of any project are underlined', () => {
  test.each<readonly [string, string, string, string, RegExp]>([
    [
      'a word of another type',
      'library/entities/books.yaml',
      'price:     { type: money, currency: EUR }',
      'price:     { type: money, currency: EUR, decimals: 2 }',
      /^decimals: /,
    ],
    [
      'a language that the portal does not speak',
      'library/entities/books.yaml',
      'label: { en: Title, de: Titel }',
      'label: { en: Title, nl: Titel }',
      /^nl: /,
    ],
    [
      'an operator that the type does not have',
      'library/tabs/loans.yaml',
      'where: { returned_at: { empty: true } }',
      'where: { returned_at: { contains: x } }',
      /^contains: /,
    ],
    [
      'an option that there is not',
      'library/entities/books.yaml',
      'medium: { in: [audio, film] }',
      'medium: { in: [audio, vinyl] }',
      /^vinyl: /,
    ],
    [
      'a field in a condition on what a relation leads to',
      'library/tabs/subjects.yaml',
      'some: { id: $record.id }',
      'some: { ide: $record.id }',
      /^ide: /,
    ],
    [
      'a relation to nowhere',
      'library/entities/cards.yaml',
      'to: readers, ',
      '',
      /^reader: Missing property "to"/,
    ],
    [
      'a level of another portal',
      'library/permissions/desk.yaml',
      '    clerk:\n      - { on: loans',
      '    admin:\n      - { on: loans',
      /^admin: /,
    ],
    ['a page of another name', 'library/permissions/desk.yaml', '  catalogue:', '  catalog:', /^catalog: /],
    [
      'what cannot be done with it',
      'library/permissions/desk.yaml',
      'on: cards, allow: [update]',
      'on: cards, allow: [restore]',
      /^restore: /,
    ],
    [
      'a button for it',
      'library/tabs/librarians.yaml',
      'reset-password, delete]',
      'reset-password, restore]',
      /^restore: /,
    ],
    ['a shuttle of one record', 'library/tabs/cards.yaml', 'field: branches', 'field: home', /^home: /],
    [
      'its search in the wrong entity',
      'library/tabs/cards.yaml',
      'search: [name, town]',
      'search: [reader]',
      /^reader: /,
    ],
    [
      'a column of the selected record in a list within it',
      'library/tabs/authors.yaml',
      'columns: [title, published, loans]',
      'columns: [title, born]',
      /^born: /,
    ],
    [
      'what a request cannot become',
      'library/tabs/loans.yaml',
      'consume: { status: fetched }',
      'consume: { status: gone }',
      /^gone: /,
    ],
    [
      'a field that the form cannot enter',
      'library/forms/reader.yaml',
      '{ field: email,',
      '{ field: mail,',
      /^mail: /,
    ],
    [
      'a sample that there is not',
      'library/samples/books.yaml',
      'author: kafka,    branch: quay',
      'author: kafkaa,    branch: quay',
      /^kafkaa: /,
    ],
    ['roles without levels', 'library/portal.yaml', 'roles: duties', 'roles: librarians', /^librarians: /],
    [
      'a page that nothing can be taken from',
      'suppliers/permissions/supplier.yaml',
      'use: customer/documents',
      'use: customer/document',
      /^customer\/document: /,
    ],
    [
      'a name that the other definition does not have',
      'suppliers/tabs/supplier-accounts.yaml',
      'with: { customer_users: supplier_users,',
      'with: { customers: supplier_users,',
      /^customers: /,
    ],
    [
      'a level in a test of permissions',
      'suppliers/permissions/customer-group.test.yaml',
      'levels: { inbox: normal }',
      'levels: { inbox: boss }',
      /^boss: /,
    ],
    [
      'what nobody can try',
      'suppliers/permissions/customer-group.test.yaml',
      '- read groups/helpdesk name',
      '- raed groups',
      /^raed groups: /,
    ],
  ])('%s', async (_what, file, written, by, message) => {
    const after = await editor.underlined(file, await edited(file, written, by))
    expect(after).toEqual([expect.stringMatching(message)])
  })

  test.each(Object.entries(portals))('and nothing of %s is, which has none', async (portal, files) => {
    const found = await Promise.all(
      Object.entries(files)
        .filter(([file]) => kindOf(file) !== undefined)
        .map(async ([file, text]) =>
          (await editor.underlined(`${portal}/${file}`, withModeline(file, text))).map(
            (one) => `${file}: ${one}`,
          ),
        ),
    )
    expect(found.flat()).toEqual([])
  })
})
