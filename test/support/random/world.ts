import { load, type Loaded } from '../../../engine/load.ts'

/** Definitions and what records hold under them, kept by keys that no rename changes: what a change of both should lead to. */
export interface World {
  entities: Entity[]
  pages: Named[]
  levels: Named[]
  /** What roles hold: key of the page → key of the level. */
  roles: Record<number, number>[]
  /** Fields of which a value was lost on the way, as the definitions said. */
  lossy: number[]
  /** Fields that became of another kind, which may have no way back: a moment was a day, and is a text now. */
  turned: number[]
  /** Names that were exchanged last: to say so again is to say nothing. */
  swaps: string[]
  nextKey: number
}

export interface Named {
  key: number
  name: string
  was: string | null
}

export interface Entity extends Named {
  softDelete: boolean
  fields: Field[]
  /** Id → values, by the keys of fields; as the wire has them. */
  rows: Record<number, Record<number, Value>>
}

export type Value = string | number | boolean | null | readonly number[]

export const kinds = [
  'text',
  'longText',
  'integer',
  'decimal',
  'money',
  'boolean',
  'date',
  'dateTime',
  'choice',
  'one',
  'many',
] as const
export type Kind = (typeof kinds)[number]

export interface Field extends Named {
  kind: Kind
  required: boolean
  unique: boolean
  maxLength: number | null
  options: Named[]
  /** Key of the entity it points to. */
  to: number | null
  onDelete: 'restrict' | 'cascade' | 'clear'
  /** As YAML. */
  default: string | null
  backfill: string | null
  otherwise: string | null
}

export const isScalar = ({ kind }: Field): boolean => kind !== 'one' && kind !== 'many'
export const isText = ({ kind }: Field): boolean => kind === 'text' || kind === 'longText'

export function definitionsOf(world: World): Loaded {
  return load(new Map(Object.entries(filesOf(world))))
}

export function filesOf(world: World): Record<string, string> {
  const names = world.entities.map(({ name }) => name)
  const grants = `      - { on: [${['clerks', ...names].join(', ')}], allow: [read] }`
  return {
    'portal.yaml': [
      'portal: shelf',
      'title: Shelf',
      'languages: [en]',
      'areas:',
      '  desk:',
      '    title: Desk',
      '    path: /',
      '    accounts: clerks',
      '    roles: duties',
      `    levels: [${world.levels.map((level) => `{ level: ${level.name}${was(level)} }`).join(', ')}]`,
      '    pages:',
      ...world.pages.map((page) => `      ${page.name}: { title: Page, tabs: [all]${was(page)} }`),
      '',
    ].join('\n'),
    'permissions/desk.yaml': [
      'area: desk',
      'pages:',
      ...world.pages.flatMap(({ name }) => [`  ${name}:`, `    ${world.levels[0]?.name ?? ''}:`, grants]),
      '',
    ].join('\n'),
    'tabs/all.yaml': ['tab: all', 'title: All', 'views:', ...world.entities.map(viewOf), clerkView, ''].join(
      '\n',
    ),
    'entities/clerks.yaml':
      'entity: clerks\naccount: true\nfields:\n  name: { type: text, required: true }\n  username: { type: text, required: true, unique: true }\n  email: { type: email, required: true }\n  duty: { type: relation, to: duties, required: true }\n',
    'entities/duties.yaml':
      'entity: duties\nfields:\n  name: { type: text, required: true, unique: true }\n  levels: { type: levels }\n',
    ...Object.fromEntries(
      world.entities.map((entity) => [`entities/${entity.name}.yaml`, entityYaml(world, entity)]),
    ),
  }
}

const clerkView = '  - { view: list, entity: clerks, columns: [name] }'

function was({ was: old }: Named): string {
  return old === null ? '' : `, was: ${old}`
}

function viewOf({ name, fields }: Entity): string {
  const columns = fields.slice(0, 4).map((field) => field.name)
  const sort = fields.filter(isScalar).slice(0, 1)
  const search = fields.filter(isText).slice(0, 2)
  const keys = [
    `view: list, entity: ${name}, columns: [${columns.join(', ')}]`,
    ...sort.map((field) => `sort: [${field.name}]`),
    ...(search.length > 0 ? [`search: [${search.map((field) => field.name).join(', ')}]`] : []),
  ]
  return `  - { ${keys.join(', ')} }`
}

function entityYaml(world: World, entity: Entity): string {
  const lines = entity.fields.map((field) => `  ${field.name}: { ${fieldYaml(world, field)} }`)
  return [
    `entity: ${entity.name}`,
    ...(entity.was === null ? [] : [`was: ${entity.was}`]),
    ...(entity.softDelete ? ['softDelete: true'] : []),
    'fields:',
    ...lines,
    '',
  ].join('\n')
}

function fieldYaml(world: World, field: Field): string {
  const { kind } = field
  const to = world.entities.find(({ key }) => key === field.to)?.name ?? ''
  const type = kind === 'one' || kind === 'many' ? `type: relation, to: ${to}` : `type: ${kind}`
  const options = field.options.map((option) =>
    option.was === null
      ? `${option.name}: An option`
      : `${option.name}: { label: An option, was: ${option.was} }`,
  )
  return [
    type,
    ...(kind === 'many' ? ['many: true'] : []),
    ...(kind === 'money' ? ['currency: EUR'] : []),
    ...(kind === 'choice' ? [`options: { ${options.join(', ')} }`] : []),
    ...(kind === 'one' && field.onDelete !== 'restrict' ? [`onDelete: ${field.onDelete}`] : []),
    ...(field.maxLength !== null && isText(field) ? [`maxLength: ${field.maxLength}`] : []),
    ...(field.required ? ['required: true'] : []),
    ...(field.unique ? ['unique: true'] : []),
    ...(field.default === null ? [] : [`default: ${field.default}`]),
    ...(field.was === null ? [] : [`was: ${field.was}`]),
    ...(field.backfill === null ? [] : [`backfill: ${field.backfill}`]),
    ...(field.otherwise === null ? [] : [`otherwise: ${field.otherwise}`]),
  ].join(', ')
}
