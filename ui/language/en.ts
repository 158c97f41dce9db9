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
  unsaved: {
    title: 'Discard what you have entered?',
    text: 'It has not been saved.',
    discard: 'Discard',
  },
  failure: {
    unreachable: 'The server cannot be reached. Check your connection and try again.',
    unexpected: 'Something went wrong. Try again.',
  },
  count: (value: number, more: boolean) => `${value.toLocaleString('en')}${more ? '+' : ''}`,
  // forms and views
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
