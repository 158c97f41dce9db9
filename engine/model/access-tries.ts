import { didYouMean } from '../problems/suggest.ts'
import type { Node } from '../source/document.ts'
import { entriesOf, nodeAt, textOf } from '../source/look.ts'
import { parseQuestion, type RecordQuestion } from '../words/question.ts'
import type { Expectation } from './access-test.ts'
import { knownField, knownRecord, placeOf, type TestReader } from './access-test-names.ts'
import type { Entity } from './entity.ts'
import { readSampleValue } from './sample-values.ts'
import type { SampleValue } from './sample.ts'

/** `read books/emma`, or `{ do: create loans, with: { book: emma } }`. */
export function readTry(reader: TestReader, item: Node, expects: 'can' | 'cannot'): readonly Expectation[] {
  const at = item.kind === 'map' ? nodeAt(item, 'do') : item
  const text = textOf(at)
  if (!at || text === undefined) return []
  const question = parseQuestion(text)
  if (!question) {
    const hint = 'Such as `open shelf`, `read books`, `read books/emma price`, `update books/emma title`.'
    reader.complain(at, 'wrong-form', 'This is nothing that can be tried.', hint)
    return []
  }
  const place = placeOf(item)
  if (question.do === 'open') {
    const { pages } = reader.area
    if (pages.has(question.page)) return [{ ...place, expects, question, given: null }]
    const hint = didYouMean(question.page, pages.keys())
    reader.complain(at, 'unknown-name', `The area has no page \`${question.page}\`.`, hint)
    return []
  }
  const entity = reader.model.entities.get(question.entity)
  if (!entity) {
    const hint = didYouMean(question.entity, reader.model.entities.keys())
    reader.complain(at, 'unknown-name', `There is no entity \`${question.entity}\`.`, hint)
    return []
  }
  const given = readGiven(reader, entity, item)
  const wrong = whatIsWrong(entity, question, given !== null)
  if (wrong) reader.complain(at, 'wrong-form', wrong[0], wrong[1])
  const { record, field } = question
  const isKnown =
    (record === null || knownRecord(reader, entity, record, at)) &&
    (field === null || knownField(reader, entity, field, at))
  return isKnown && !wrong ? [{ ...place, expects, question, given }] : []
}

type Wrong = readonly [message: string, hint: string]

function whatIsWrong(
  { single, name }: Entity,
  { do: operation, record, field }: RecordQuestion,
  isGiven: boolean,
): Wrong | null {
  if (single && record !== null) return [`There is one record of \`${name}\`, always.`, 'Leave its key out.']
  if (isGiven && operation !== 'create' && operation !== 'update')
    return [`\`${operation}\` gives no values.`, 'Leave `with` out.']
  if (operation === 'read' || operation === 'export') return null
  if (operation === 'create') {
    return record === null && field === null
      ? null
      : ['What is created has no key yet.', `Write \`{ do: create ${name}, with: { … } }\`.`]
  }
  if (record === null && !single && operation === 'update')
    return ['Of which record?', `Write its key: \`update ${name}/KEY FIELD\`.`]
  if (operation === 'update' && field === null && !isGiven)
    return ['Which field is updated?', `Write it: \`update ${name}/KEY FIELD\`, or \`with\` and the values.`]
  if (operation !== 'update' && field !== null)
    return [`\`${operation}\` is about no field.`, 'Leave it out.']
  return null
}

function readGiven(
  reader: TestReader,
  entity: Entity,
  item: Node,
): Readonly<Record<string, SampleValue>> | null {
  const node = nodeAt(item, 'with')
  if (!node) return null
  const given: Record<string, SampleValue> = {}
  for (const { name, key, value } of entriesOf(node)) {
    const field = entity.fields.get(name)
    if (!field || !knownField(reader, entity, name, key)) {
      knownField(reader, entity, name, key)
      continue
    }
    const read = readSampleValue(reader.samples, field, value)
    if (read) given[name] = read
  }
  return given
}
