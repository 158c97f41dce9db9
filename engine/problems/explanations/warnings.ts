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
  'never-required': {
    why: 'The rule does nothing: its condition contradicts itself, or the condition under which the field is shown.',
    mend: 'Look at what the two conditions ask for; an option may be misspelt in the sense of another.',
    example: {
      file: 'entities/books.yaml',
      wrong: yaml`
        entity: books
        display: '{title}'
        fields:
          title: { type: text, required: true }
          author: { type: relation, to: authors, inverse: books }
          price:
            type: money
            currency: EUR
            visibleIf: { status: available }
            requiredIf: { status: lost }
          status: { type: choice, options: { available: Available, lent: Lent, lost: Lost } }
      `,
      right: yaml`
        entity: books
        display: '{title}'
        fields:
          title: { type: text, required: true }
          author: { type: relation, to: authors, inverse: books }
          price:
            type: money
            currency: EUR
            visibleIf: { status: { ne: lent } }
            requiredIf: { status: lost }
          status: { type: choice, options: { available: Available, lent: Lent, lost: Lost } }
      `,
    },
  },
  'unmanaged-accounts': {
    why: 'No level of any area may make one: whoever administers the portal needs the command line for it.',
    mend: 'Allow a level to create and update them.',
    example: {
      file: 'permissions/staff.yaml',
      wrong: yaml`
        area: staff
        pages:
          lending:
            normal:
              - { on: [loans, books, authors], allow: [read] }
            admin:
              - { on: loans, allow: [create, update, delete] }
      `,
      right: yaml`
        area: staff
        pages:
          lending:
            normal:
              - { on: [loans, books, authors], allow: [read] }
            admin:
              - { on: loans, allow: [create, update, delete] }
              - { on: [librarians, staff_roles], allow: [read, create, update] }
      `,
    },
  },
  'look-alike': {
    why: 'Both can be used, and people who read one will take it for the other: `1` for `l`, `0` for `o`, `rn` for `m`, `vv` for `w`, `dueon` for `due_on`.',
    mend: 'Give one of them a name that looks different. `was:` with the old name keeps what is stored.',
    example: {
      file: 'entities/authors.yaml',
      wrong: yaml`
        entity: authors
        fields:
          name: { type: text, required: true }
          born: { type: date }
          bom: { type: text }
      `,
      right: yaml`
        entity: authors
        fields:
          name: { type: text, required: true }
          born: { type: date }
          materials: { type: text, was: bom }
      `,
    },
  },
} as const satisfies Record<keyof typeof warnings, Explanation>
