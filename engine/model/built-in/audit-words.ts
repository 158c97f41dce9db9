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

/** Why something was refused, or somebody not let in: by the code of the refusal. */
export const reasons: Readonly<Record<string, Told>> = {
  forbidden: { label: { en: 'Not allowed', nl: 'Niet toegestaan', fr: 'Non autorisé' } },
  'not-found': {
    label: { en: 'Not there for them', nl: 'Bestaat niet voor hen', fr: 'Introuvable pour eux' },
  },
  invalid: {
    label: {
      en: 'Fields not theirs to set',
      nl: 'Velden die zij niet wijzigen mogen',
      fr: 'Champs non modifiables par eux',
    },
  },
  'cross-site': { label: { en: 'From another site', nl: 'Van een andere site', fr: 'Depuis un autre site' } },
  credentials: {
    label: {
      en: 'Wrong username or password',
      nl: 'Gebruikersnaam of wachtwoord fout',
      fr: 'Identifiant ou mot de passe incorrect',
    },
  },
  'code-wrong': { label: { en: 'Wrong code', nl: 'Code fout', fr: 'Code incorrect' } },
  'second-step-over': {
    label: {
      en: 'Second step took too long',
      nl: 'Tweede stap duurde te lang',
      fr: 'Seconde étape trop longue',
    },
  },
  'too-many-requests': { label: { en: 'Too many attempts', nl: 'Te veel pogingen', fr: 'Trop d’essais' } },
  'own-account': { label: { en: 'Their own account', nl: 'Het eigen account', fr: 'Leur propre compte' } },
  'last-administrator': {
    label: { en: 'The last administrator', nl: 'De laatste beheerder', fr: 'Le dernier administrateur' },
  },
  'proof-needed': {
    label: { en: 'Password not given', nl: 'Wachtwoord niet gegeven', fr: 'Mot de passe non fourni' },
  },
  'second-factor-needed': {
    label: { en: 'No second factor yet', nl: 'Nog geen tweede factor', fr: 'Pas encore de second facteur' },
  },
  'second-factor-sealed': {
    label: {
      en: 'Second factor cannot be read',
      nl: 'Tweede factor niet leesbaar',
      fr: 'Second facteur illisible',
    },
  },
  'sign-on-unknown': { label: { en: 'No account here', nl: 'Hier geen account', fr: 'Pas de compte ici' } },
  'sign-on-denied': {
    label: {
      en: 'Denied by the provider',
      nl: 'Geweigerd door de aanbieder',
      fr: 'Refusé par le fournisseur',
    },
  },
  'sign-on-failed': {
    label: {
      en: 'Sign-in with the provider failed',
      nl: 'Aanmelden bij de aanbieder mislukt',
      fr: 'Échec de la connexion chez le fournisseur',
    },
  },
  'sign-on-unreachable': {
    label: {
      en: 'The provider cannot be reached',
      nl: 'De aanbieder is niet bereikbaar',
      fr: 'Fournisseur injoignable',
    },
  },
  viewing: {
    label: { en: 'While viewing as', nl: 'Tijdens meekijken', fr: 'Pendant la vision en tant que' },
  },
  'viewing-more': {
    label: {
      en: 'Viewing as one who may more',
      nl: 'Meekijken als wie meer mag',
      fr: 'Vision d’un compte plus autorisé',
    },
  },
}
