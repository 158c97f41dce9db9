import type { Node } from '../source/document.ts'
import { entriesOf, itemsOf, nodeAt, textOf, textOrAt } from '../source/look.ts'
import type { NamedKind } from '../language/kinds.ts'
import type { FormerNames } from '../words/answer.ts'
import { complain, type EntityDraft, type Linker } from './linker.ts'

interface Named {
  readonly name: string
  readonly was: Node | undefined
}

/** Every `was`: that each former name was one thing's, and is not another's now. Two things may have exchanged theirs. */
export function checkRenames(linker: Linker): void {
  for (const kind of ['entity', 'form', 'tab'] as const) checkAmong(linker, kind, filesOf(linker, kind))
  for (const entity of linker.entities.values()) {
    checkFields(linker, entity)
    for (const { value: field } of entriesOf(nodeAt(entity.node, 'fields'))) {
      checkAmong(linker, 'option', namedBy(nodeAt(field, 'options')))
    }
  }
  for (const { value: area } of entriesOf(nodeAt(linker.definitions.portal, 'areas'))) {
    checkAmong(linker, 'page', namedBy(nodeAt(area, 'pages')))
    checkAmong(linker, 'level', levelsOf(nodeAt(area, 'levels')))
  }
}

export function formerNames(linker: Linker, kind: 'form' | 'tab'): FormerNames {
  return Object.fromEntries(
    filesOf(linker, kind).flatMap(({ name, was }) => {
      const old = textOf(was)
      return old === undefined ? [] : [[name, old]]
    }),
  )
}

function filesOf({ definitions }: Linker, kind: NamedKind): readonly Named[] {
  return [...definitions.of[kind].values()].map(({ name, node }) => ({ name, was: nodeAt(node, 'was') }))
}

function namedBy(map: Node | undefined): readonly Named[] {
  return entriesOf(map).map(({ name, value }) => ({ name, was: nodeAt(value, 'was') }))
}

function levelsOf(list: Node | undefined): readonly Named[] {
  return itemsOf(list).flatMap((item) => {
    const written = textOrAt(item, 'level')
    return written ? [{ name: written.text, was: nodeAt(written.map, 'was') }] : []
  })
}

function checkFields(linker: Linker, entity: EntityDraft): void {
  const fields = namedBy(nodeAt(entity.node, 'fields'))
  checkAmong(linker, 'field', fields)
  for (const { name, was } of fields) {
    const old = textOf(was)
    if (!was || old === undefined || !entity.fields.get(old)?.system) continue
    const hint = `Delete this key. \`backfill: { copy: ${old} }\` gives \`${name}\` its values.`
    complain(linker, was, 'wrong-was', `\`${old}\` is the engine's own field, and stays.`, hint)
  }
}

const kinds = {
  entity: 'an entity',
  form: 'a form',
  tab: 'a tab',
  field: 'a field',
  option: 'an option',
  page: 'a page',
  level: 'a level',
} as const

function checkAmong(linker: Linker, kind: keyof typeof kinds, all: readonly Named[]): void {
  const claimed = new Map<string, Named>()
  for (const { name, was } of all) {
    const old = textOf(was)
    if (!was || old === undefined) continue
    const other = claimed.get(old)
    const holder = all.find((one) => one.name === old)
    claimed.set(old, { name, was })
    if (old === name) {
      const hint = 'Write what it was called before, or delete this key.'
      complain(linker, was, 'wrong-was', `This ${kind} is called \`${name}\` now.`, hint)
    } else if (other !== undefined) {
      const hint = 'Only one of the two can have been that: delete the `was` of the other.'
      complain(
        linker,
        was,
        'wrong-was',
        `\`${other.name}\` says that it was \`${old}\` too.`,
        hint,
        other.was,
      )
    } else if (holder && !holder.was) {
      const hint = `Delete this key, or say with \`was\` what \`${old}\` was called before.`
      complain(linker, was, 'wrong-was', `There is ${kinds[kind]} \`${old}\` still.`, hint)
    }
  }
}
