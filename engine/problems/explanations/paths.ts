import type { pathProblems } from '../catalogue.ts'
import { yaml, type Explanation } from './explanation.ts'

const loans = {
  file: 'tabs/loans.yaml',
  right: yaml`
    tab: loans
    title: Loans
    views:
      - { view: form, form: loan, id: new-loan }
      - view: list
        entity: loans
        columns: [book, book.author.name, reader, due]
        search: [reader, book.title]
        actions: [update, delete]
  `,
}

export const pathExplanations = {
  'not-a-relation': {
    why: 'A path goes through relations from one record to the next; the other fields end it.',
    mend: 'End the path at that field, or go through a relation.',
    example: { ...loans, wrong: loans.right.replace('[reader,', '[reader.name,') },
  },
  'not-one-record': {
    why: 'A column shows one value per record, and this path leads to several.',
    mend: 'Show the relation itself, which lists its records; a condition on several is written `{ books: { some: { … } } }`.',
    example: { ...loans, wrong: loans.right.replace('book.author.name', 'book.author.books.title') },
  },
  'path-too-deep': {
    why: 'Every relation on the way is a join: three are quick, more are not.',
    mend: 'Take a shorter path, or give the record a relation of its own.',
    example: {
      ...loans,
      wrong: loans.right.replace('book.author.name', 'book.author.teacher.teacher.name'),
    },
  },
  'wrong-field': {
    why: 'What is asked of the field is not in its type: a day has no letters to search, several things do not name one.',
    mend: 'Take a field of a type that can, as the hint says.',
    example: { ...loans, wrong: loans.right.replace('[reader,', '[due,') },
  },
  'slow-pattern': {
    why: 'Some text would keep this regular expression busy for longer than anybody waits, and the portal with it.',
    mend: 'Let fewer parts repeat; set apart what repeats within a group by a character that is in no part of it, such as the `-` of `[a-z]+(-[a-z]+)*`; look neither ahead nor back.',
    example: {
      file: 'entities/authors.yaml',
      wrong: yaml`
        entity: authors
        fields:
          name: { type: text, required: true, pattern: '^(\\w+\\s?)+$' }
          born: { type: date }
      `,
      right: yaml`
        entity: authors
        fields:
          name: { type: text, required: true, pattern: '^[A-Z].*$' }
          born: { type: date }
      `,
    },
  },
  'endless-display': {
    why: 'What names a record names another record that names the first: there is no end to it.',
    mend: 'Name one of the two by a text of its own.',
    example: {
      file: 'entities/authors.yaml',
      wrong: yaml`
        entity: authors
        display: '{teacher}'
        fields:
          name: { type: text, required: true }
          born: { type: date }
          teacher: { type: relation, to: authors }
      `,
      right: yaml`
        entity: authors
        display: '{name}'
        fields:
          name: { type: text, required: true }
          born: { type: date }
          teacher: { type: relation, to: authors }
      `,
    },
  },
  'endless-need': {
    why: 'A record that needs another that needs it can never be the first: neither can be made.',
    mend: 'Make one of the relations not required.',
    example: {
      file: 'entities/authors.yaml',
      wrong: yaml`
        entity: authors
        fields:
          name: { type: text, required: true }
          born: { type: date }
          teacher: { type: relation, to: authors, required: true }
      `,
      right: yaml`
        entity: authors
        fields:
          name: { type: text, required: true }
          born: { type: date }
          teacher: { type: relation, to: authors }
      `,
    },
  },
} as const satisfies Record<keyof typeof pathProblems, Explanation>
