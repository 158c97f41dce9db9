import { describe, expect, test } from 'vitest'
import type { Editor } from '../../engine/field-types/field-type.ts'
import { complaintOf, complaints, isDue } from '../../ui/form/complaints.ts'
import { change, leave, startCreate, startUpdate, tried } from '../../ui/form/form-state.ts'
import { refuse } from '../../ui/form/refusals.ts'
import { context, field, form } from './form-samples.ts'

const text = { kind: 'text', input: 'text' } as const
const price = { kind: 'number', decimals: 2, min: 0, max: 100 } as const

describe('a value is checked before the server is asked', () => {
  test.each<[string, Editor<string>, unknown, string | null]>([
    ['a blank text is no text', text, '   ', 'required'],
    ['false is a value', { kind: 'boolean' }, false, null],
    ['no members are no value', { kind: 'relations', entity: 'tags' }, [], 'required'],
    ['a text may be as long as it may be', { ...text, maxLength: 3 }, 'abc', null],
    ['and no longer', { ...text, maxLength: 3 }, 'abcd', 'tooLong'],
    ['a smiley is one character', { ...text, maxLength: 1 }, '😀', null],
    ['a pattern is kept to', { ...text, pattern: '^[a-z]+$' }, 'ab1', 'wrongPattern'],
    ['an address has an at', { ...text, input: 'email' }, 'emma.example', 'notAnEmail'],
    ['an address is fine', { ...text, input: 'email' }, 'emma@books.example', null],
    ['a link is http', { ...text, input: 'url' }, 'javascript:alert(1)', 'notAUrl'],
    ['cents are fine', price, 19.99, null],
    ['tiny parts are not', price, 1e-7, 'tooManyDecimals'],
    ['below', price, -1, 'tooLow'],
    ['above', price, 100.01, 'tooHigh'],
    ['whole', { kind: 'number', decimals: 0 }, 1.5, 'wholeNumber'],
    ['early', { kind: 'date', min: '2026-01-01' }, '2025-12-31', 'tooEarly'],
    ['late', { kind: 'date', max: '2026-01-01' }, '2026-01-02', 'tooLate'],
  ])('%s', (_, editor, value, code) => {
    expect(complaintOf({ editor }, value, true)?.code ?? null).toBe(code)
  })

  test('a field that is hidden or not to be entered is not checked', () => {
    const book = form(
      field('title', { required: true, update: false }),
      field('group', { required: true, visibleIf: { path: ['title'], op: 'eq', value: 'x' } }),
    )
    expect(complaints(startUpdate(book, { title: null, group: null }), context).size).toBe(0)
  })

  test('what cannot be read is said to be so', () => {
    const book = form(field('price', { editor: price }), field('day', { editor: { kind: 'date' } }))
    let state = change(startCreate(book), 'price', null, 'unreadable')
    state = change(state, 'day', null, 'unreadable')
    expect([...complaints(state, context).values()].map(({ code }) => code)).toEqual([
      'notANumber',
      'notADate',
    ])
    expect(complaints(change(state, 'price', 3, 'readable'), context).has('price')).toBe(false)
  })

  test('a mistake is shown when its field was typed in and left, or when sending was tried', () => {
    const book = form(field('title', { required: true }))
    const state = startCreate(book)
    expect(isDue(leave(state, 'title'), 'title')).toBe(false)
    expect(isDue(leave(change(state, 'title', '', 'readable'), 'title'), 'title')).toBe(true)
    expect(isDue(tried(state), 'title')).toBe(true)
  })
})

describe('what the server refuses', () => {
  const book = form(
    field('title'),
    field('price'),
    field('note', { visibleIf: { path: ['title'], op: 'eq', value: 'x' } }),
  )
  const problem = (...errors: readonly [string, string][]) => ({
    type: 'about:blank',
    title: 'Not saved',
    status: 422,
    code: 'invalid',
    detail: 'Some fields need another look.',
    errors: errors.map(([name, message]) => ({ field: name, code: 'invalid', message })),
  })

  test('stands at the field it concerns, and goes when that is changed', () => {
    const { state, above } = refuse(
      startCreate(book),
      problem(['title', 'There is a book of this title already.']),
      context,
    )
    expect(state.refused.get('title')).toBe('There is a book of this title already.')
    expect(above).toEqual([])
    expect(change(state, 'title', 'Emma', 'readable').refused.size).toBe(0)
  })

  test('stands above the form where it concerns no field that is shown', () => {
    const { state, above } = refuse(
      startCreate(book),
      problem(['note', 'Too short.'], ['shelf', 'Is full.']),
      context,
    )
    expect(state.refused.size).toBe(0)
    expect(above).toEqual(['Too short.', 'Is full.'])
  })

  test('is said in its own words where it names no field', () => {
    expect(refuse(startCreate(book), problem(), context).above).toEqual(['Some fields need another look.'])
  })
})
