import { makePerson, makeSearchTerm, numbers, partnersFor } from './people.ts'

export const caseNames = ['list', 'get', 'search', 'create', 'update'] as const
export type CaseName = (typeof caseNames)[number]

/** Ratios of the engine's requests per second to the baseline's. */
export const targets: Readonly<Record<CaseName, number | null>> = {
  list: 1.5,
  get: 1,
  search: null,
  create: 1,
  update: 1,
}
export const searchTarget = { users: 100_000, ratio: 10 }
export const growthTarget = 0.8

const path = '/api/customer_users'
const asked = 'name,username,email,partner,role,status'

export const recordPath = (id: number): string => `${path}/${id}`
export const createPath = path

export function listPath(parameters: Readonly<Record<string, string>>): string {
  return `${path}?${new URLSearchParams({ fields: asked, sort: 'name', limit: '25', ...parameters })}`
}

/** The filters that a list is asked for: what a click on a column's filter sends. */
export const filters: readonly Readonly<Record<string, string>>[] = [
  { 'filter[status]': 'active' },
  { 'filter[status]': 'invited' },
  { 'filter[role]': '1' },
  { 'filter[role]': '4' },
  { 'filter[status]': 'active', 'filter[role]': '2' },
]

export function searchPaths(users: number, seed: number, amount: number): string[] {
  return Array.from({ length: amount }, (_, i) => listPath({ search: makeSearchTerm(seed + i, users) }))
}

export function getPaths(users: number, seed: number, amount: number): string[] {
  const random = numbers(seed)
  return Array.from({ length: amount }, () => recordPath(livingId(random, users)))
}

/** Of a record that is not deleted. */
export function livingId(random: () => number, users: number): number {
  for (;;) {
    const id = 1 + Math.floor(random() * users)
    if (makePerson(id, users).status !== 'deleted') return id
  }
}

/** `number` must not come twice: usernames and emails are unique. */
export function newPerson(number: number, users: number) {
  const { name, username, role } = makePerson(number, users)
  const unique = `${username}.${number}.new`
  const partner = 1 + (number % partnersFor(users))
  return { name, username: unique, email: `${unique}@new.example`, partner, role }
}

/** A change of one field that the list shows and sorts by. */
export function changes(random: () => number, users: number) {
  return { name: makePerson(1 + Math.floor(random() * users), users).name }
}
