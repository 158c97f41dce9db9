import type { EntityPlan, FieldPlan } from '../../plan/plan.ts'
import type { Operator } from '../../words/condition.ts'
import type { JsonSchema } from '../../words/json-schema.ts'
import { readableFields, ref, type Described } from './described.ts'
import { exampleOf } from './examples.ts'
import { isPlain } from '../../field-types/field-type.ts'
import { inLanguage } from '../../words/label.ts'

/** What a list of the entity can be asked: the same names that are readable in its records. */
export function listParameters(seen: Described, entity: EntityPlan, of: 'list' | 'links'): JsonSchema[] {
  const fields = readableFields(seen, entity)
  const canRestore = entity.softDelete && seen.access.rows(entity.name, 'restore') !== false
  return [
    fieldsParameter(fields),
    sortParameter(fields),
    ...['search', 'limit', 'after', 'before', 'count'].map((name) => ref('parameters', name)),
    ...(canRestore ? [ref('parameters', 'deleted')] : []),
    ...(of === 'list' ? totalsParameter(fields) : []),
    ...fields.flatMap((field) => filterParameters(seen, field)),
  ]
}

export function fieldsParameter(fields: readonly FieldPlan[]): JsonSchema {
  const names = fields.map(({ name }) => name)
  return {
    name: 'fields',
    in: 'query',
    description:
      'What to answer of each record, also of those it points to, such as `author.name`. Everything where it is not given; `*` is everything, beside more. `may` is what this account may do to the record.',
    style: 'form',
    explode: false,
    schema: { type: 'array', maxItems: 60, items: { type: 'string', pattern: '^([*]|[a-z][a-z0-9_.]*)$' } },
    example: ['display', ...names.slice(0, 2)],
  }
}

function sortParameter(fields: readonly FieldPlan[]): JsonSchema {
  const sortable = fields.filter(({ storage }) => isPlain(storage) && storage.kind !== 'none')
  return {
    name: 'sort',
    in: 'query',
    description: 'In which order; `-` in front turns it round. Paths may go through relations.',
    style: 'form',
    explode: false,
    schema: { type: 'array', maxItems: 5, items: { type: 'string', pattern: '^-?[a-z][a-z0-9_.]*$' } },
    example: [sortable[0] ? `-${sortable[0].name}` : 'id'],
  }
}

function totalsParameter(fields: readonly FieldPlan[]): JsonSchema[] {
  const names = new Set(fields.map(({ name }) => name))
  const summed = fields.filter(
    ({ cell }) => cell.kind === 'number' && names.has(cell.currencyField ?? [...names][0] ?? ''),
  )
  if (summed.length === 0) return []
  return [
    {
      name: 'totals',
      in: 'query',
      description: 'Numbers that are added up over the whole list, amounts by their currency.',
      style: 'form',
      explode: false,
      schema: {
        type: 'array',
        maxItems: 5,
        items: { type: 'string', enum: summed.map(({ name }) => name) },
      },
      example: [summed.at(-1)?.name],
    },
  ]
}

const meanings: Readonly<Record<Operator, string>> = {
  eq: 'is',
  ne: 'is not',
  in: 'is one of',
  nin: 'is none of',
  lt: 'is less than',
  lte: 'is at most',
  gt: 'is more than',
  gte: 'is at least',
  contains: 'contains',
  startsWith: 'starts with',
  empty: 'has no value',
}

function filterParameters(seen: Described, field: FieldPlan): JsonSchema[] {
  const label = inLanguage(field.label, seen.language)
  if (field.relation?.many) {
    if (seen.access.rows(field.relation.to, 'read') === false) return []
    const schema = { type: 'integer', minimum: 1 }
    const description = `${label}: some of them is this one. Other fields of theirs stand in place of \`id\`.`
    return [{ ...parameter(`filter[${field.name}][some][id]`, description, schema), example: 1 }]
  }
  return field.operators.map((operator) => {
    const description = `${label} ${meanings[operator]}`
    const schema = operandSchema(field, operator)
    return {
      ...parameter(`filter[${field.name}][${operator}]`, description, schema),
      ...filterExample(field, operator),
    }
  })
}

function parameter(name: string, description: string, schema: JsonSchema): JsonSchema {
  const isList = schema['type'] === 'array'
  return { name, in: 'query', description, schema, ...(isList && { style: 'form', explode: false }) }
}

const byStorage: Readonly<Record<FieldPlan['storage']['kind'], JsonSchema>> = {
  text: { type: 'string', maxLength: 1000 },
  integer: { type: 'integer' },
  reference: { type: 'integer' },
  none: { type: 'integer' },
  scaled: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  dateTime: { type: 'string', format: 'date-time' },
  json: { type: 'string' },
  file: { type: 'string' },
}

function operandSchema({ storage, editor }: FieldPlan, operator: Operator): JsonSchema {
  if (operator === 'empty') return { type: 'boolean' }
  const isChoice = editor.kind === 'choice'
  const one = isChoice
    ? { type: 'string', enum: editor.options.map(({ value }) => value) }
    : byStorage[storage.kind]
  return operator === 'in' || operator === 'nin' ? { type: 'array', maxItems: 200, items: one } : one
}

function filterExample(field: FieldPlan, operator: Operator): JsonSchema {
  const example = operator === 'empty' ? true : exampleOf(field)
  if (example === undefined) return {}
  return { example: operator === 'in' || operator === 'nin' ? [example] : example }
}
