import type { nameProblems } from '../catalogue.ts'
import { yaml, type Explanation } from './explanation.ts'

export const nameExplanations = {
  'wrong-was': {
    why: 'A former name carries the data over. One that is still in use, or that two things claim, would carry it to the wrong place.',
    mend: 'Name what the thing was called in the definitions applied last, once; delete `was` when it has been applied everywhere.',
    example: {
      file: 'entities/authors.yaml',
      wrong: yaml`
        entity: authors
        fields:
          name: { type: text, required: true, was: name }
          born: { type: date }
      `,
      right: yaml`
        entity: authors
        fields:
          name: { type: text, required: true, was: full_name }
          born: { type: date }
      `,
    },
  },
  'reserved-name': {
    why: 'The engine has something of that name itself: a field that every record has, an address, or a word of JavaScript.',
    mend: 'Choose another name, or delete it where the engine gives you the same.',
    example: {
      file: 'entities/authors.yaml',
      wrong: yaml`
        entity: authors
        fields:
          name: { type: text, required: true }
          born: { type: date }
          created_at: { type: dateTime }
      `,
      right: yaml`
        entity: authors
        fields:
          name: { type: text, required: true }
          born: { type: date }
          discovered_at: { type: dateTime }
      `,
    },
  },
  'duplicate-name': {
    why: 'A name points to one thing. With two of them, whatever uses the name would mean either.',
    mend: 'Give one of the two another name.',
    example: {
      file: 'entities/books.yaml',
      wrong: yaml`
        entity: books
        display: '{title}'
        fields:
          title: { type: text, required: true }
          author: { type: relation, to: authors, inverse: name }   # authors have a name already
          price: { type: money, currency: EUR }
      `,
      right: yaml`
        entity: books
        display: '{title}'
        fields:
          title: { type: text, required: true }
          author: { type: relation, to: authors, inverse: books }
          price: { type: money, currency: EUR }
      `,
    },
  },
  'unknown-name': {
    why: 'A name that points nowhere would be a column without values, a button without effect, a right to nothing.',
    mend: 'Write the name as it is where it is defined, or define it.',
    example: {
      file: 'forms/loan.yaml',
      wrong: yaml`
        form: loan
        title: Loan
        entity: loans
        fields: [book, raeder, due]
      `,
      right: yaml`
        form: loan
        title: Loan
        entity: loans
        fields: [book, reader, due]
      `,
    },
  },
  'unused-tab': {
    why: 'A tab that no page shows is work that nobody sees: most often the page forgot it.',
    mend: 'Name it in `tabs` of a page in `portal.yaml`, or delete the file.',
    example: {
      file: 'tabs/returns.yaml',
      wrong: yaml`
        # No page of portal.yaml has it among its tabs
        tab: returns
        title: Returns
        views:
          - { view: text, text: Nothing yet. }
      `,
      right: '',
    },
  },
  'unreachable-page': {
    why: 'No level gives anybody anything on it: it would be in nobody’s menu.',
    mend: 'Give one of its levels a permission, or delete the page.',
    example: {
      file: 'permissions/staff.yaml',
      wrong: yaml`
        area: staff
        pages: {}
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
} as const satisfies Record<keyof typeof nameProblems, Explanation>
