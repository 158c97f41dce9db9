import type { fileProblems } from '../catalogue.ts'
import { yaml, type Explanation } from './explanation.ts'

export const fileExplanations = {
  'not-utf8': {
    why: 'Every program that reads the file would show other letters. UTF-8 is the only encoding that YAML files share.',
    mend: 'Save the file as UTF-8: in most editors that is a choice at the bottom of the window, or in "Save as".',
    example: null,
  },
  'too-large': {
    why: 'A file may measure 256 kB and all of them together 4 MB, so that a save is understood in a moment.',
    mend: 'Split the file, or move data out of the definitions: samples are for a first look, not for an import.',
    example: null,
  },
  'refused-file': {
    why: 'A link that leads out of the folder, a device or a pipe would bring in what is not reviewed with the definitions.',
    mend: 'Put a copy of the file itself into the folder.',
    example: null,
  },
  'misplaced-file': {
    why: 'What a file describes follows from its folder: elsewhere it would silently count for nothing.',
    mend: 'Move it to the folder of its kind (`entities`, `forms`, `tabs`, `permissions`, `mails`, `samples`), with a name that ends in `.yaml`.',
    example: {
      file: 'entity/shelves.yaml',
      wrong: yaml`
        # In the folder entity/, where nothing looks: it belongs into entities/
        entity: shelves
        fields:
          name: { type: text }
      `,
      right: '',
    },
  },
  'missing-file': {
    why: 'Something that is named must be described somewhere: an area without permissions would let nobody in.',
    mend: 'Write the file that the message names.',
    example: {
      file: 'portal.yaml',
      wrong: yaml`
        portal: library
        title: City library
        languages: [en, nl]
        areas:
          desk:                      # there is no permissions/desk.yaml
            path: /
            accounts: librarians
            roles: staff_roles
            pages:
              lending: { tabs: [loans] }
      `,
      right: yaml`
        portal: library
        title: City library
        languages: [en, nl]
        areas:
          staff:                     # permissions/staff.yaml is there
            path: /
            accounts: librarians
            roles: staff_roles
            pages:
              lending: { tabs: [loans] }
      `,
    },
  },
  'wrong-name': {
    why: 'The name of the file is the name of the thing: who looks for it knows where it is, and there is never a second one.',
    mend: 'Rename the file, or correct the name in it.',
    example: {
      file: 'forms/loan.yaml',
      wrong: yaml`
        form: lending              # but the file is called loan.yaml
        title: Loan
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
} as const satisfies Record<keyof typeof fileProblems, Explanation>
