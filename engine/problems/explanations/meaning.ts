import type { meaningProblems } from '../catalogue.ts'
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
        columns: [book, reader, due]
        where: { returned: { ne: true } }
        actions: [update, delete]
  `,
}

export const meaningExplanations = {
  'wrong-operator': {
    why: 'A type has the operators that mean something for it: a yes or no contains nothing, several records do not equal one.',
    mend: 'Use one that the message names; over several records, `{ some: { … } }`.',
    example: { ...loans, wrong: loans.right.replace('ne: true', 'contains: x') },
  },
  'wrong-operand': {
    why: 'The field can never have that value, so the condition would always say the same.',
    mend: 'Write a value that the field can have, or `$user`, `$record`, `$now`, `$today` where they have a meaning.',
    example: { ...loans, wrong: loans.right.replace('returned: { ne: true }', 'book.status: lended') },
  },
  'wrong-account': {
    why: 'Whoever signs in needs a username that is theirs alone, an email for links, a role, and a place to sign in.',
    mend: 'Give the entity the field as the hint writes it, or name it in `accounts` of an area.',
    example: {
      file: 'entities/librarians.yaml',
      wrong: yaml`
        entity: librarians
        account: true
        fields:
          name: { type: text, required: true }
          username: { type: text, required: true }
          email: { type: email, required: true }
          role: { type: relation, to: staff_roles, required: true }
      `,
      right: yaml`
        entity: librarians
        account: true
        fields:
          name: { type: text, required: true }
          username: { type: text, required: true, unique: true }
          email: { type: email, required: true }
          role: { type: relation, to: staff_roles, required: true }
        after:
          create:
            - send: welcome
      `,
    },
  },
  'wrong-roles': {
    why: 'A role gives a level for each page, and needs a field that holds them.',
    mend: 'Give the entity that the area names as `roles` a field `levels: { type: levels }`, and no other entity.',
    example: {
      file: 'entities/staff_roles.yaml',
      wrong: yaml`
        entity: staff_roles
        fields:
          name: { type: text, required: true, unique: true }
      `,
      right: yaml`
        entity: staff_roles
        fields:
          name: { type: text, required: true, unique: true }
          levels: { type: levels }
      `,
    },
  },
  'wrong-operation': {
    why: 'The entity has nothing for the operation to do: a permission or button for it would promise what is not there.',
    mend: 'Give the entity what the operation needs, as the hint says, or delete the word.',
    example: { ...loans, wrong: loans.right.replace('delete]', 'restore]') },
  },
  'wrong-place': {
    why: 'Some views show the record that is selected beside them. Where nothing is selected, they have nothing to show.',
    mend: 'Put the view into the `detail` of an `overview`.',
    example: { ...loans, wrong: `${loans.right}  - { view: levels, field: levels }\n` },
  },
  'missing-language': {
    why: 'The first language of the portal stands in where a text has no other: without it, some would see nothing.',
    mend: 'Give the text in that language too.',
    example: {
      file: 'forms/loan.yaml',
      wrong: yaml`
        form: loan
        title: { nl: Uitlening }
        entity: loans
        fields: [book, reader, due]
      `,
      right: yaml`
        form: loan
        title: { en: Loan, nl: Uitlening }
        entity: loans
        fields: [book, reader, due]
      `,
    },
  },
  'unknown-language': {
    why: 'Nobody can choose that language: the text would never be seen.',
    mend: 'Add the language to `languages` in `portal.yaml`, or delete the text.',
    example: {
      file: 'forms/loan.yaml',
      wrong: yaml`
        form: loan
        title: { en: Loan, fr: Prêt }
        entity: loans
        fields: [book, reader, due]
      `,
      right: yaml`
        form: loan
        title: { en: Loan, nl: Uitlening }
        entity: loans
        fields: [book, reader, due]
      `,
    },
  },
  'endless-use': {
    why: 'Each of the definitions is what the other one says: nobody says anything.',
    mend: 'Write all there is in one of them, and `use` that one in the others.',
    example: {
      file: 'forms/loan.yaml',
      wrong: yaml`
        form: loan
        use: loan
        entity: loans
        fields: [book, reader, due]
      `,
      right: yaml`
        form: loan
        title: Loan
        entity: loans
        fields: [book, reader, due]
      `,
    },
  },
  'endless-samples': {
    why: 'Each of the records can only be made after the other.',
    mend: 'Leave one of the references out.',
    example: null,
  },
} as const satisfies Record<keyof typeof meaningProblems, Explanation>
