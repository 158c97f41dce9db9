import type { NamedKind } from '../language/kinds.ts'
import { isUnderstoodEntity } from '../language/known-keys.ts'
import type { ProblemCode } from '../problems/catalogue.ts'
import type { Report } from '../problems/problem.ts'
import { didYouMean, isCalledNow } from '../problems/suggest.ts'
import type { MapNode, Node, Place } from '../source/document.ts'
import { isFirst, problemAt } from '../source/locate.ts'
import { entriesOf, nodeAt, textOf } from '../source/look.ts'
import type { Definition, Definitions } from './definitions.ts'
import type { Area, Page } from './area.ts'
import type { Entity, Field } from './entity.ts'
import type { Form } from './view.ts'

/** What the builders share: what is being linked, and where mistakes go. */
export interface Linker {
  readonly definitions: Definitions
  readonly languages: readonly string[]
  /** Files beside the YAML, by their paths: what `theme` may name. */
  readonly pictures: ReadonlyMap<string, string>
  readonly entities: ReadonlyMap<string, EntityDraft>
  readonly areas: Map<string, AreaDraft>
  readonly forms: Map<string, Form>
  readonly report: Report
  readonly texts: Texts
}

/** What is wrong with the languages of all texts: told once where it is one mistake. */
export interface Texts {
  readonly strangers: Set<string>
  /** Texts per language that have the first language, and those that have not. */
  complete: number
  readonly incomplete: Node[]
}

/** An entity while it is being built. Others may point to it already. */
export interface EntityDraft extends Draft<Entity> {
  readonly fields: Map<string, FieldDraft>
  /** Fields that are written but could not be read, and not to be reported as unknown. */
  readonly broken: Set<string>
  readonly node: MapNode | undefined
}

export type FieldDraft = Draft<Field>

export interface AreaDraft extends Draft<Area> {
  readonly pages: Map<string, PageDraft>
  readonly named: Place
}

export interface PageDraft extends Draft<Page> {
  readonly named: Place
  /** The names of its tabs, as they are written. */
  readonly tabNames: readonly Node[]
}

export type Draft<T> = { -readonly [Key in keyof T]: T[Key] }

export function complain(
  { report }: Linker,
  place: Place,
  code: ProblemCode,
  message: string,
  hint = '',
  first?: Place,
): undefined {
  report(problemAt(place, code, message, hint, first && isFirst(first)))
  return undefined
}

const called: Readonly<Record<NamedKind, string>> = {
  entity: 'entity',
  form: 'form',
  tab: 'tab',
  permissions: 'area',
  mail: 'mail',
  samples: 'entity',
}

/** Whether a name is written as names are; the schema has reported where not. */
export function isWellFormed(name: string): boolean {
  return /^[a-z][a-z0-9_-]*$/.test(name)
}

/** The file that a name points to. */
export function definitionNamed(
  linker: Linker,
  kind: NamedKind,
  node: Node | undefined,
): Definition | undefined {
  const name = textOf(node)
  if (node === undefined || name === undefined) return undefined
  const known = linker.definitions.of[kind]
  const found = known.get(name)
  if (found || !isWellFormed(name) || linker.definitions.misnamed.has(name)) return found
  return complain(
    linker,
    node,
    'unknown-name',
    `There is no ${called[kind]} \`${name}\`.`,
    calledNow(name, [...known.values()]) ?? didYouMean(name, known.keys()),
  )
}

/** An entity that is to be read: of the definitions, or the engine's own. */
export function shownEntityNamed(linker: Linker, node: Node | undefined): EntityDraft | undefined {
  const known = linker.entities.get(textOf(node) ?? '')
  return known?.builtIn ? known : entityNamed(linker, node)
}

export function entityNamed(linker: Linker, node: Node | undefined): EntityDraft | undefined {
  const name = textOf(node)
  if (node && name !== undefined && linker.entities.get(name)?.builtIn) {
    complain(
      linker,
      node,
      'wrong-operation',
      `\`${name}\` is written by the engine alone.`,
      'It can be granted, listed and exported: nothing can point to it, enter it or change it.',
    )
    return undefined
  }
  const definition = definitionNamed(linker, 'entity', node)
  return definition && linker.entities.get(definition.name)
}

/** Whether the file of an entity could be understood; what uses it is not to be reported otherwise. */
export function isReadable({ node }: EntityDraft): boolean {
  return isUnderstoodEntity(node)
}

/** Whether every area could be read: only then is a name that none of them uses a mistake of its own. */
export function knowsAllAreas({ definitions, areas }: Linker): boolean {
  return areas.size > 0 && areas.size === entriesOf(nodeAt(definitions.portal, 'areas')).length
}

function fieldsOf({ node }: EntityDraft): readonly { name: string; node: Node }[] {
  return entriesOf(nodeAt(node, 'fields')).map(({ name, value }) => ({ name, node: value }))
}

/** What a former name has become: whoever renames a thing is told wherever it is still called so. */
function calledNow(
  was: string,
  all: readonly { readonly name: string; readonly node: Node | undefined }[],
): string | undefined {
  const found = all.find(({ node }) => textOf(nodeAt(node, 'was')) === was)
  return found && isCalledNow(found.name)
}

/** A field of an entity, by name; `fits` are those that a hint may propose. */
export function fieldNamed(
  linker: Linker,
  entity: Entity,
  name: string,
  place: Place,
  fits: (field: Field) => boolean = () => true,
): Field | undefined {
  const found = entity.fields.get(name)
  if (found) return found
  const draft = linker.entities.get(entity.name)
  if (!draft || !isReadable(draft) || draft.broken.has(name) || !isWellFormed(name)) return undefined
  const proposed = [...entity.fields.values()].filter(fits).map((field) => field.name)
  return complain(
    linker,
    place,
    'unknown-name',
    `\`${entity.name}\` has no field \`${name}\`.`,
    calledNow(name, fieldsOf(draft)) ?? didYouMean(name, proposed),
  )
}
