import { commonKeys } from '../field-types/common-keys.ts'
import type { FieldType } from '../field-types/field-type.ts'
import type { Node } from '../source/document.ts'
import { entriesOf, nodeAt } from '../source/look.ts'
import { schemas } from './schemas.ts'

const { area, page, level } = schemas.portal.definitions
const entityKeys = new Set(Object.keys(schemas.entity.properties))
const areaKeys = new Set(Object.keys(area.properties))
const levelKeys = new Set(Object.keys(level.properties))
const pageKeys = new Set(Object.keys(page.properties))

/**
 * Whether a map says what it says with keys that the language has. One that has others may mean something else than it
 * seems to: whoever uses it is not to be reported for that.
 */
function hasOnly(node: Node | undefined, keys: ReadonlySet<string>): boolean {
  return node?.kind === 'map' && entriesOf(node).every(({ name }) => keys.has(name))
}

export function isUnderstoodEntity(node: Node | undefined): boolean {
  return (
    hasOnly(node, entityKeys) &&
    nodeAt(node, 'fields')?.kind === 'map' &&
    flags(node, ['account', 'softDelete', 'single'])
  )
}

export function isUnderstoodField(node: Node | undefined, { options }: FieldType): boolean {
  const keys = new Set(['type', ...Object.keys(commonKeys), ...Object.keys(options)])
  return hasOnly(node, keys) && flags(node, ['required', 'unique', 'many'])
}

export function isUnderstoodArea(node: Node | undefined): boolean {
  if (!hasOnly(node, areaKeys) || nodeAt(node, 'pages')?.kind !== 'map') return false
  const pages = entriesOf(nodeAt(node, 'pages'))
  const levels = nodeAt(node, 'levels')
  const items = levels?.kind === 'list' ? levels.items : []
  return (
    pages.every(({ value }) => hasOnly(value, pageKeys) && nodeAt(value, 'tabs')?.kind === 'list') &&
    (levels === undefined || levels.kind === 'list') &&
    items.every((item) => item.kind === 'scalar' || hasOnly(item, levelKeys))
  )
}

function flags(node: Node | undefined, names: readonly string[]): boolean {
  return names.every((name) => {
    const flag = nodeAt(node, name)
    return flag === undefined || (flag.kind === 'scalar' && typeof flag.value === 'boolean')
  })
}
