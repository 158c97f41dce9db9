import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressOf, checker, operationsOf, resolve, type Loose } from '../support/openapi.ts'
import { testPortal, type Client, type Method, type TestPortal } from '../support/test-portal.ts'
import { customerOf } from './people.ts'

/** What each kind of account is called: area and role. */
const people = {
  administrator: ['staff', 'Administrator'],
  'account manager': ['staff', 'Account manager'],
  supervisor: ['staff', 'Supervisor'],
  'company administrator': ['customer', 'Company administrator'],
  auditor: ['customer', 'External auditor'],
  newcomer: ['customer', 'Newcomer'],
} as const
const kinds = Object.keys(people) as (keyof typeof people)[]

describe('the OpenAPI document', () => {
  let portal: TestPortal
  const clients = new Map<string, Client>()
  const documents = new Map<string, Loose>()
  const of = (kind: string) => {
    const [client, document] = [clients.get(kind), documents.get(kind)]
    if (!client) throw new Error(`nobody is ${kind}`)
    return { client, document }
  }

  beforeAll(async () => {
    portal = await testPortal({ samples: true })
    for (const kind of kinds) {
      const [area, role] = people[kind]
      const name = kind.replace(' ', '-')
      const client =
        area === 'staff' ? await portal.account(name, role) : await customerOf(portal, name, role)
      clients.set(kind, client)
      const path = area === 'staff' ? '/api' : '/portal/api'
      const { status, headers, body } = await client.get(`${path}/openapi.json`)
      expect({ status, type: headers['content-type'] }).toEqual({
        status: 200,
        type: 'application/json; charset=utf-8',
      })
      documents.set(kind, body)
    }
  })
  afterAll(() => portal.close())

  test.each(kinds)('is valid OpenAPI 3.1 for a(n) %s, with examples that fit', async (kind) => {
    const { document } = of(kind)
    const validator = new Validator()
    const { valid, errors } = await validator.validate(structuredClone(document))
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
    expect(validator.version).toBe('3.1')

    const check = checker(document)
    const misfits: string[] = []
    const see = (where: string, schema: Loose, example: unknown) =>
      misfits.push(...check(schema, example).map((misfit) => `${where}: ${misfit}`))
    for (const [name, schema] of Object.entries<Loose>(document.components.schemas)) {
      for (const example of schema.examples ?? []) see(name, schema, example)
    }
    let bodies = 0
    for (const { method, path, operation, parameters } of operationsOf(document)) {
      for (const { name, schema, example } of parameters) {
        if (example !== undefined) see(`${method} ${path} ${name}`, schema, example)
      }
      const schema = operation.requestBody?.content['application/json']?.schema
      for (const example of schema?.examples ?? []) see(`${method} ${path}`, schema, example)
      bodies += schema ? 1 : 0
    }
    expect(misfits).toEqual([])
    expect(bodies).toBeGreaterThan(2)
  })

  test('has every route of the server, and none else', async () => {
    const described = ['administrator', 'company administrator'].flatMap((kind) =>
      operationsOf(of(kind).document).map(({ method, path }) => `${method} ${path}`),
    )
    const { guardedRoutes } = portal.app
    const all = guardedRoutes
      .filter(({ url }) => /^\/(portal\/)?api\/|^\/(healthz|readyz|metrics)$/.test(url) && !url.endsWith('*'))
      .map(({ method, url }) => `${method} ${url.replaceAll(/:(\w+)/g, '{$1}')}`)
    expect(described.filter((line) => !all.includes(line))).toEqual([])
    // The rest is what some level might allow, and none does.
    for (const line of all.filter((one) => !described.includes(one))) {
      const [method = '', path = ''] = line.split(' ')
      const { client } = of(path.startsWith('/portal') ? 'company administrator' : 'administrator')
      const address = path.replaceAll(/\{\w+\}/g, '1')
      const { status } = await client.send(method as Method, address, undefined, { 'if-match': '*' })
      expect([403, 404], line).toContain(status)
    }
    const inWords = of('administrator').document
    for (const { method, path, operation } of operationsOf(inWords)) {
      expect(`${method} ${path}: ${operation.summary}`).not.toContain(`: ${method} /`)
    }
  })

  test('tells nothing of what its reader may not know', () => {
    const text = JSON.stringify(of('auditor').document)
    for (const hidden of ['account_requests', 'staff_', 'vat_number', 'notes', 'restore', 'password_hash']) {
      expect(text).not.toContain(hidden)
    }
    expect(text).toContain('"/portal/api/documents"')
    expect(operationsOf(of('newcomer').document).map(({ path }) => path)).not.toContain(
      '/portal/api/documents',
    )
    const { document } = of('company administrator')
    expect(Object.keys(document.paths['/portal/api/documents/{id}'])).not.toContain('delete')
    const change = document.paths['/portal/api/documents/{id}'].patch
    const { schema } = change.requestBody.content['application/json']
    expect(Object.keys(schema.properties)).toEqual(['reference'])
  })

  test.each(['administrator', 'supervisor', 'company administrator', 'auditor'])(
    'is what the portal answers to a(n) %s',
    async (kind) => {
      const { client, document } = of(kind)
      const check = checker(document)
      let checked = 0
      for (const known of operationsOf(document)) {
        const { method, path, operation, parameters } = known
        if (method !== 'GET' || /\/(events|docs|logo\/.*)$/.test(path)) continue
        for (const address of await addresses(client, document, known)) {
          const { status, headers, body } = await client.get(address)
          const described = resolve(document, operation.responses[String(status)])
          expect(described, `${address} ${status}`).toBeDefined()
          const type = String(headers['content-type']).split(';')[0] ?? ''
          expect(Object.keys(described.content), address).toContain(type)
          expect(check(described.content[type].schema, body), address).toEqual([])
          checked += 1
        }
        expect(parameters).toBeDefined()
      }
      expect(checked).toBeGreaterThan(10)
    },
  )

  /** The operation as it is, and with each parameter that has an example; of records, the first that there is. */
  async function addresses(client: Client, document: Loose, known: ReturnType<typeof operationsOf>[number]) {
    const { path, parameters } = known
    const [list] = path.split('/{id}')
    const isOfRecord = path.includes('{id}') && document.paths[list ?? '']?.get
    const id: unknown = isOfRecord ? (await client.get(`${list}?limit=1`)).body.data[0]?.id : undefined
    const address = addressOf(known, id === undefined ? {} : { id })
    const queries = parameters
      .filter((parameter) => parameter.in === 'query' && parameter.example !== undefined)
      // Each operator of each field is the fuzzer's matter; here a few of them.
      .filter(({ name }, at) => !name.startsWith('filter') || at % 11 === 0)
      .map(
        ({ name, example }) =>
          `${address}?${encodeURIComponent(name)}=${encodeURIComponent(String(example))}`,
      )
    return [address, ...queries]
  }
})
