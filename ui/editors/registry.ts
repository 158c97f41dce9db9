import { html, type TemplateResult } from 'lit'
import type { EditorKind } from '../../engine/field-types/field-type.ts'
import type { Given } from './given.ts'

interface EditorModule {
  /** The module that defines the element. */
  readonly load: () => Promise<unknown>
  readonly draw: (given: Given) => TemplateResult
}

/** What enters each kind of value. A kind missing here does not compile. */
export const editors = {
  text: {
    load: () => import('./text.ts'),
    draw: (given) => html`<editor-text ${given}></editor-text>`,
  },
  longText: {
    load: () => import('./long-text.ts'),
    draw: (given) => html`<editor-long-text ${given}></editor-long-text>`,
  },
  number: {
    load: () => import('./number.ts'),
    draw: (given) => html`<editor-number ${given}></editor-number>`,
  },
  boolean: {
    load: () => import('./boolean.ts'),
    draw: (given) => html`<editor-boolean ${given}></editor-boolean>`,
  },
  date: {
    load: () => import('./date.ts'),
    draw: (given) => html`<editor-date ${given}></editor-date>`,
  },
  dateTime: {
    load: () => import('./date-time.ts'),
    draw: (given) => html`<editor-date-time ${given}></editor-date-time>`,
  },
  choice: {
    load: () => import('./choice.ts'),
    draw: (given) => html`<editor-choice ${given}></editor-choice>`,
  },
  file: {
    load: () => import('./file.ts'),
    draw: (given) => html`<editor-file ${given}></editor-file>`,
  },
  relation: {
    load: () => import('./relation.ts'),
    draw: (given) => html`<editor-relation ${given}></editor-relation>`,
  },
  relations: {
    load: () => import('./relations.ts'),
    draw: (given) => html`<editor-relations ${given}></editor-relations>`,
  },
  none: {
    load: () => import('./none.ts'),
    draw: (given) => html`<editor-none ${given}></editor-none>`,
  },
} satisfies Record<EditorKind, EditorModule>

/** Resolves when editors of these kinds can be shown without a jump. */
export async function loadEditors(kinds: Iterable<EditorKind>): Promise<void> {
  await Promise.all([...new Set(kinds)].map((kind) => editors[kind].load()))
}
