import { defineFieldType, type Option, type ReadLabel } from './field-type.ts'
import { equalityOperators } from './operators.ts'
import type { Entry, MapNode, Node } from '../source/document.ts'
import { entriesOf, nodeAt, textAt } from '../source/look.ts'
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
  read: (node, label) => {
    const show = textAt(node, 'show')
    return {
      options: entriesOf(nodeAt(node, 'options')).map((entry) => readOption(entry, label)),
      ...((show === 'select' || show === 'radio') && { show }),
    } satisfies ChoiceOptions
  },
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

const optionKeys = ['label', 'tone', 'was']

/** A label, or a map with its label; a label per language may stand in that map itself. */
function readOption({ name: value, value: node }: Entry, label: ReadLabel): Option<Label> {
  if (node.kind !== 'map' || !optionKeys.some((key) => node.entries.has(key))) {
    return { value, label: label(node, value) }
  }
  const tone = tones.find((known) => known === textAt(node, 'tone'))
  const was = textAt(node, 'was')
  return {
    value,
    label: label(nodeAt(node, 'label') ?? perLanguage(node), value),
    ...(tone && { tone }),
    ...(was !== undefined && { was }),
  }
}

function perLanguage(node: MapNode): Node | undefined {
  const entries = new Map([...node.entries].filter(([key]) => !optionKeys.includes(key)))
  return entries.size > 0 ? { ...node, entries } : undefined
}
