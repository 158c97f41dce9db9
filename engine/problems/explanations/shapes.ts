import type { shapeProblems } from '../catalogue.ts'
import { yaml, type Explanation } from './explanation.ts'

export const shapeExplanations = {
  'unknown-key': {
    why: 'A key that nothing reads is a wish that nothing fulfils: most often a misspelt one.',
    mend: 'Write the key as the language has it, move it to where it belongs, or delete it.',
    example: {
      file: 'entities/authors.yaml',
      wrong: yaml`
        entity: authors
        fields:
          name: { type: text, requird: true }
          born: { type: date }
      `,
      right: yaml`
        entity: authors
        fields:
          name: { type: text, required: true }
          born: { type: date }
      `,
    },
  },
  'missing-key': {
    why: 'Without it there is no telling what is meant, and a guess would be right only sometimes.',
    mend: 'Write the key that the message names.',
    example: {
      file: 'mails/welcome.yaml',
      wrong: yaml`
        mail: welcome
        text: 'Hello {name}, choose a password here: {link}'
      `,
      right: yaml`
        mail: welcome
        subject: Welcome
        text: 'Hello {name}, choose a password here: {link}'
      `,
    },
  },
  'conflicting-keys': {
    why: 'The two say different things about one matter, and only one can be true.',
    mend: 'Keep the one that you mean.',
    example: {
      file: 'permissions/staff.yaml',
      wrong: yaml`
        area: staff
        pages:
          lending:
            normal:
              - { on: [loans, books, authors], allow: [read] }
            admin:
              - { on: loans, allow: [update], fields: [due], except: [reader] }
      `,
      right: yaml`
        area: staff
        pages:
          lending:
            normal:
              - { on: [loans, books, authors], allow: [read] }
            admin:
              - { on: loans, allow: [update, delete], fields: [due] }
              - { on: [librarians, staff_roles], allow: [read, create, update] }
      `,
    },
  },
  'wrong-type': {
    why: 'A text, a number, a list and a map are different things: nothing is turned into another silently. YAML 1.2 reads `yes` and `no` as texts.',
    mend: 'Write a value of the type that the message names; quotes make a text of anything.',
    example: {
      file: 'entities/authors.yaml',
      wrong: yaml`
        entity: authors
        fields:
          name: { type: text, required: yes }
          born: { type: date }
      `,
      right: yaml`
        entity: authors
        fields:
          name: { type: text, required: true }
          born: { type: date }
      `,
    },
  },
  'not-one-of': {
    why: 'Only the values that the language knows have a meaning here.',
    mend: 'Write one of those that the message names.',
    example: {
      file: 'entities/authors.yaml',
      wrong: yaml`
        entity: authors
        fields:
          name: { type: txt, required: true }
          born: { type: date }
      `,
      right: yaml`
        entity: authors
        fields:
          name: { type: text, required: true }
          born: { type: date }
      `,
    },
  },
  'wrong-form': {
    why: 'The text stands for something, a name, a day, a colour, a path, and is not written as such a thing is.',
    mend: 'Write it as the hint shows. Names of entities and fields are lower case with `_`, those of pages, tabs and forms with `-`.',
    example: {
      file: 'entities/authors.yaml',
      wrong: yaml`
        entity: authors
        fields:
          name: { type: text, required: true }
          born: { type: date, min: '1500-02-30' }
      `,
      right: yaml`
        entity: authors
        fields:
          name: { type: text, required: true }
          born: { type: date, min: '1500-02-28' }
      `,
    },
  },
  'wrong-length': {
    why: 'An empty list or text where something must stand says nothing, and one without end is not for people.',
    mend: 'Give it what is missing, or delete the key.',
    example: {
      file: 'forms/loan.yaml',
      wrong: yaml`
        form: loan
        title: Loan
        entity: loans
        fields: []
      `,
      right: yaml`
        form: loan
        title: Loan
        entity: loans
        fields: [book, reader, due]
      `,
    },
  },
  'out-of-range': {
    why: 'A bound that no value can meet, or beyond what can be kept, would refuse everything or nothing.',
    mend: 'Choose a number within the bounds that the message names.',
    example: {
      file: 'entities/authors.yaml',
      wrong: yaml`
        entity: authors
        fields:
          name: { type: text, required: true, minLength: 20, maxLength: 10 }
          born: { type: date }
      `,
      right: yaml`
        entity: authors
        fields:
          name: { type: text, required: true, minLength: 2, maxLength: 100 }
          born: { type: date }
      `,
    },
  },
  'duplicate-item': {
    why: 'Twice in a list counts once: the second was meant to be another.',
    mend: 'Delete it, or write what was meant.',
    example: {
      file: 'forms/loan.yaml',
      wrong: yaml`
        form: loan
        title: Loan
        entity: loans
        fields: [book, reader, book]
      `,
      right: yaml`
        form: loan
        title: Loan
        entity: loans
        fields: [book, reader, due]
      `,
    },
  },
} as const satisfies Record<keyof typeof shapeProblems, Explanation>
