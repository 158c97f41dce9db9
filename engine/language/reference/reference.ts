import { commonKeys } from '../../field-types/common-keys.ts'
import type { FieldType } from '../../field-types/field-type.ts'
import { fieldTypes } from '../../field-types/registry.ts'
import { viewTypes } from '../../views/registry.ts'
import type { ViewType } from '../../views/view-type.ts'
import type { JsonSchema } from '../../words/json-schema.ts'
import { schemas, wordsSchema } from '../schemas.ts'
import { actionTexts, fieldExamples, viewExamples } from './examples.ts'
import { codeBlock, keyTable, table } from './tables.ts'

/** An entity that the engine writes. The model knows them, which is to the right of here. */
export interface EngineEntity {
  readonly name: string
  readonly label: string
  readonly operations: readonly string[]
  readonly fields: readonly { readonly name: string; readonly type: string; readonly label: string }[]
}

/** Everything that definitions can say, as a page to read: `schemas/README.md`. */
export function reference(ofEngine: readonly EngineEntity[]): string {
  return `${[
    '# What definitions can say',
    'Written by the engine from the schemas in this folder, which editors and `lintel check` go by; a test holds them together, and runs the examples. `lintel schema` writes the same schemas with the names of your own project, for completion in an editor. [problems.md](problems.md) explains what `lintel check` finds.',
    '## Files',
    ...Object.values(schemas).flatMap(file),
    '## Fields',
    'Whatever its type, a field can say:',
    keyTable(commonKeys),
    ...Object.values(fieldTypes).flatMap(fieldType),
    '## Views',
    ...Object.values(viewTypes).flatMap(viewType),
    '## Entities of the engine',
    'They stand in no file, and nobody writes them. Tabs list them and permissions grant them as any entity.',
    ...ofEngine.flatMap(engineEntity),
    '## Conditions',
    ...conditions(),
    '## Actions',
    'What the buttons of a list or overview do. A button is there for those whose level may do it to some record; permissions name the same operations, and `read`.',
    table(
      ['action', 'what it does'],
      Object.entries(actionTexts).map(([name, text]) => [`\`${name}\``, text]),
    ),
  ].join('\n\n')}\n`
}

function file(schema: JsonSchema): readonly string[] {
  const { title, description, properties, definitions = {}, required = [] } = schema as unknown as FileSchema
  return [
    `### ${title}`,
    description,
    keyTable(properties, required),
    ...Object.entries(definitions).flatMap(([name, part]) => {
      if (!part.properties || Object.keys(part.properties).length === 0) return []
      return [
        `#### ${name}`,
        part.description ?? '',
        keyTable(part.properties, part.required),
        ...(part.examples ? [codeBlock(part.examples[0])] : []),
      ]
    }),
  ]
}

interface FileSchema {
  readonly title: string
  readonly description: string
  readonly properties: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly definitions?: Readonly<Record<string, Part>>
}

interface Part {
  readonly description?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly examples?: readonly unknown[]
}

function fieldType({
  name,
  description,
  options,
  requiredOptions,
  operators,
  without = [],
}: FieldType): readonly string[] {
  const asks = operators.length === 0 ? 'nothing' : operators.map((op) => `\`${op}\``).join(' ')
  const lacks = without.length === 0 ? '' : ` Not: ${without.map((key) => `\`${key}\``).join(', ')}.`
  return [
    `### ${name}`,
    `${description} Conditions can ask: ${asks}.${lacks}`,
    ...(Object.keys(options).length === 0 ? [] : [keyTable(options, requiredOptions)]),
    codeBlock(fieldExamples[name as keyof typeof fieldExamples]),
  ]
}

function viewType({ kind, description, keys, required, ofSelected }: ViewType): readonly string[] {
  const { view, files: others = {} } = viewExamples[kind as keyof typeof viewExamples]
  const place = ofSelected ? ' It stands in the `detail` of a `list` or `overview`.' : ''
  const schemas = Object.fromEntries(Object.entries(keys).map(([key, { schema }]) => [key, schema]))
  return [
    `### ${kind}`,
    `${description}${place}`,
    ...(Object.keys(schemas).length === 0 ? [] : [keyTable(schemas, required)]),
    codeBlock(view),
    ...Object.entries(others).flatMap(([name, text]) => [`with \`${name}\`:`, codeBlock(text)]),
  ]
}

function engineEntity({ name, label, operations, fields }: EngineEntity): readonly string[] {
  const granted = ['read', 'export', ...operations].map((operation) => `\`${operation}\``).join(', ')
  return [
    `### ${name}`,
    `${label}. To be granted: ${granted}.`,
    table(
      ['field', 'type', 'what it says'],
      fields.map((field) => [`\`${field.name}\``, field.type, field.label]),
    ),
  ]
}

function conditions(): readonly string[] {
  const { condition, comparison } = wordsSchema.definitions
  return [
    'A condition is a map. `{ status: open }` asks for a value, `{ price: { gt: 5 } }` with an operator; a path such as `author.name` goes through relations; several keys all have to hold.',
    keyTable(condition.properties),
    'The operators. Which of them a field has is said at its type.',
    keyTable(comparison.properties),
    'A value may be `$user` (who is signed in), `$user.branch` (a field of that account, through relations too), `$record.id` (the record at hand), `$now` or `$today`. In permissions, a path may begin with `$` and the name of a `single` entity, `{ $settings.booking: open }`: a field of its one record. A text that starts with a `$` is written `$$`.',
  ]
}
