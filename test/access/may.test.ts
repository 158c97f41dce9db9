import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EntityPlan, Operation } from '../../engine/plan/plan.ts'
import type { May, WireRecord } from '../../engine/server/wire.ts'
import { onBothDatabases } from '../support/databases.ts'
import { openCast, origin, type Cast, type Person } from './oracle/cast.ts'
import { isGone, rightsOf, type Facts } from './oracle/facts.ts'
import { people, stages } from './oracle/stages.ts'
import { factsOf } from './oracle/store.ts'

const ofRecords = ['delete', 'restore', 'reset-password', 'reset-second-factor', 'view-as'] as const

type Told = readonly (WireRecord & { readonly may: May })[]

/** What `may` says is what the grants say, read by other code, and what whoever tries is told. */
onBothDatabases('what an account may do to a record', (databases) => {
  describe.each(stages)('of the portal $name', (stage) => {
    let cast: Cast
    let facts: Facts
    const differ = new Set<string>()
    beforeAll(async () => {
      cast = await openCast(stage, await databases.address())
      facts = await factsOf(cast)
    })
    afterAll(() => cast.portal.close())

    async function send(person: Person, method: 'GET' | 'DELETE' | 'PATCH', path: string, body?: unknown) {
      const { statusCode, body: text } = await cast.portal.app.inject({
        method,
        url: `${person.area.api}/${path}`,
        headers: {
          origin,
          // Of no version: whoever may is told that it is stale, and nothing is written.
          'if-match': '"0"',
          ...(person.cookie !== null && { cookie: person.cookie }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { payload: JSON.stringify(body) }),
      })
      return { status: statusCode, body: text === '' ? null : (JSON.parse(text) as unknown) }
    }

    async function told(person: Person, entity: EntityPlan): Promise<Told> {
      if (rightsOf(cast.portal.plan, person, facts).grants(entity.name, 'read').length === 0) return []
      if (entity.single) {
        const { body } = await send(person, 'GET', `${entity.name}?fields=may`)
        return [body] as Told
      }
      const restores = rightsOf(cast.portal.plan, person, facts).grants(entity.name, 'restore').length > 0
      const deleted = restores ? '&deleted=include' : ''
      const { status, body } = await send(person, 'GET', `${entity.name}?fields=may&limit=200${deleted}`)
      return status === 200 ? (body as { data: Told }).data : []
    }

    function expected(person: Person, entity: EntityPlan, id: number): Record<string, unknown> {
      const rights = rightsOf(cast.portal.plan, person, facts)
      const gone = isGone(facts.get(entity.name)?.get(id) ?? {})
      const may: Record<string, unknown> = {}
      const isOpen = (name: string): boolean => {
        const field = entity.fields[name]
        return field !== undefined && !field.readOnly && !field.relation?.inverseOf
      }
      const named = (operation: Operation, field: string): boolean =>
        rights
          .grants(entity.name, operation)
          .some(({ fields, set }) => fields.includes(field) && !(set && field in set))
      if (entity.fieldOrder.some((field) => isOpen(field) && named('update', field)))
        may['update'] = entity.fieldOrder
          .filter((field) => isOpen(field) && !gone && rights.allows(entity.name, id, 'update', field))
          .sort()
      for (const operation of ofRecords) {
        if (rights.grants(entity.name, operation).length === 0) continue
        may[operation] = rights.allows(entity.name, id, operation) && gone === (operation === 'restore')
      }
      return may
    }

    test.each(people.map(({ name }) => name).filter((name) => name !== 'nobody' && name !== 'deleted'))(
      '%s is told for each record what the grants say, and what a try tells',
      async (who) => {
        const person = cast.people.get(who)
        if (!person) throw new Error(`no ${who}`)
        for (const entity of Object.values(cast.portal.plan.entities)) {
          if (entity.builtIn) continue
          for (const { id, may } of await told(person, entity)) {
            // Whether a conversation may be answered is of its messages, and shown elsewhere.
            const said = Object.fromEntries(Object.entries(may).filter(([name]) => name !== 'answer'))
            const sorted = { ...said, ...(may.update && { update: [...may.update].sort() }) }
            expect(sorted, `${who} ${entity.name}/${id}`).toEqual(expected(person, entity, id))
            differ.add(JSON.stringify([who, entity.name, sorted]))
            if (isGone(facts.get(entity.name)?.get(id) ?? {}) || entity.single) continue
            // One's own account nobody deletes: of that another rule speaks first.
            const isOwn = entity.name === person.area.accounts && id === person.id
            if ('delete' in may && !isOwn) {
              const { status } = await send(person, 'DELETE', `${entity.name}/${id}`)
              expect(status === 403, `${who} deletes ${entity.name}/${id}: ${status}`).toBe(!may['delete'])
            }
            const text = entity.fieldOrder.find((name) => {
              const { storage, editor, unique, system, cell } = entity.fields[name] ?? {}
              return (
                storage?.kind === 'text' &&
                editor?.kind === 'text' &&
                !unique &&
                !system &&
                cell?.kind === 'text'
              )
            })
            const updates = rightsOf(cast.portal.plan, person, facts).grants(entity.name, 'update')
            if (text === undefined || !updates.some(({ fields }) => fields.includes(text))) continue
            const { status } = await send(person, 'PATCH', `${entity.name}/${id}`, { [text]: 'x' })
            expect(status === 403, `${who} changes ${text} of ${entity.name}/${id}: ${status}`).toBe(
              !may.update?.includes(text),
            )
          }
        }
      },
    )

    test('and it is not the same of all records of a kind', () => {
      const kinds = [...differ].map((one) => (JSON.parse(one) as string[]).slice(0, 2).join())
      expect(kinds.length > new Set(kinds).size).toBe(true)
    })
  })
})
