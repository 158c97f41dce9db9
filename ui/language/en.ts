import { profile, proof } from './profile/en.ts'
import { lower } from './lower.ts'
import { en as request } from './request/en.ts'
import { en as form } from './form/en.ts'
import { en as thread } from './thread/en.ts'
import { en as list } from './list/en.ts'
import { en as why } from './why/en.ts'
export const en = {
  save: 'Save',
  cancel: 'Cancel',
  close: 'Close',
  edit: 'Edit',
  delete: 'Delete',
  undo: 'Undo',
  retry: 'Try again',
  search: 'Search',
  loading: 'Loading…',
  yes: 'Yes',
  no: 'No',
  notices: 'Notices',
  unsaved: {
    title: 'Discard what you have entered?',
    text: 'It has not been saved.',
    discard: 'Discard',
  },
  failure: {
    unreachable: 'The server cannot be reached. Check your connection and try again.',
    unexpected: 'Something went wrong. Try again.',
    brokenView: 'This part cannot be shown.',
  },
  signIn: {
    title: 'Sign in',
    again: 'Sign in again',
    ended: 'Your session has ended. Sign in to go on where you were.',
    username: 'Username',
    password: 'Password',
    reveal: 'Show password',
    submit: 'Sign in',
    incomplete: 'Enter your username and your password.',
    forgotten: 'Forgot your password?',
    forgottenText: 'We will mail you a link to choose a new one.',
    forgottenSubmit: 'Mail me a link',
    forgottenSent: 'If there is an account with that username, a link is on its way to its email address.',
    withProvider: (provider: string) => `Sign in with ${provider}`,
    providerWaits: 'Signing you in…',
    code: 'Code',
    codeTitle: 'Enter the code',
    codeText: 'Your app shows a code of six digits. Without it, a recovery code will do.',
    codeSubmit: 'Continue',
    codeMissing: 'Enter a code.',
    startAgain: 'Start again',
    back: 'Back to sign-in',
  },
  request,
  password: {
    title: 'Choose a password',
    change: 'Change password',
    changed: 'Your password has been changed.',
    current: 'Current password',
    first: 'New password',
    again: 'New password, once more',
    hint: '12 characters or more. A few words are easy to remember.',
    submit: 'Save password',
    missing: 'Fill this in.',
    differs: 'This is not the same password.',
    noToken: 'This link is not complete. Open it again from the mail, or ask for a new one.',
    done: 'Your password has been saved',
    doneText: 'You can sign in with it now.',
  },
  menu: {
    label: 'Menu',
    open: 'Open menu',
    skip: 'Skip to content',
    theme: 'Appearance',
    themes: { system: 'Auto', light: 'Light', dark: 'Dark' },
    language: 'Language',
    signOut: 'Sign out',
    docs: 'API documentation',
  },
  file: {
    none: 'No file',
    choose: 'Choose a file',
    replace: 'Replace',
    remove: (name: string) => `Remove ${name}`,
    chosen: (name: string) => `${name} has been chosen`,
    takes: (kinds: string, limit: string) => `${kinds}, up to ${limit}`,
    tooLarge: (limit: string) => `This file is too large: at most ${limit}.`,
    sending: (name: string) => `Sending ${name}`,
    cancel: (name: string) => `Stop sending ${name}`,
    cancelled: 'The file has not been sent.',
    percent: (percent: number) => `${percent}%`,
  },
  docs: { back: 'Back to the portal' },
  proof,
  profile,
  page: {
    noneTitle: 'Nothing is open to you yet',
    noneText: 'Ask your administrator for access to a page.',
    missingTitle: 'There is no such page',
    missingText: 'It may have been renamed, or is not open to you. Choose another from the menu.',
    goTo: (title: string) => `Go to ${title}`,
  },
  why,
  viewing: {
    look: 'View as',
    asOf: (name: string) => `View the portal as ${name}`,
    label: 'Viewing as somebody else',
    as: (name: string) => `You see the portal as ${name} sees it.`,
    readOnly: 'Nothing can be changed.',
    left: (minutes: number) => (minutes === 1 ? 'One minute left.' : `${minutes} minutes left.`),
    back: 'Back to yourself',
  },
  refusal: { copy: 'Copy the reference', copied: 'Reference copied', called: 'Reference' },
  definitions: {
    problems: (problems: number) =>
      problems === 1
        ? 'What was saved last has a problem, and is not in force.'
        : `What was saved last has ${problems} problems, and is not in force.`,
    refused: 'What was saved last needs an answer before it can be in force.',
    failed: 'What was saved last could not be put in force.',
    show: 'Show',
    title: 'Why the saved definitions are not in force',
    goesOn: 'The portal goes on as it was. Only those who look after the definitions see this.',
  },
  list,
  count: (value: number, more: boolean) => `${value.toLocaleString('en')}${more ? '+' : ''}`,
  form,
  thread,
  overview: {
    back: (many: string) => `All ${lower(many)}`,
    noneFound: (search: string) => `Nothing found for ‘${search}’`,
    select: 'Select one from the list to see it here.',
    gone: 'It is not there any more, or not yours to see.',
    rename: (name: string) => `Rename ${name}`,
    name: 'Name',
    renamed: (name: string) => `Renamed to ‘${name}’.`,
    selected: (name: string) => `${name} selected`,
  },
  shuttle: {
    search: (title: string) => `Search in ${lower(title)}`,
    assigned: (name: string) => `${name} assigned.`,
    unassigned: (name: string) => `${name} removed.`,
    emptyAvailable: 'Nothing left to assign',
    emptyAssigned: 'Nothing assigned yet',
    nothingAssigned: 'Nothing assigned',
  },
  changes: {
    why: 'Why was this refused?',
    title: 'What changed',
    field: 'Field',
    before: 'Before',
    after: 'After',
    none: 'Nothing is told of single fields.',
    open: 'Open the record',
    permission: 'Allowed by',
    oneOf: 'one of',
    empty: 'empty',
  },
  levels: {
    title: 'Levels by page',
    page: 'Page',
    saving: 'Saving…',
    saved: 'Saved',
    savedLevel: (page: string, level: string) => `${page}: ${level}, saved`,
    failed: 'Not saved',
  },
}

type Widened<T> = {
  readonly [Key in keyof T]: T[Key] extends string
    ? string
    : T[Key] extends (...given: infer Given) => string
      ? (...given: Given) => string
      : Widened<T[Key]>
}

/** A text that a language lacks does not compile. */
export type Texts = Widened<typeof en>
