import { defineFieldType, type Option } from './field-type.ts'
import { equalityOperators } from './operators.ts'
import type { Label } from '../words/label.ts'

interface ChoiceOptions {
  readonly options: readonly Option<Label>[]
  readonly show?: 'select' | 'radio'
}

const tones = ['good', 'warning', 'bad', 'muted'] as const

export const choice = defineFieldType<ChoiceOptions>({
  name: 'choice',
  description: 'One of a few values.',
  options: {
    options: {
      type: 'object',
      minProperties: 1,
      maxProperties: 200,
      propertyNames: {
        pattern: '^[^\\s,$]([^,\\n]*[^\\s,])?$',
        maxLength: 60,
        'x-hint': {
          pattern: 'The value of an option has no comma, no `$` in front and no blanks around it.',
        },
      },
      additionalProperties: { $ref: '../words.schema.json#/definitions/option' },
      description: 'What is stored → how people call it.',
      examples: [{ paper: 'On paper', audio: { en: 'To listen to', nl: 'Om te beluisteren' } }],
    },
    show: {
      type: 'string',
      enum: ['select', 'radio'],
      description: 'As a list that opens, or all at once. By default all at once up to three options.',
      examples: ['select'],
    },
  },
  requiredOptions: ['options'],
  read: ({ options, ...rest }, label) => ({
    ...rest,
    options: Object.entries(options ?? {}).map(([value, written]) => readOption(value, written, label)),
  }),
  storage: () => ({ kind: 'text', folded: false }),
  value: ({ options }) => ({ type: 'string', enum: options.map(({ value }) => value) }),
  operators: equalityOperators,
  editor: ({ options, show }) => ({
    kind: 'choice',
    options,
    show: show ?? (options.length <= 3 ? 'radio' : 'select'),
  }),
  cell: ({ options }) => ({ kind: 'choice', options }),
})

/** `{ label, tone }` or a label; a label per language is told apart by its keys, which are codes of two or three letters. */
function readOption(
  value: string,
  written: unknown,
  label: (written: unknown, fallback: string) => Label,
): Option<Label> {
  if (!isDescribed(written)) return { value, label: label(written, value) }
  const tone = tones.find((known) => known === written.tone)
  return { value, label: label(written.label, value), ...(tone && { tone }) }
}

function isDescribed(written: unknown): written is { readonly label?: unknown; readonly tone?: unknown } {
  return typeof written === 'object' && written !== null && ('label' in written || 'tone' in written)
}
