import { defineFieldType } from './field-type.ts'

interface LevelsOptions {
  readonly pages: readonly string[]
  readonly levels: readonly string[]
}

export const levels = defineFieldType<LevelsOptions>({
  name: 'levels',
  description: 'A level for each page of the area whose roles these are.',
  options: {},
  requiredOptions: [],
  without: [
    'required',
    'unique',
    'default',
    'follows',
    'visibleIf',
    'requiredIf',
    'readOnlyIf',
    'backfill',
    'otherwise',
  ],
  holdsLevels: true,
  storage: () => ({ kind: 'json' }),
  value: ({ pages, levels }) => ({
    type: 'object',
    properties: Object.fromEntries(
      pages.map((page) => [page, { type: 'string', enum: ['none', ...levels] }]),
    ),
    additionalProperties: false,
  }),
  operators: [],
  editor: () => ({ kind: 'none' }),
  cell: () => ({ kind: 'levels' }),
})
