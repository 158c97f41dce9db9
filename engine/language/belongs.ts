import { commonKeys } from '../field-types/common-keys.ts'
import { fieldTypes } from '../field-types/registry.ts'
import type { Node } from '../source/document.ts'
import { locateValue } from '../source/locate.ts'
import { nodeAt, textAt } from '../source/look.ts'
import { viewTypes } from '../views/registry.ts'
import { kindOf, type FileKind } from './kinds.ts'
import { schemas } from './schemas.ts'

interface Shaped {
  readonly properties: object
  readonly definitions?: Readonly<Record<string, object>>
}

const { portal, entity, form, tab, permissions } = schemas
const shapes: Partial<Record<FileKind, Shaped>> = { portal, entity, form, tab, permissions }

/** Where a key that has no meaning where it stands would have one, of the same kind of file; undefined where nowhere. */
export function whereItBelongs(root: Node, path: readonly string[], key: string): string | undefined {
  const kind = kindOf(root.source.file)?.kind
  if (kind === 'entity') return inEntity(root, path, key) ?? inSchema(kind, path, key)
  if (kind === 'tab') return inTab(root, path, key) ?? inSchema(kind, path, key)
  if (kind === 'form' && path.length > 0 && isFieldKey(key))
    return `What \`${key}\` says is said once, at the field of the entity.`
  return kind && inSchema(kind, path, key)
}

function inEntity(root: Node, path: readonly string[], key: string): string | undefined {
  if (path.length === 0) {
    if (nodeAt(nodeAt(root, key), 'type') !== undefined) return 'A field stands below `fields`.'
    return isFieldKey(key) ? `\`${key}\` is a key of a field: write it at one below \`fields\`.` : undefined
  }
  if (path.length !== 2 || path[0] !== 'fields') return undefined
  const type = textAt(locateValue(root, path), 'type')
  const types = Object.values(fieldTypes).filter(({ options }) => Object.hasOwn(options, key))
  if (type === undefined || types.length === 0 || types.length > 4) return undefined
  return `Fields of type ${named(types.map(({ name }) => name))} have it, and this one is of type \`${type}\`.`
}

function inTab(root: Node, path: readonly string[], key: string): string | undefined {
  const kinds = Object.values(viewTypes).filter(({ keys }) => Object.hasOwn(keys, key))
  if (kinds.length === 0) return undefined
  if (path.length === 0) return `\`${key}\` is a key of a view: write it at one below \`views\`.`
  const view = textAt(locateValue(root, path), 'view')
  if (view === undefined) return undefined
  return `Views of kind ${named(kinds.map(({ kind }) => kind))} have it, and this one is a \`${view}\`.`
}

function inSchema(kind: FileKind, path: readonly string[], key: string): string | undefined {
  const shape = shapes[kind]
  if (!shape) return undefined
  if (path.length > 0 && (key === 'use' || key === 'with'))
    return `\`${key}\` is a word of whole files, and of a page of permissions: no part of another can be used alone.`
  if (path.length > 0 && Object.hasOwn(shape.properties, key))
    return `\`${key}\` is a key of the file itself: write it at the margin.`
  const owners = Object.entries(shape.definitions ?? {}).flatMap(
    ([name, { properties = {} }]: [string, { properties?: object }]) =>
      Object.hasOwn(properties, key) ? [name] : [],
  )
  return owners.length === 0 ? undefined : `\`${key}\` is a key of ${owners.map(withArticle).join(' and ')}.`
}

function isFieldKey(key: string): boolean {
  return (
    Object.hasOwn(commonKeys, key) ||
    Object.values(fieldTypes).some(({ options }) => Object.hasOwn(options, key))
  )
}

function withArticle(name: string): string {
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`
}

function named(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ')
}
