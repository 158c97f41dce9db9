import { choice } from '../../field-types/choice.ts'
import { dateTime } from '../../field-types/date-time.ts'
import { email } from '../../field-types/email.ts'
import type { FieldType } from '../../field-types/field-type.ts'
import { integer } from '../../field-types/integer.ts'
import { equalityOperators } from '../../field-types/operators.ts'
import { text } from '../../field-types/text.ts'
import type { OwnText } from '../../words/label.ts'
import type { FieldDraft } from '../linker.ts'
import { systemField } from '../system-fields.ts'
import type { BuiltIn } from './definition.ts'

const statuses = {
  waiting: { tone: 'warning', label: { en: 'Waiting', nl: 'Wacht', fr: 'En attente' } },
  sent: { tone: 'good', label: { en: 'Sent', nl: 'Verstuurd', fr: 'Envoyé' } },
  failed: { tone: 'bad', label: { en: 'Failed', nl: 'Mislukt', fr: 'Échoué' } },
} as const

/** What people can do something about; the code that the mail server gave is in the log. */
const reasons: Readonly<Record<string, OwnText>> = {
  address: {
    en: 'There is no such address',
    nl: 'Dat adres bestaat niet',
    fr: 'Cette adresse n’existe pas',
  },
  refused: {
    en: 'The mail server refused it',
    nl: 'De mailserver weigerde ze',
    fr: 'Le serveur de messagerie l’a refusé',
  },
  later: {
    en: 'The mail server asked to try later',
    nl: 'De mailserver vroeg om later te proberen',
    fr: 'Le serveur demande de réessayer plus tard',
  },
  unreachable: {
    en: 'The mail server cannot be reached',
    nl: 'De mailserver is niet bereikbaar',
    fr: 'Le serveur de messagerie est injoignable',
  },
  'sign-in': {
    en: 'The mail server does not let the portal in',
    nl: 'De mailserver laat het portaal niet binnen',
    fr: 'Le serveur de messagerie n’accepte pas le portail',
  },
  other: { en: 'Something else', nl: 'Iets anders', fr: 'Autre raison' },
}

/** The mails of the portal: those on their way, and those of the last thirty days. What they said is not among it. */
export const outboxMails: BuiltIn = {
  name: 'outbox_mails',
  label: {
    one: { en: 'Mail', nl: 'Mail', fr: 'E-mail' },
    many: { en: 'Outgoing mails', nl: 'Uitgaande mails', fr: 'E-mails sortants' },
  },
  display: [{ path: ['subject'] }, { text: ' → ' }, { path: ['address'] }],
  operations: ['send-again'],
  fields(say) {
    const field = <Options>(
      name: string,
      label: OwnText,
      type: FieldType<Options>,
      options: Options,
    ): FieldDraft => told(systemField(name, say(label), type, options))
    const word = (name: string, label: OwnText): FieldDraft => ({
      ...field(name, label, text, {}),
      storage: { kind: 'text', folded: false },
      operators: equalityOperators,
    })
    const given = Object.entries(statuses).map(([value, { tone, label }]) => ({
      value,
      tone,
      label: say(label),
    }))
    const why = Object.entries(reasons).map(([value, label]) => ({ value, label: say(label) }))
    return [
      field('address', { en: 'To', nl: 'Aan', fr: 'À' }, email, {}),
      word('subject', { en: 'Subject', nl: 'Onderwerp', fr: 'Objet' }),
      word('mail', { en: 'Kind of mail', nl: 'Soort mail', fr: 'Type d’e-mail' }),
      field('status', { en: 'Status', nl: 'Status', fr: 'Statut' }, choice, {
        options: given,
        show: 'select',
      }),
      field('reason', { en: 'Reason', nl: 'Reden', fr: 'Motif' }, choice, { options: why, show: 'select' }),
      field('attempts', { en: 'Attempts', nl: 'Pogingen', fr: 'Tentatives' }, integer, {}),
      field('queued_at', { en: 'Made', nl: 'Gemaakt', fr: 'Créé' }, dateTime, {}),
      field(
        'next_at',
        { en: 'Next attempt', nl: 'Volgende poging', fr: 'Prochaine tentative' },
        dateTime,
        {},
      ),
      field('sent_at', { en: 'Sent', nl: 'Verstuurd', fr: 'Envoyé' }, dateTime, {}),
    ]
  },
}

function told(field: FieldDraft): FieldDraft {
  return { ...field, required: false, system: false, default: undefined }
}
