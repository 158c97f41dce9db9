import type { warnings } from '../catalogue.ts'
import { yaml, type Explanation } from './explanation.ts'

export const warningExplanations = {
  'unshown-entity': {
    why: 'Its records are kept and can be asked for by programs, but nobody sees them on a screen: often a list was forgotten.',
    mend: 'Show them in a view of a tab, point to them from records that are shown, or delete the entity.',
    example: {
      file: 'entities/shelves.yaml',
      wrong: yaml`
        # No view of any tab shows shelves, and nothing points to them
        entity: shelves
        fields:
          name: { type: text, required: true }
      `,
      right: '',
    },
  },
  'unused-form': {
    why: 'Its entity has other forms, and no view names this one: nobody will ever fill it in.',
    mend: 'Name it with `form:` in a view, or delete the file.',
    example: {
      file: 'forms/quick-loan.yaml',
      wrong: yaml`
        # Every view of loans shows the form loan
        form: quick-loan
        title: Quick loan
        entity: loans
        fields: [book, reader, due]
      `,
      right: '',
    },
  },
  'unused-mail': {
    why: 'No effect and no action of the engine sends it.',
    mend: 'Send it with `after: { create: [{ send: … }] }` of an entity, or delete the file.',
    example: {
      file: 'mails/reminder.yaml',
      wrong: yaml`
        mail: reminder
        subject: Please bring it back
        text: 'Hello {name}'
      `,
      right: '',
    },
  },
  'unoffered-field': {
    why: 'A record cannot be made without it, and none of the forms of its entity asks for it: whoever tries is refused for a field that is not there.',
    mend: 'Put it in a form, give it a `default`, or do without `required`.',
    example: {
      file: 'forms/loan.yaml',
      wrong: yaml`
        form: loan
        title: Loan
        entity: loans
        fields: [book, reader]
      `,
      right: yaml`
        form: loan
        title: Loan
        entity: loans
        fields: [book, reader, due]
      `,
    },
  },
  'slow-sort': {
    why: 'The order comes from another table, in which some records of the list have nothing: no index has it, and with many records, opening the list sorts them all.',
    mend: 'Sort first by a field of the entity itself, or make the relation required.',
    example: {
      file: 'tabs/loans.yaml',
      wrong: yaml`
        tab: loans
        title: Loans
        views:
          - { view: form, form: loan, id: new-loan }
          - view: list
            entity: loans
            columns: [book, reader, due]
            sort: [book.author.name]
      `,
      right: yaml`
        tab: loans
        title: Loans
        views:
          - { view: form, form: loan, id: new-loan }
          - view: list
            entity: loans
            columns: [book, reader, due]
            sort: [due]
      `,
    },
  },
} as const satisfies Record<keyof typeof warnings, Explanation>
