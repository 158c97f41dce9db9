import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changeView, formatAddress, parseAddress } from '../../ui/address.ts'

const split = (href: string): [string, string] => {
  const { pathname, search } = new URL(href, 'http://portal')
  return [pathname, search]
}

describe('the address', () => {
  test('names the page, its tab and what each view keeps', () => {
    expect(parseAddress('/', '/library/books', '?books.search=emma&books.sort=-title')).toEqual({
      page: 'library',
      tab: 'books',
      views: { books: { search: 'emma', sort: '-title' } },
    })
  })

  test('of an area with a path of its own starts below it', () => {
    expect(parseAddress('/desk', '/desk/loans', '')).toEqual({ page: 'loans', tab: '', views: {} })
    expect(parseAddress('/desk', '/desk', '')).toEqual({ page: '', tab: '', views: {} })
    expect(parseAddress('/desk', '/elsewhere', '')).toBeNull()
  })

  test('deeper than a tab is no page', () => {
    expect(parseAddress('/', '/library/books/7', '')).toBeNull()
  })

  test('a path in a filter keeps its dots', () => {
    const { views } = parseAddress('/', '/a/b', '?books.filter.author.name.contains=aus') ?? { views: {} }
    expect(views).toEqual({ books: { 'filter.author.name.contains': 'aus' } })
  })

  test('written and read again is the same, whatever is searched for', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/)
    const state = fc.dictionary(fc.stringMatching(/^[a-z][a-z_.]{0,8}$/), fc.string(), { minKeys: 1 })
    const views = fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/), state)
    fc.assert(
      fc.property(fc.constantFrom('/', '/desk'), name, name, views, (path, page, tab, given) => {
        const address = { page, tab, views: { ...given } }
        // URLs hold no lone surrogates: they become U+FFFD on the way.
        fc.pre(JSON.stringify(address).isWellFormed() && !/\\ud[89a-f]/i.test(JSON.stringify(address)))
        expect(parseAddress(path, ...split(formatAddress(path, address)))).toEqual(address)
      }),
    )
  })

  test('a changed view leaves the others and its own other keys alone', () => {
    const address = {
      page: 'a',
      tab: 'b',
      views: { books: { search: 'x', sort: 'y' }, loans: { limit: '50' } },
    }
    expect(changeView(address, 'books', { search: null, after: 'c' }).views).toEqual({
      books: { sort: 'y', after: 'c' },
      loans: { limit: '50' },
    })
  })
})
