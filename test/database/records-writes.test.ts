import { beforeAll, describe, expect, test } from 'vitest'
import { DataRefused, type Refusal } from '../../engine/database/database.ts'
import { refused } from '../../engine/database/refusals.ts'
import { generatedName } from '../../engine/plan/names.ts'
import type { Values } from '../../engine/database/records.ts'
import { onBothDatabases } from '../support/databases.ts'
import { openShelf, shelfPlan, type Shelf } from '../support/shelf.ts'

/** Why it was refused; throws what is no refusal. */
async function refusal(write: Promise<unknown>): Promise<Refusal | null> {
  try {
    await write
    return null
  } catch (error) {
    if (error instanceof DataRefused) return error.refusal
    throw error
  }
}

onBothDatabases('a record', (databases) => {
  let shelf: Shelf
  beforeAll(async () => {
    shelf = await openShelf(await databases.open())
    for (const name of ['Leuven', 'Gent']) await shelf.add('towns', { name })
    await shelf.add('duties', { name: 'all' })
    await shelf.add('clerks', { name: 'Ann', username: 'ann', email: 'ann@example.org', duty: 1, town: 1 })
    await shelf.add('clerks', { name: 'Bob', username: 'bob', email: 'bob@example.org', duty: 1, town: 2 })
  })
  const add = (entity: string, values: Values) => shelf.add(entity, values)
  const change = (entity: string, id: number, values: Values) => shelf.change(entity, id, values)
  const remove = (entity: string, id: number, version: number | null = null) =>
    shelf.db.write((transaction) => shelf.records.remove(transaction, shelf.engine, entity, id, version))
  const version = async (entity: string, id: number) =>
    (await shelf.get(entity, id, ['version']))?.['version']

  describe('is written', () => {
    test('with values of every kind, and read as they were', async () => {
      const values = {
        title: 'Émile, ou de l’éducation',
        pages: 9_007_199_254_740_991,
        price: 19.99,
        weight: 0.125,
        lent: false,
        printed: '1762-05-22',
        seen: '2026-01-02T03:04:05.678Z',
        kind: 'audio',
        note: '',
      }
      const id = await add('books', values)
      const found = await shelf.get('books', id)
      expect(found).toMatchObject({
        ...values,
        id,
        version: 1,
        display: values.title,
        author: null,
        secret: null,
      })
      expect(found?.['tags']).toEqual({ data: [], count: { value: 0, more: false } })
      expect(found?.['created_at']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      expect(found?.['updated_at']).toBe(found?.['created_at'])
    })

    test.each([0, 0.01, 0.1, 20, 1234567.89, 9_999_999_999.99, -0.5])(
      'money keeps its cents: %s',
      async (price) => {
        const id = await add('books', { title: 'Price', price })
        expect(await shelf.get('books', id, ['price'])).toEqual({ price })
      },
    )

    test('with defaults where nothing is said, and without where nothing is meant', async () => {
      expect(await shelf.get('books', await add('books', { title: 'A' }), ['kind'])).toEqual({
        kind: 'paper',
      })
      expect(await shelf.get('books', await add('books', { title: 'A', kind: null }), ['kind'])).toEqual({
        kind: null,
      })
    })

    test('with an id that is never used again', async () => {
      const id = await add('tags', { name: 'short-lived' })
      await remove('tags', id)
      expect(await add('tags', { name: 'next' })).toBeGreaterThan(id)
    })

    test('with the records that it is to be linked to, or not at all', async () => {
      const [one, two] = [await add('tags', { name: 'one' }), await add('tags', { name: 'two' })]
      const id = await add('books', { title: 'Linked', tags: [two, one, two] })
      expect(await shelf.get('books', id, ['tags'])).toEqual({
        tags: {
          data: [
            { id: one, display: 'one' },
            { id: two, display: 'two' },
          ],
          count: { value: 2, more: false },
        },
      })
      const before = await shelf.ids('books')
      expect(await refusal(add('books', { title: 'X', tags: [one, 999] }))).toEqual({
        kind: 'reference',
        entity: 'books',
        field: 'tags',
      })
      expect(await shelf.ids('books')).toEqual(before)
    })

    test('shows five of what it is linked to, and how many there are', async () => {
      const tags: number[] = []
      for (let number = 0; number < 7; number++) tags.push(await add('tags', { name: `t${number}` }))
      const id = await add('books', { title: 'Much linked', tags })
      const found = await shelf.get('books', id, ['tags.open'])
      expect(found?.['tags']).toMatchObject({
        data: tags.slice(0, 5).map((tag) => ({ id: tag, open: true })),
        count: { value: 7, more: false },
      })
    })
  })

  describe('is refused', () => {
    test('a required field without a value, or with blanks', async () => {
      for (const title of [undefined, null, '', '  \t'])
        expect(await refusal(add('books', title === undefined ? {} : { title }))).toEqual({
          kind: 'required',
          entity: 'books',
          field: 'title',
        })
    })

    test('a second one of what is unique, whatever its case and accents', async () => {
      await add('towns', { name: 'Liège' })
      expect(await refusal(add('towns', { name: 'LIEGE' }))).toEqual({
        kind: 'unique',
        entity: 'towns',
        fields: ['name'],
      })
      const other = await add('towns', { name: 'Namur' })
      expect(await refusal(change('towns', other, { name: 'liège' }))).toEqual({
        kind: 'unique',
        entity: 'towns',
        fields: ['name'],
      })
    })

    test('a reference to what is not there', async () => {
      expect(await refusal(add('books', { title: 'X', author: 999 }))).toEqual({
        kind: 'reference',
        entity: 'books',
        field: 'author',
      })
      const id = await add('books', { title: 'X' })
      expect(await refusal(change('books', id, { author: 999 }))).toEqual({
        kind: 'reference',
        entity: 'books',
        field: 'author',
      })
    })

    // What points to it came while it was being removed, which only the database has seen.
    test('a removal of what is pointed to, in whichever language PostgreSQL says so', () => {
      const said = {
        code: '23503',
        table: 'books',
        constraint: generatedName('books', 'author', 'reference'),
      }
      const message = 'UPDATE ou DELETE sur la table « authors » viole la contrainte de clé étrangère'
      const error = Object.assign(new Error(message), said)
      expect(refused(shelfPlan, error, 'authors')).toMatchObject({
        refusal: { kind: 'in-use', entity: 'authors', by: 'books', field: 'author', count: 0 },
      })
    })

    test.each([
      ['title', 'NUL\0inside'],
      ['title', 'a lone \ud800 surrogate'],
      ['pages', 1e300],
      ['pages', 1.5],
      ['pages', '5'],
      ['price', 1.999],
      ['price', 1e15],
      ['price', Number.NaN],
      ['printed', '2026-02-30'],
      ['printed', '0000-01-01'],
      ['seen', 'yesterday'],
      ['seen', '2026-02-30T25:00:00.000Z'],
      ['lent', 'yes'],
      ['lent', 1],
    ])('a value that %s cannot hold: %s', async (field, value) => {
      expect(await refusal(add('books', { title: 'X', [field]: value }))).toEqual({
        kind: 'value',
        entity: 'books',
        field,
      })
    })

    test('alike in a change', async () => {
      const id = await add('books', { title: 'X' })
      expect(await refusal(change('books', id, { note: 'NUL\0' }))).toEqual({
        kind: 'value',
        entity: 'books',
        field: 'note',
      })
      expect(await refusal(change('books', id, { title: ' ' }))).toEqual({
        kind: 'required',
        entity: 'books',
        field: 'title',
      })
    })
  })

  describe('is changed', () => {
    test('in what is said only, and is then a version further', async () => {
      const id = await add('books', { title: 'Before', pages: 5 })
      expect(await change('books', id, { title: 'After' })).toBe('updated')
      expect(await shelf.get('books', id, ['title', 'pages', 'version'])).toEqual({
        title: 'After',
        pages: 5,
        version: 2,
      })
      expect(await shelf.ids('books', { search: 'after' })).toContain(id)
    })

    test('not at all where all is so already', async () => {
      const id = await add('books', {
        title: 'Same',
        price: 2,
        printed: '2026-01-01',
        seen: '2026-01-01T00:00:00.000Z',
        lent: true,
      })
      const same = {
        title: 'Same',
        price: 2,
        printed: '2026-01-01',
        seen: '2026-01-01T00:00:00.000Z',
        lent: true,
        pages: null,
      }
      expect(await change('books', id, same)).toBe('updated')
      expect(await change('books', id, {})).toBe('updated')
      expect(await version('books', id)).toBe(1)
    })

    test('only by whoever knows its version, unless he insists', async () => {
      const id = await add('books', { title: 'One' })
      const at = (values: Values, known: number) =>
        shelf.db.write((transaction) =>
          shelf.records.update(transaction, shelf.engine, 'books', id, values, known),
        )
      expect(await at({ title: 'Two' }, 1)).toBe('updated')
      expect(await at({ title: 'Three' }, 1)).toBe('stale')
      expect(await at({ title: 'Two' }, 1)).toBe('stale')
      expect(await at({}, 2)).toBe('updated')
      expect(await change('books', id, { title: 'Four' })).toBe('updated')
      expect(await version('books', id)).toBe(3)
    })

    test('by one of forty who know the same version', async () => {
      const id = await add('books', { title: 'Raced for', pages: 0 })
      const writes = Array.from({ length: 40 }, (_, pages) =>
        shelf.db.write((transaction) =>
          shelf.records.update(transaction, shelf.engine, 'books', id, { pages: pages + 1 }, 1),
        ),
      )
      const results = await Promise.all(writes)
      expect(results.filter((result) => result === 'updated')).toHaveLength(1)
      expect(results.filter((result) => result === 'stale')).toHaveLength(39)
      expect(await version('books', id)).toBe(2)
    })

    test('nowhere where there is none', async () => {
      expect(await change('books', 999_999, { title: 'X' })).toBe('missing')
    })

    test('a level at a time, which leaves the others as they are', async () => {
      const id = await add('duties', { name: 'some', levels: { books: 'look' } })
      await change('duties', id, { levels: { town: 'lend' } })
      await change('duties', id, { levels: { books: 'none' } })
      expect(await shelf.get('duties', id, ['levels', 'version'])).toEqual({
        levels: { books: 'none', town: 'lend' },
        version: 3,
      })
      await change('duties', id, { levels: { books: 'none' } })
      expect(await version('duties', id)).toBe(3)
    })

    test('and its reference may stay where it is, though it could not be chosen any more', async () => {
      const author = await add('authors', { name: 'Gone' })
      const id = await add('books', { title: 'X', author })
      await remove('authors', author)
      expect(await change('books', id, { title: 'Y', author })).toBe('updated')
      expect(await shelf.get('books', id, ['author'])).toEqual({ author: { id: author, display: 'Gone' } })
      expect(await refusal(add('books', { title: 'Z', author }))).toMatchObject({
        kind: 'reference',
        field: 'author',
      })
    })
  })

  describe('whose fields depend on each other', () => {
    test('requires a field where the others ask for it', async () => {
      expect(await refusal(add('notes', { text: 'x', kind: 'held' }))).toEqual({
        kind: 'required',
        entity: 'notes',
        field: 'why',
      })
      expect(await refusal(add('notes', { text: 'x', kind: 'held', why: '  ' }))).toMatchObject({
        kind: 'required',
        field: 'why',
      })
      const id = await add('notes', { text: 'x', kind: 'held', why: 'y' })
      expect(await refusal(change('notes', id, { why: null }))).toMatchObject({
        kind: 'required',
        field: 'why',
      })
    })

    test('requires what is always required only where it is shown', async () => {
      const id = await add('notes', { text: 'x' })
      const seal = { kind: 'required', entity: 'notes', field: 'seal' }
      expect(await refusal(change('notes', id, { kind: 'shut' }))).toEqual(seal)
      expect(await refusal(change('notes', id, { kind: 'shut', seal: ' ' }))).toEqual(seal)
      expect(await change('notes', id, { kind: 'shut', seal: 'red' })).toBe('updated')
      expect(await refusal(change('notes', id, { seal: null }))).toEqual(seal)
      expect(await change('notes', id, { kind: 'open' })).toBe('updated')
      expect(await shelf.get('notes', id, ['seal'])).toEqual({ seal: null })
    })

    test('is emptied of what the others hide', async () => {
      const id = await add('notes', { text: 'x', kind: 'held', why: 'y', town: 1, held_by: 1 })
      expect(await shelf.get('notes', id, ['why', 'held_by.name'])).toEqual({
        why: 'y',
        held_by: { id: 1, display: 'Ann', name: 'Ann' },
      })
      await change('notes', id, { kind: 'open' })
      expect(await shelf.get('notes', id, ['why', 'held_by', 'version'])).toEqual({
        why: null,
        held_by: null,
        version: 2,
      })
      const hidden = await add('notes', { text: 'x', kind: 'open', why: 'never seen' })
      expect(await shelf.get('notes', hidden, ['why'])).toEqual({ why: null })
    })

    test('keeps what the others make read-only, as it stood before', async () => {
      const id = await add('notes', { text: 'x', kind: 'open', town: 1 })
      expect(await change('notes', id, { kind: 'shut', seal: 'red', town: 2 })).toBe('updated')
      expect(await refusal(change('notes', id, { town: 1 }))).toEqual({
        kind: 'read-only',
        entity: 'notes',
        field: 'town',
      })
      expect(await change('notes', id, { town: 2, text: 'y' })).toBe('updated')
    })

    test('chooses only what fits the record itself', async () => {
      expect(await refusal(add('notes', { text: 'x', kind: 'held', why: 'y', town: 1, held_by: 2 }))).toEqual(
        { kind: 'reference', entity: 'notes', field: 'held_by' },
      )
      const id = await add('notes', { text: 'x', kind: 'held', why: 'y', town: 2, held_by: 2 })
      expect(await change('notes', id, { town: 1, held_by: 1 })).toBe('updated')
    })
  })

  describe('is deleted', () => {
    test('for good, if nothing needs it', async () => {
      const id = await add('tags', { name: 'gone' })
      const book = await add('books', { title: 'Tagged', tags: [id] })
      expect(await remove('tags', id)).toBe('removed')
      expect(await remove('tags', id)).toBe('missing')
      expect(await shelf.get('tags', id)).toBe(null)
      expect(await shelf.get('books', book, ['tags'])).toEqual({
        tags: { data: [], count: { value: 0, more: false } },
      })
    })

    test('not while others need it: the refusal says which, and how many', async () => {
      const id = await add('duties', { name: 'needed' })
      for (const who of ['cy', 'di'])
        await add('clerks', { name: who, username: who, email: `${who}@example.org`, duty: id })
      expect(await refusal(remove('duties', id))).toEqual({
        kind: 'in-use',
        entity: 'duties',
        by: 'clerks',
        field: 'duty',
        count: 2,
      })
      expect(await shelf.get('duties', id, ['name'])).toEqual({ name: 'needed' })
    })

    test('not by whoever knows an older version of it', async () => {
      const id = await add('tags', { name: 'old' })
      await change('tags', id, { name: 'new' })
      expect(await remove('tags', id, 1)).toBe('stale')
      expect(await remove('tags', id, 2)).toBe('removed')
    })

    test('softly: hidden, and back as it was', async () => {
      const id = await add('clerks', { name: 'Eve', username: 'eve', email: 'eve@example.org', duty: 1 })
      await shelf.db.write((transaction) =>
        transaction.query(`update clerks set status = 'active' where id = ?`, [id]),
      )
      const restore = () =>
        shelf.db.write((transaction) => shelf.records.restore(transaction, shelf.engine, 'clerks', id))
      expect(await remove('clerks', id)).toBe('removed')
      expect(await shelf.get('clerks', id, ['status'])).toEqual({ status: 'deleted' })
      expect(await shelf.ids('clerks')).not.toContain(id)
      expect(await change('clerks', id, { name: 'X' })).toBe('missing')
      expect(await remove('clerks', id)).toBe('missing')
      expect(await restore()).toBe('restored')
      expect(await restore()).toBe('restored')
      expect(await shelf.get('clerks', id, ['status', 'deleted_at', 'name'])).toEqual({
        status: 'active',
        deleted_at: null,
        name: 'Eve',
      })
      expect(await shelf.ids('clerks')).toContain(id)
    })

    test('and what points to it without needing it lets go', async () => {
      const owner = await add('clerks', { name: 'Fay', username: 'fay', email: 'fay@example.org', duty: 1 })
      const id = await add('books', { title: 'Owned', owner })
      await shelf.db.write((transaction) => transaction.query('delete from clerks where id = ?', [owner]))
      expect(await shelf.get('books', id, ['owner'])).toEqual({ owner: null })
    })
  })

  test('fulfils a condition, or not any more: one of two who handle it at once', async () => {
    const id = await add('notes', { text: 'request', kind: 'open' })
    const handle = () =>
      shelf.db.write(async (transaction) => {
        const open = { path: ['kind'], op: 'eq', value: 'open' } as const
        if (!(await shelf.records.fulfils(transaction, shelf.engine, 'notes', id, open)))
          return 'handled already'
        await new Promise((resolve) => setTimeout(resolve, 50))
        await shelf.records.update(transaction, shelf.engine, 'notes', id, { kind: 'shut', seal: 'x' }, null)
        return 'handled'
      })
    const results = await Promise.all([handle(), handle(), handle()])
    expect(results.sort()).toEqual(['handled', 'handled already', 'handled already'])
  })

  test('of which there is one, is there from the start, with its defaults', async () => {
    const id = await shelf.records.singleId('rules')
    expect(await shelf.get('rules', id, ['days', 'motto', 'version', 'display'])).toEqual({
      days: 21,
      motto: null,
      version: 1,
      display: 'Rules',
    })
    expect(await refusal(change('rules', id, { owner: ' ' }))).toMatchObject({
      kind: 'required',
      field: 'owner',
    })
    expect(await change('rules', id, { days: 14 })).toBe('updated')
    expect(await shelf.records.singleId('rules')).toBe(id)
  })

  test('can be read within the transaction that writes it', async () => {
    await shelf.db.write(async (transaction) => {
      const id = await shelf.records.insert(transaction, shelf.engine, 'tags', { name: 'inside' })
      const found = await shelf.records.get(shelf.engine, 'tags', id, { fields: [['name']] }, transaction)
      expect(found).toEqual({ json: '{"name":"inside"}', version: 1 })
    })
  })
})
