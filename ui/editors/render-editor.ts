import type { TemplateResult } from 'lit'
import type { EditorProps, ValueChanged } from './editor-element.ts'
import { give } from './given.ts'
import { editors } from './registry.ts'

/** The editor of a value; its module is loaded when it is first shown. */
export function renderEditor(props: EditorProps, onChange: (changed: ValueChanged) => void): TemplateResult {
  const { load, draw } = editors[props.editor.kind]
  void load()
  return draw(give(props, onChange))
}
