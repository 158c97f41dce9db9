import { literal, type StaticValue } from 'lit/static-html.js'
import type { EditorKind } from '../../engine/field-types/field-type.ts'

interface EditorModule {
  readonly tag: StaticValue
  /** The module that defines the element. */
  readonly load: () => Promise<unknown>
}

/** What enters each kind of value. A kind missing here does not compile. */
export const editors = {
  text: { tag: literal`editor-text`, load: () => import('./text.ts') },
  longText: { tag: literal`editor-long-text`, load: () => import('./long-text.ts') },
  number: { tag: literal`editor-number`, load: () => import('./number.ts') },
  boolean: { tag: literal`editor-boolean`, load: () => import('./boolean.ts') },
  date: { tag: literal`editor-date`, load: () => import('./date.ts') },
  dateTime: { tag: literal`editor-date-time`, load: () => import('./date-time.ts') },
  choice: { tag: literal`editor-choice`, load: () => import('./choice.ts') },
  relation: { tag: literal`editor-relation`, load: () => import('./relation.ts') },
  relations: { tag: literal`editor-relations`, load: () => import('./relations.ts') },
  none: { tag: literal`editor-none`, load: () => import('./none.ts') },
} satisfies Record<EditorKind, EditorModule>

/** Resolves when editors of these kinds can be shown without a jump. */
export async function loadEditors(kinds: Iterable<EditorKind>): Promise<void> {
  await Promise.all([...new Set(kinds)].map((kind) => editors[kind].load()))
}
