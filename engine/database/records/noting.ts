import { fieldOf } from '../../access/frame.ts'
import type { ChangeOperation, RecordImage } from '../changes.ts'
import type { Transaction } from '../database.ts'
import type { Records } from '../records.ts'
import { imageOf, imageOfLink } from './image.ts'
import type { Context } from './shapes.ts'

/** Has each write of a record told, once it is committed. */
export function noting(context: Context, records: Records): Records {
  const { changes } = context.db

  function note(
    transaction: Transaction,
    entity: string,
    id: number,
    operation: ChangeOperation,
    before: RecordImage | null,
  ): void {
    transaction.afterCommit(() => changes.note([{ entity, id, operation, before }]))
  }

  /** Where the other record shows this one in a field of its own, it has changed as well. */
  function noteOtherEnd(
    transaction: Transaction,
    entity: string,
    id: number,
    field: string,
    other: number,
    operation: 'link' | 'unlink',
  ): void {
    const relation = fieldOf(context.plan, entity, field).relation
    const to = relation && context.plan.entities[relation.to]
    if (!relation || !to) return
    const back = Object.values(to.fields).find(
      (one) =>
        one.relation?.to === entity && (one.relation.inverseOf === field || relation.inverseOf === one.name),
    )
    if (!back) return
    const before = operation === 'unlink' ? imageOfLink(context, to.name, back.name, id) : null
    note(transaction, to.name, other, operation, before)
  }

  return {
    ...records,
    async insert(transaction, reader, entity, values) {
      const id = await records.insert(transaction, reader, entity, values)
      note(transaction, entity, id, 'create', null)
      return id
    },
    async update(transaction, reader, entity, id, values, version) {
      const before = await imageOf(context, transaction, entity, id, Object.keys(values))
      const outcome = await records.update(transaction, reader, entity, id, values, version)
      if (outcome === 'updated') note(transaction, entity, id, 'update', before)
      return outcome
    },
    async remove(transaction, reader, entity, id, version) {
      const before = await imageOf(context, transaction, entity, id, null)
      const outcome = await records.remove(transaction, reader, entity, id, version)
      if (outcome === 'removed') note(transaction, entity, id, 'delete', before)
      return outcome
    },
    async restore(transaction, reader, entity, id) {
      const outcome = await records.restore(transaction, reader, entity, id)
      if (outcome === 'restored') note(transaction, entity, id, 'restore', null)
      return outcome
    },
    async link(transaction, reader, entity, id, field, other) {
      const outcome = await records.link(transaction, reader, entity, id, field, other)
      if (outcome === 'linked') {
        note(transaction, entity, id, 'link', null)
        noteOtherEnd(transaction, entity, id, field, other, 'link')
      }
      return outcome
    },
    async unlink(transaction, reader, entity, id, field, other) {
      const outcome = await records.unlink(transaction, reader, entity, id, field, other)
      if (outcome === 'unlinked') {
        note(transaction, entity, id, 'unlink', imageOfLink(context, entity, field, other))
        noteOtherEnd(transaction, entity, id, field, other, 'unlink')
      }
      return outcome
    },
  }
}
