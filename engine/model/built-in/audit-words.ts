import type { Option } from '../../field-types/field-type.ts'
import type { Label, OwnText } from '../../words/label.ts'

export interface Told {
  readonly label: OwnText
  readonly tone?: Option<Label>['tone']
}

/** What can be done, as the trail calls it: operations, and what happens at the door. */
export const operationsTold: Readonly<Record<string, Told>> = {
  create: { label: { en: 'Created', nl: 'Aangemaakt', fr: 'Créé' } },
  update: { label: { en: 'Changed', nl: 'Gewijzigd', fr: 'Modifié' } },
  delete: { label: { en: 'Deleted', nl: 'Verwijderd', fr: 'Supprimé' } },
  restore: { label: { en: 'Restored', nl: 'Hersteld', fr: 'Restauré' } },
  link: { label: { en: 'Linked', nl: 'Gekoppeld', fr: 'Lié' } },
  unlink: { label: { en: 'Unlinked', nl: 'Ontkoppeld', fr: 'Délié' } },
  read: { label: { en: 'Read', nl: 'Gelezen', fr: 'Lu' } },
  export: { label: { en: 'Exported', nl: 'Geëxporteerd', fr: 'Exporté' } },
  'sign-in': { label: { en: 'Signed in', nl: 'Aangemeld', fr: 'Connexion' } },
  'sign-out': { label: { en: 'Signed out', nl: 'Afgemeld', fr: 'Déconnexion' } },
  'session-ended': { label: { en: 'Session ended', nl: 'Sessie beëindigd', fr: 'Session terminée' } },
  password: { label: { en: 'Password set', nl: 'Wachtwoord ingesteld', fr: 'Mot de passe défini' } },
  'reset-password': {
    label: { en: 'Password reset', nl: 'Wachtwoord opnieuw', fr: 'Mot de passe réinitialisé' },
  },
  'second-factor': { label: { en: 'Second factor', nl: 'Tweede factor', fr: 'Second facteur' } },
  'reset-second-factor': {
    label: {
      en: 'Second factor taken off',
      nl: 'Tweede factor weggenomen',
      fr: 'Second facteur retiré',
    },
  },
  'second-factor-codes': {
    label: { en: 'New recovery codes', nl: 'Nieuwe herstelcodes', fr: 'Nouveaux codes de secours' },
  },
  'view-as-ended': {
    label: { en: 'View as ended', nl: 'Bekijken als beëindigd', fr: 'Vision en tant que terminée' },
  },
  'sessions-ended': { label: { en: 'Sessions ended', nl: 'Sessies beëindigd', fr: 'Sessions terminées' } },
  'password-link': {
    label: { en: 'Link to set a password', nl: 'Link voor een wachtwoord', fr: 'Lien de mot de passe' },
  },
  unlock: { label: { en: 'Unlocked', nl: 'Ontgrendeld', fr: 'Débloqué' } },
  'view-as': { label: { en: 'Viewed as', nl: 'Meegekeken als', fr: 'Vu en tant que' } },
  'send-again': { label: { en: 'Sent again', nl: 'Opnieuw verstuurd', fr: 'Renvoyé' } },
  apply: { label: { en: 'Definitions applied', nl: 'Definities toegepast', fr: 'Définitions appliquées' } },
  rollback: {
    label: { en: 'Definitions rolled back', nl: 'Definities teruggedraaid', fr: 'Définitions rétablies' },
  },
  'restore-definition': {
    label: { en: 'Definition restored', nl: 'Definitie hersteld', fr: 'Définition restaurée' },
  },
  purge: {
    label: { en: 'Ended for good', nl: 'Definitief gewist', fr: 'Effacé définitivement' },
    tone: 'bad',
  },
  heal: { label: { en: 'Database healed', nl: 'Database hersteld', fr: 'Base de données réparée' } },
  'put-aside': {
    label: { en: 'Column put aside', nl: 'Kolom opzijgezet', fr: 'Colonne mise de côté' },
  },
  adopt: {
    label: { en: 'Taken into definitions', nl: 'In definities opgenomen', fr: 'Repris dans les définitions' },
  },
  forget: {
    label: { en: 'Old entries removed', nl: 'Oude regels verwijderd', fr: 'Anciennes entrées supprimées' },
  },
}

export const outcomes: Readonly<Record<string, Told>> = {
  done: { label: { en: 'Done', nl: 'Gelukt', fr: 'Fait' }, tone: 'good' },
  refused: { label: { en: 'Refused', nl: 'Geweigerd', fr: 'Refusé' }, tone: 'warning' },
  failed: { label: { en: 'Failed', nl: 'Mislukt', fr: 'Échoué' }, tone: 'bad' },
}

export const actors: Readonly<Record<string, Told>> = {
  account: { label: { en: 'Account', nl: 'Account', fr: 'Compte' } },
  visitor: { label: { en: 'Visitor', nl: 'Bezoeker', fr: 'Visiteur' } },
  command: { label: { en: 'Command line', nl: 'Opdrachtregel', fr: 'Ligne de commande' } },
  engine: { label: { en: 'The portal itself', nl: 'Het portaal zelf', fr: 'Le portail lui-même' } },
}
