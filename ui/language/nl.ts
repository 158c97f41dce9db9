import type { Texts } from './en.ts'

export const nl: Texts = {
  save: 'Opslaan',
  cancel: 'Annuleren',
  close: 'Sluiten',
  edit: 'Bewerken',
  delete: 'Verwijderen',
  undo: 'Ongedaan maken',
  retry: 'Opnieuw proberen',
  search: 'Zoeken',
  loading: 'Laden…',
  yes: 'Ja',
  no: 'Nee',
  unsaved: {
    title: 'Uw invoer weggooien?',
    text: 'Er is nog niets opgeslagen.',
    discard: 'Weggooien',
  },
  failure: {
    unreachable: 'De server is niet bereikbaar. Controleer uw verbinding en probeer het opnieuw.',
    unexpected: 'Er ging iets mis. Probeer het opnieuw.',
  },
  count: (value, more) => `${value.toLocaleString('nl')}${more ? '+' : ''}`,
  // forms and views
}
