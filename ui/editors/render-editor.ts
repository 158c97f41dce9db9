import type { TemplateResult } from 'lit'
import { html } from 'lit/static-html.js'
import type { EditorProps, ValueChanged } from './editor-element.ts'
import { editors } from './registry.ts'

/** The editor of a value; its module is loaded when it is first shown. */
export function renderEditor(props: EditorProps, onChange: (changed: ValueChanged) => void): TemplateResult {
  const { tag, load } = editors[props.editor.kind]
  void load()
  return html`<${tag}
    .editor=${props.editor}
    .value=${props.value}
    .label=${props.label}
    .name=${props.name}
    .hint=${props.hint}
    .required=${props.required}
    .clearable=${props.clearable ?? !props.required}
    .disabled=${props.disabled}
    .message=${props.message}
    .choices=${props.choices}
    @value-changed=${(event: CustomEvent<ValueChanged>) => onChange(event.detail)}
  ></${tag}>`
}
