import { choice } from '../../field-types/choice.ts'
import { dateTime } from '../../field-types/date-time.ts'
import type { Option } from '../../field-types/field-type.ts'
import { integer } from '../../field-types/integer.ts'
import { equalityOperators } from '../../field-types/operators.ts'
import { text } from '../../field-types/text.ts'
import type { Label, OwnText } from '../../words/label.ts'
import type { FieldDraft } from '../linker.ts'
import { systemField } from '../system-fields.ts'
import { actors, operationsTold, outcomes, reasons, type Told } from './audit-words.ts'
import type { BuiltIn } from './definition.ts'

/** Who did what to which record: the audit trail. */
export const auditEntries: BuiltIn = {
  name: 'audit_entries',
  label: {
    one: { en: 'Entry', nl: 'Regel', fr: 'Entrée' },
    many: { en: 'Entries', nl: 'Regels', fr: 'Entrées' },
  },
  display: [{ path: ['who'] }, { text: ' · ' }, { path: ['record'] }],
  fields(say, entities) {
    const options = (told: Readonly<Record<string, Told>>): Option<Label>[] =>
      Object.entries(told).map(([value, { label, tone }]) => ({
        value,
        label: say(label),
        ...(tone && { tone }),
      }))
    const kinds = entities.map(({ name, label }) => ({ value: name, label: label.one }))
    const one = (label: OwnText, name: string, given: readonly Option<Label>[]): FieldDraft =>
      told(systemField(name, say(label), choice, { options: given, show: 'select' }))
    const named = (name: string, label: OwnText): FieldDraft => told(systemField(name, say(label), text, {}))
    const whole = (name: string, label: OwnText): FieldDraft =>
      told(systemField(name, say(label), integer, {}))
    const word = (name: string, label: OwnText): FieldDraft => ({
      ...named(name, label),
      storage: { kind: 'text', folded: false },
      operators: equalityOperators,
    })
    return [
      told(systemField('at', say({ en: 'When', nl: 'Wanneer', fr: 'Quand' }), dateTime, {})),
      named('who', { en: 'Who', nl: 'Wie', fr: 'Qui' }),
      one({ en: 'What', nl: 'Wat', fr: 'Quoi' }, 'operation', options(operationsTold)),
      one({ en: 'Outcome', nl: 'Afloop', fr: 'Résultat' }, 'outcome', options(outcomes)),
      one({ en: 'Kind of record', nl: 'Soort record', fr: 'Type d’élément' }, 'entity', kinds),
      named('record', { en: 'Record', nl: 'Record', fr: 'Élément' }),
      whole('record_id', {
        en: 'Number of the record',
        nl: 'Nummer van het record',
        fr: 'Numéro de l’élément',
      }),
      word('fields', { en: 'Fields', nl: 'Velden', fr: 'Champs' }),
      {
        ...word('changes', { en: 'Changes', nl: 'Wijzigingen', fr: 'Modifications' }),
        type: 'changes',
        storage: { kind: 'json' },
        operators: [],
        editor: { kind: 'none' },
        cell: { kind: 'changes' },
      },
      word('permission', { en: 'Permission', nl: 'Recht', fr: 'Droit' }),
      one({ en: 'Reason', nl: 'Reden', fr: 'Motif' }, 'code', options(reasons)),
      whole('times', { en: 'Times', nl: 'Aantal keren', fr: 'Nombre de fois' }),
      one({ en: 'By', nl: 'Door', fr: 'Par' }, 'actor', options(actors)),
      one({ en: 'Kind of account', nl: 'Soort account', fr: 'Type de compte' }, 'account_entity', kinds),
      whole('account_id', {
        en: 'Number of the account',
        nl: 'Nummer van het account',
        fr: 'Numéro du compte',
      }),
      named('acting_as', { en: 'Viewing as', nl: 'Meekijkend als', fr: 'En tant que' }),
      one(
        { en: 'Kind of account viewed as', nl: 'Soort account als wie', fr: 'Type du compte vu' },
        'as_entity',
        kinds,
      ),
      whole('as_id', {
        en: 'Number of the account viewed as',
        nl: 'Nummer van het account als wie',
        fr: 'Numéro du compte vu',
      }),
      word('area', { en: 'Area', nl: 'Omgeving', fr: 'Espace' }),
      whole('revision', { en: 'Revision', nl: 'Revisie', fr: 'Révision' }),
      word('request', { en: 'Request', nl: 'Verzoek', fr: 'Requête' }),
      word('address', { en: 'Address', nl: 'Adres', fr: 'Adresse' }),
    ]
  },
}

/** Of the definitions rather than of the system: it can be granted, shown and filtered as any. */
function told(field: FieldDraft): FieldDraft {
  return { ...field, required: false, system: false, default: undefined }
}
