import { describe, expect, test } from 'vitest'
import { engineAccess, grantAccess } from '../../engine/access/grant.ts'
import { resolvePath, sortPath } from '../../engine/access/resolve.ts'
import { shelfPlan as plan } from '../support/shelf.ts'

const granted = (levels: Readonly<Record<string, string>>) => grantAccess(plan, 'desk', levels)

describe('what levels allow', () => {
  test('no level, no access, but for what everybody of the area has', () => {
    const access = granted({})
    expect(access.rows('books', 'read')).toBe(false)
    expect([...access.fields('books', 'read')]).toEqual([])
    expect(access.rows('tags', 'read')).toBe(true)
  })

  test('a level holds what the ones before it hold', () => {
    const access = granted({ books: 'lend' })
    expect(access.rows('books', 'read')).toBe(true)
    expect(access.rows('books', 'update')).toBe(true)
    expect(access.rows('books', 'delete')).toBe(false)
  })

  test('equal levels share one access, whatever the order they are told in, and unknown pages and levels count for nothing', () => {
    const access = granted({ books: 'look', town: 'lend' })
    expect(granted({ town: 'lend', books: 'look' })).toBe(access)
    expect(granted({ town: 'lend', books: 'look', nowhere: 'rule', own: 'none' })).toBe(access)
    expect(granted({ town: 'lend' }).key).not.toBe(access.key)
    expect(granted(JSON.parse('{ "__proto__": "rule", "books": "constructor" }')).levels.size).toBe(0)
  })

  test('grants of several pages reach the records of either, unless one reaches all', () => {
    const town = { path: ['author', 'town'], op: 'eq', value: { user: ['town'] } }
    const own = { path: ['owner'], op: 'eq', value: { user: [] } }
    expect(granted({ town: 'look', own: 'look' }).rows('books', 'read')).toEqual({ or: [town, own] })
    expect(granted({ town: 'look', own: 'look', books: 'look' }).rows('books', 'read')).toBe(true)
  })

  test('a field is reached where one of the grants that cover it holds', () => {
    const access = granted({ town: 'look', own: 'look' })
    const fields = access.fields('books', 'read')
    expect(fields.get('title')).toBe(access.rows('books', 'read'))
    expect(fields.get('note')).toMatchObject({ path: ['owner'] })
    expect(granted({ books: 'look' }).fields('books', 'read').has('secret')).toBe(false)
    expect(granted({ books: 'look', own: 'look' }).fields('books', 'read').get('secret')).toMatchObject({
      path: ['owner'],
    })
  })

  test('whoever may read a record may read its id and its version', () => {
    expect([...granted({ books: 'look' }).fields('clerks', 'read').keys()]).toEqual([
      'id',
      'version',
      'name',
      'town',
      'status',
    ])
  })

  test('the engine itself may do everything', () => {
    const access = engineAccess(plan, 'desk')
    expect(access.rows('books', 'delete')).toBe(true)
    expect(access.fields('books', 'create').get('secret')).toBe(true)
  })
})

describe('which paths may be named', () => {
  const reach = (path: string, levels = { books: 'look' }) =>
    resolvePath(plan, granted(levels), 'books', path.split('.'))

  test('fields, and those of what relations lead to', () => {
    expect(reach('title')).toMatchObject({ entity: { name: 'books' }, field: { name: 'title' }, many: false })
    expect(reach('author.town.name')).toMatchObject({ entity: { name: 'towns' }, field: { name: 'name' } })
    expect(reach('tags.name')).toMatchObject({ field: { name: 'name' }, many: true })
    expect(reach('author.display')).toMatchObject({ entity: { name: 'authors' }, field: null })
  })

  test.each([
    'secret',
    'no_such',
    '__proto__',
    'constructor',
    'title.name',
    '',
    'author.',
    'owner.email',
    'author.books.secret',
  ])('what is hidden and what does not exist is answered alike: %s', (path) => expect(reach(path)).toBe(null))

  test('a relation leads nowhere for whoever may not read what it leads to', () => {
    expect(reach('author.name', { books: 'none', ...{ town: 'look' } })).not.toBe(null)
    expect(reach('owner.name', { books: 'none', ...{ own: 'look' } })).toBe(null)
    expect(reach('owner', { books: 'none', ...{ own: 'look' } })).not.toBe(null)
  })

  test('three relations deep, and no deeper', () => {
    expect(reach('author.books.author.name')).not.toBe(null)
    expect(reach('author.books.author.town.name')).toBe(null)
  })

  test('of what another operation reaches', () => {
    const access = granted({ own: 'lend' })
    expect(resolvePath(plan, access, 'books', ['title'], 'delete')).not.toBe(null)
    expect(resolvePath(plan, access, 'books', ['title'], 'restore')).toBe(null)
  })

  test('a relation is sorted by what names its records, if that is one thing', () => {
    expect(sortPath(plan, 'books', ['author'])).toEqual(['author', 'name'])
    expect(sortPath(plan, 'authors', ['town'])).toEqual(['town'])
    expect(sortPath(plan, 'books', ['title'])).toEqual(['title'])
  })
})
