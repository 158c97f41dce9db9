import { expect, test } from 'vitest'
import { places, smallPortal, understand } from '../support/definitions.ts'

const requests = `entity: requests
label: { one: Request, many: Requests }
fields:
  name: { type: text, required: true }
  email: { type: email, required: true }
  book: { type: relation, to: books }
`
const form = 'form: request\ntitle: Ask for a card\nentity: requests\nfields: [name, email]\n'
const mail = (name: string): string =>
  `mail: ${name}\nsubject: About your card\ntext: "[Go on]({link}), {name}"\n`

const withRequests = (written: string, changes: Readonly<Record<string, string>> = {}) => {
  const portal = smallPortal().get('portal.yaml') ?? ''
  return smallPortal({
    'portal.yaml': portal.replace('    path: /\n', `    path: /\n    accountRequests: ${written}\n`),
    'entities/requests.yaml': requests,
    'forms/request.yaml': form,
    'mails/confirm-request.yaml': mail('confirm-request'),
    'mails/known-address.yaml': mail('known-address'),
    ...changes,
  })
}
const told = (...given: Parameters<typeof withRequests>): readonly string[] => {
  const files = withRequests(...given)
  return places(files, understand(files).problems)
}

test('an area names its requests: the entity, or entity and form', () => {
  expect(told('requests')).toEqual([])
  expect(told('{ entity: requests, form: request }')).toEqual([])
  const { model } = understand(withRequests('requests'))
  const asked = [...model.areas.values()][0]?.accountRequests
  expect([asked?.entity.name, asked?.form.name]).toEqual(['requests', 'request'])
})

test.each([
  ['an entity that is not there', 'request', {}, 'unknown-name portal.yaml:8:22 request'],
  ['accounts themselves', 'librarians', {}, 'wrong-account portal.yaml:8:22 librarians'],
  [
    'one of several forms',
    'requests',
    { 'forms/other.yaml': form.replace('form: request', 'form: other') },
    'missing-key portal.yaml:8:22 requests',
  ],
  ['a form of something else', '{ entity: requests, form: loan }', {}, 'wrong-field portal.yaml:8:48 loan'],
  [
    'a choice among records',
    'requests',
    { 'forms/request.yaml': form.replace('[name, email]', '[name, email, book]') },
    'wrong-field forms/request.yaml:4:23 book',
  ],
  [
    'no address',
    'requests',
    { 'forms/request.yaml': form.replace('[name, email]', '[name]') },
    'wrong-field portal.yaml:8:22 requests',
  ],
  [
    'a request that could never be made',
    'requests',
    { 'forms/request.yaml': form.replace('[name, email]', '[email]') },
    'wrong-field entities/requests.yaml:4:3 name',
  ],
  [
    'a link in a mail of no use for one',
    'requests',
    {
      'entities/requests.yaml': `${requests}after: { create: [{ send: thanks }] }\n`,
      'mails/thanks.yaml': mail('thanks'),
    },
    'wrong-field mails/thanks.yaml:3:16 {link}',
  ],
] as const)('and is told of %s', (_, written, changes, problem) => {
  expect(told(written, changes)).toContain(problem)
})

test('and is told which mail is missing', () => {
  const files = new Map(withRequests('requests'))
  files.delete('mails/known-address.yaml')
  expect(places(files, understand(files).problems)).toEqual(['missing-file portal.yaml:8:5 accountRequests'])
})
