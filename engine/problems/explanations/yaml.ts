import type { yamlProblems } from '../catalogue.ts'
import { yaml, type Explanation } from './explanation.ts'

export const yamlExplanations = {
  'yaml-syntax': {
    why: 'Where YAML cannot be read, nothing after it can be trusted. Most often a quote or bracket stays open, a tab indents, or a text holds `: `.',
    mend: 'Close what is open, indent with blanks, and put a text with `: ` or ` #` in it, or with a special sign at its start, between quotes.',
    example: {
      file: 'mails/welcome.yaml',
      wrong: yaml`
        mail: welcome
        subject: Welcome: choose a password
        text: 'Hello {name}, choose a password here: {link}'
      `,
      right: yaml`
        mail: welcome
        subject: 'Welcome: choose a password'
        text: 'Hello {name}, choose a password here: {link}'
      `,
    },
  },
  'control-character': {
    why: 'Characters that cannot be seen come from a wrong paste, and make two names that look alike differ.',
    mend: 'Delete the character: retype the word where it stands.',
    example: {
      file: 'mails/welcome.yaml',
      wrong: yaml`
        mail: welcome
        subject: "Welcome\0"
        text: 'Hello {name}, choose a password here: {link}'
      `,
      right: yaml`
        mail: welcome
        subject: Welcome
        text: 'Hello {name}, choose a password here: {link}'
      `,
    },
  },
  'refused-yaml': {
    why: 'Anchors, aliases, merge keys, tags, directives and second documents say one thing in two places, or change what the rest means. Definitions say what they mean where it stands.',
    mend: 'Write the text out where it is used. What many things share has a word of its own in the language.',
    example: {
      file: 'forms/loan.yaml',
      wrong: yaml`
        form: loan
        title: !!str Loan
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
  'duplicate-key': {
    why: 'Of two keys of one name only one can count, and readers will not agree on which.',
    mend: 'Delete one of them, or give it another name.',
    example: {
      file: 'entities/authors.yaml',
      wrong: yaml`
        entity: authors
        fields:
          name: { type: text, required: true }
          born: { type: date }
          name: { type: text, maxLength: 80 }
      `,
      right: yaml`
        entity: authors
        fields:
          name: { type: text, required: true, maxLength: 80 }
          born: { type: date }
      `,
    },
  },
  'key-not-text': {
    why: 'YAML reads `1`, `true` or an empty key as something else than a text, and a name is a text.',
    mend: 'Put the key between quotes, or choose a name that starts with a letter.',
    example: {
      file: 'entities/authors.yaml',
      wrong: yaml`
        entity: authors
        fields:
          name: { type: text, required: true }
          born: { type: date }
          fame: { type: choice, options: { 1: Known, 2: Famous } }
      `,
      right: yaml`
        entity: authors
        fields:
          name: { type: text, required: true }
          born: { type: date }
          fame: { type: choice, options: { known: Known, famous: Famous } }
      `,
    },
  },
  'too-deep': {
    why: 'No word of the language nests this deep: a bracket too many, or text that was made to keep a program busy.',
    mend: 'Look for the bracket that is never closed.',
    example: {
      file: 'samples/authors.yaml',
      wrong: `entity: authors\nrecords: ${'['.repeat(60)}${']'.repeat(60)}\n`,
      right: yaml`
        entity: authors
        records:
          - { key: austen, name: Jane Austen }
      `,
    },
  },
} as const satisfies Record<keyof typeof yamlProblems, Explanation>
