import { choice } from '../field-types/choice.ts'
import { dateTime } from '../field-types/date-time.ts'
import type { FieldType, Option } from '../field-types/field-type.ts'
import { integer } from '../field-types/integer.ts'
import { ownLabel, type Label, type OwnText } from '../words/label.ts'
import type { FieldDraft } from './linker.ts'
import type { Entity } from './entity.ts'

const labels = {
  id: { en: 'Number', nl: 'Nummer', fr: 'Numéro' },
  version: { en: 'Version', nl: 'Versie', fr: 'Version' },
  created_at: { en: 'Created', nl: 'Aangemaakt', fr: 'Créé' },
  updated_at: { en: 'Changed', nl: 'Gewijzigd', fr: 'Modifié' },
  deleted_at: { en: 'Deleted', nl: 'Verwijderd', fr: 'Supprimé' },
  status: { en: 'Status', nl: 'Status', fr: 'Statut' },
  language: { en: 'Language', nl: 'Taal', fr: 'Langue' },
} satisfies Record<string, OwnText>

const statuses = [
  { value: 'invited', tone: 'warning', label: { en: 'Invited', nl: 'Uitgenodigd', fr: 'Invité' } },
  { value: 'active', tone: 'good', label: { en: 'Active', nl: 'Actief', fr: 'Actif' } },
  { value: 'deleted', tone: 'muted', label: { en: 'Deleted', nl: 'Verwijderd', fr: 'Supprimé' } },
] as const

/** What every record has without a word of YAML, and more of accounts and of records that can be restored. */
export function systemFields(
  languages: readonly string[],
  { account, softDelete }: Pick<Entity, 'account' | 'softDelete'>,
): FieldDraft[] {
  const field = <Options>(
    name: keyof typeof labels,
    type: FieldType<Options>,
    options: Options,
  ): FieldDraft => systemField(name, ownLabel(languages, labels[name]), type, options)
  return [
    field('id', integer, { min: 1 }),
    field('version', integer, { min: 1 }),
    field('created_at', dateTime, {}),
    field('updated_at', dateTime, {}),
    ...(softDelete ? [{ ...field('deleted_at', dateTime, {}), required: false }] : []),
    ...(account ? [field('status', choice, { options: statusOptions(languages), show: 'select' })] : []),
    ...(account
      ? [
          {
            ...field('language', choice, { options: languageOptions(languages), show: 'select' }),
            required: false,
            readOnly: false,
          },
        ]
      : []),
  ]
}

/** A field that the engine writes. */
export function systemField<Options>(
  name: string,
  label: Label,
  type: FieldType<Options>,
  options: Options,
): FieldDraft {
  return {
    name,
    label,
    hint: undefined,
    type: type.name,
    storage: type.storage(options),
    value: type.value(options),
    operators: type.operators,
    editor: type.editor(options),
    cell: type.cell(options),
    required: true,
    unique: false,
    readOnly: true,
    system: true,
    default: name === 'status' ? 'invited' : undefined,
    follows: undefined,
    visibleIf: undefined,
    requiredIf: undefined,
    readOnlyIf: undefined,
    relation: undefined,
    was: undefined,
    backfill: undefined,
    otherwise: undefined,
  }
}

function statusOptions(languages: readonly string[]): Option<Label>[] {
  return statuses.map(({ value, tone, label }) => ({ value, tone, label: ownLabel(languages, label) }))
}

/** Each language by its own name, whoever reads it. */
function languageOptions(languages: readonly string[]): Option<Label>[] {
  return languages.map((language) => {
    const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
    const called = name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
    return {
      value: language,
      label: { byLanguage: Object.fromEntries(languages.map((other) => [other, called])) },
    }
  })
}
