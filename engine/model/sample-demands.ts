import type { Node } from '../source/document.ts'
import { nodeAt } from '../source/look.ts'
import type { Entity, Field } from './entity.ts'
import { isSettable, type SampleDraft, type SampleReader } from './sample.ts'
import { givenOf, isDemanded, something, type GivenAt } from './surely-holds.ts'

/** What samples lack. Of each field that all records must have and lack, the first of them is told. */
export function demandRequired(
  reader: SampleReader,
  drafts: readonly SampleDraft[],
  nodes: ReadonlyMap<SampleDraft, Node>,
  demands: (field: Field, entity: Entity) => boolean,
): void {
  const [first] = drafts
  if (!first) return
  for (const field of first.entity.fields.values()) {
    const isGiven = field.system || field.default !== undefined || !isSettable(field)
    // The record of a single entity is there before its sample, with what is always required.
    if (isGiven || (first.entity.single && !field.requiredIf) || !demands(field, first.entity)) continue
    const lacking = drafts.filter(
      (draft) => nodeAt(nodes.get(draft), field.name) === undefined && isDemanded(field, givenBy(draft)),
    )
    const isAll = field.required && lacking.length === drafts.length
    const how = field.required ? 'required' : 'required in this record'
    for (const { place } of isAll ? lacking.slice(0, 1) : lacking) {
      const message = `\`${field.name}\` is missing, and is ${how}.`
      reader.complain(place, 'missing-key', message, `Add \`${field.name}: …\`.`)
    }
  }
}

function givenBy({ entity, values }: SampleDraft): GivenAt {
  return (path) => {
    const field = entity.fields.get(path)
    if (!field || field.system) return undefined
    const value = values.get(path)
    if (!value) return givenOf(field.default)
    return value.kind === 'value' ? givenOf(value.value) : something
  }
}
