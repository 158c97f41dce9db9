import { describe, expect, test } from 'vitest'
import { createBody, patchBody } from '../../ui/form/body.ts'
import {
  change,
  fill,
  isDirty,
  isReadOnly,
  isRequired,
  relabel,
  startCreate,
  startUpdate,
  visible,
} from '../../ui/form/form-state.ts'
import { context, field, form } from './form-samples.ts'

const user = form(field('name'), field('username'), field('email', { follows: 'username' }))

describe('a field that follows another (A2)', () => {
  test('takes what the other is given while it was not typed in', () => {
    const typed = change(startCreate(user), 'username', 'emma', 'readable')
    expect(typed.values).toMatchObject({ username: 'emma', email: 'emma' })
  })

  test('stays once it was typed over', () => {
    let state = change(startCreate(user), 'username', 'emma', 'readable')
    state = change(state, 'email', 'emma@books.example', 'readable')
    state = change(state, 'username', 'emma.w', 'readable')
    expect(state.values).toMatchObject({ username: 'emma.w', email: 'emma@books.example' })
  })

  test('stays empty once it was emptied', () => {
    let state = change(startCreate(user), 'username', 'emma', 'readable')
    state = change(state, 'email', '', 'readable')
    state = change(state, 'username', 'emma.w', 'readable')
    expect(state.values.email).toBeNull()
  })

  test('does not follow in a record that exists', () => {
    const state = startUpdate(user, { id: 1, name: 'Emma', username: 'emma', email: 'e@books.example' })
    expect(change(state, 'username', 'emma.w', 'readable').values.email).toBe('e@books.example')
  })

  test('follows along a line of fields', () => {
    const line = form(field('a'), field('b', { follows: 'a' }), field('c', { follows: 'b' }))
    expect(change(startCreate(line), 'a', 'x', 'readable').values).toEqual({ a: 'x', b: 'x', c: 'x' })
  })
})

describe('a form filled from another record (A9)', () => {
  test('holds what was brought, and keeps it when another field changes', () => {
    let state = fill(startCreate(user), { name: 'Emma', username: 'emma', email: 'emma@books.example' })
    state = change(state, 'username', 'emma.w', 'readable')
    expect(state.values).toEqual({ name: 'Emma', username: 'emma.w', email: 'emma@books.example' })
  })

  test('still follows where nothing was brought', () => {
    const state = fill(startCreate(user), { name: 'Emma', username: 'emma', email: null })
    expect(state.values.email).toBe('emma')
  })

  test('forgets what was there before', () => {
    const before = change(startCreate(user), 'name', 'Fanny', 'readable')
    expect(fill(before, { username: 'emma' }).values.name).toBeNull()
  })
})

test('a form in another language keeps what was entered', () => {
  const typed = change(startCreate(user), 'name', 'Emma', 'readable')
  const german = form(field('name', { label: 'Name' }), field('city', { label: 'Stadt', default: 'Bonn' }))
  const state = relabel(typed, german)
  expect(state.form.fields[1]?.label).toBe('Stadt')
  expect(state.values).toMatchObject({ name: 'Emma', city: 'Bonn' })
  expect(isDirty(state)).toBe(true)
})

describe('conditional fields', () => {
  const loan = form(
    field('kind', { default: 'none' }),
    field('group', {
      visibleIf: { path: ['kind'], op: 'ne', value: 'none' },
      requiredIf: { path: ['kind'], op: 'ne', value: 'none' },
    }),
    field('leader', { visibleIf: { path: ['group'], op: 'empty', value: false } }),
  )
  const names = (state: ReturnType<typeof startCreate>) =>
    visible(state, context).fields.map((one) => one.field)

  test('are shown when their condition holds (C2)', () => {
    const state = startCreate(loan)
    expect(names(state)).toEqual(['kind'])
    expect(names(change(state, 'kind', 'group', 'readable'))).toEqual(['kind', 'group'])
  })

  test('are required when their condition holds (C2)', () => {
    const group = loan.fields[1]!
    expect(isRequired(group, { kind: 'none' }, context)).toBe(false)
    expect(isRequired(group, { kind: 'group' }, context)).toBe(true)
  })

  test('count as empty while hidden, for other fields and for what is sent', () => {
    let state = change(startCreate(loan), 'kind', 'group', 'readable')
    state = change(state, 'group', { id: 4, display: 'Readers' }, 'readable')
    expect(names(state)).toEqual(['kind', 'group', 'leader'])
    state = change(state, 'kind', 'none', 'readable')
    expect(names(state)).toEqual(['kind'])
    expect(createBody(state, context)).toEqual({ kind: 'none' })
  })

  test('are read-only when their condition holds, and not sent', () => {
    const fixed = form(
      field('status'),
      field('note', { readOnlyIf: { path: ['status'], op: 'eq', value: 'closed' } }),
    )
    let state = startUpdate(fixed, { status: 'open', note: 'a' })
    state = change(state, 'note', 'b', 'readable')
    state = change(state, 'status', 'closed', 'readable')
    expect(isReadOnly(state, fixed.fields[1]!, state.values, context)).toBe(true)
    expect(patchBody(state, context)).toEqual({ status: 'closed' })
  })

  test('that may be chosen by another field are chosen anew when that changes', () => {
    const shelf = form(
      field('branch'),
      field('shelf', { where: { path: ['branch'], op: 'eq', value: { record: ['branch'] } } }),
    )
    let state = startUpdate(shelf, { branch: { id: 1, display: 'North' }, shelf: { id: 9, display: 'A' } })
    state = change(state, 'branch', { id: 1, display: 'North' }, 'readable')
    expect(state.values.shelf).toEqual({ id: 9, display: 'A' })
    state = change(state, 'branch', { id: 2, display: 'South' }, 'readable')
    expect(state.values.shelf).toBeNull()
  })
})

describe('what a form sends', () => {
  test('a create sends what is given, relations as ids, defaults included', () => {
    const book = form(
      field('title'),
      field('author'),
      field('tags'),
      field('pages'),
      field('lent', { default: false }),
    )
    let state = change(startCreate(book), 'title', 'Emma', 'readable')
    state = change(state, 'author', { id: 7, display: 'Jane Austen' }, 'readable')
    state = change(state, 'tags', [{ id: 1 }, { id: 2 }], 'readable')
    expect(createBody(state, context)).toEqual({ title: 'Emma', author: 7, tags: [1, 2], lent: false })
  })

  test('a create leaves out what this account may not enter', () => {
    const book = form(field('title'), field('price', { create: false, default: 10 }))
    expect(createBody(change(startCreate(book), 'title', 'Emma', 'readable'), context)).toEqual({
      title: 'Emma',
    })
  })

  test('an update sends what was changed, and nothing else', () => {
    const book = form(field('title'), field('subtitle'), field('author'))
    let state = startUpdate(book, {
      title: 'Emma',
      subtitle: 'A novel',
      author: { id: 7, display: 'Jane Austen' },
    })
    state = change(state, 'title', 'Emma', 'readable')
    state = change(state, 'subtitle', '', 'readable')
    state = change(state, 'author', { id: 7, display: 'Austen' }, 'readable')
    expect(patchBody(state, context)).toEqual({ subtitle: null })
  })

  test('a form is dirty while it differs from how it was opened', () => {
    const book = form(field('title', { default: 'Untitled' }))
    const state = startCreate(book)
    expect(isDirty(state)).toBe(false)
    const typed = change(state, 'title', 'Emma', 'readable')
    expect(isDirty(typed)).toBe(true)
    expect(isDirty(change(typed, 'title', 'Untitled', 'readable'))).toBe(false)
    expect(isDirty(change(state, 'title', 'Untitled', 'unreadable'))).toBe(true)
  })
})
