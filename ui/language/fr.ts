import type { Texts } from './en.ts'

export const fr: Texts = {
  save: 'Enregistrer',
  cancel: 'Annuler',
  close: 'Fermer',
  edit: 'Modifier',
  delete: 'Supprimer',
  undo: 'Rétablir',
  retry: 'Réessayer',
  search: 'Rechercher',
  loading: 'Chargement…',
  yes: 'Oui',
  no: 'Non',
  unsaved: {
    title: 'Abandonner votre saisie ?',
    text: 'Elle n’a pas été enregistrée.',
    discard: 'Abandonner',
  },
  failure: {
    unreachable: 'Le serveur est injoignable. Vérifiez votre connexion et réessayez.',
    unexpected: 'Une erreur s’est produite. Réessayez.',
  },
  count: (value, more) => `${value.toLocaleString('fr')}${more ? '+' : ''}`,
  // forms and views
}
