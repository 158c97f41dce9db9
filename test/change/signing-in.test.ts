import { expect, test } from 'vitest'
import { toldSince } from '../../engine/change/lineage.ts'
import { findRenames } from '../../engine/change/renames.ts'
import { compareScreens } from '../../engine/change/screens.ts'
import { load } from '../../engine/load.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { filesOf } from '../support/definitions.ts'

const library = filesOf('test/fixtures/portals/library/config')

function planOf(more: string, level = '{ level: director'): Plan {
  const map = (library.get('portal.yaml') ?? '')
    .replace('    accounts: librarians\n', `    accounts: librarians\n${more}`)
    .replace('{ level: director', level)
  return load(new Map([...library, ['portal.yaml', map]])).plan
}

const plain = planOf('')
const told = (before: Plan, after: Plan): string[] =>
  compareScreens(before, after, findRenames(before, after).renames).map(({ sentence }) => sentence)

test.each([
  ['    profile: [name, email]\n', undefined, 'accounts can change name and email of their own records'],
  [
    "    signOn: { issuer: 'https://login.example.org', client: x, match: { email: email } }\n",
    undefined,
    'people sign in with https://login.example.org: passwords and second factors no longer count',
  ],
  [
    '',
    '{ level: director, secondFactor: required',
    'whoever has the level director, or a higher one, on any page needs a second factor',
  ],
])('a plan tells how people will sign in: %s%s', (more, level, sentence) => {
  expect(told(plain, planOf(more, level))).toContain(sentence)
  expect(told(planOf(more, level), planOf(more, level))).toEqual([])
})

test('through history, a level goes on asking for a second factor', () => {
  const plan = planOf('', '{ level: director, secondFactor: required')
  const way = [1, 2, 3].map((revision) => ({ revision, plan }))
  expect(told(plan, toldSince(way))).toEqual([])
})
