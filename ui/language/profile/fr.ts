import type { Texts } from '../en.ts'

export const proof: Texts['proof'] = {
  title: 'Est-ce bien vous ?',
  text: 'Saisissez votre mot de passe pour continuer.',
  submit: 'Continuer',
}

export const profile: Texts['profile'] = {
  title: 'Profil',
  details: 'À propos de vous',
  appearance: 'Apparence et langue',
  password: 'Mot de passe',
  passwordText: 'Avec un nouveau mot de passe, vos autres sessions prennent fin.',
  factor: 'Second facteur',
  factorOff:
    'La connexion ne demande que votre mot de passe. Avec un second facteur, elle demande aussi un code d’une application sur votre téléphone.',
  factorOn: (since) => `En service depuis le ${since} : la connexion demande aussi un code.`,
  factorRequired: 'Votre rôle le demande.',
  codesLeft: (count) =>
    count <= 1 ? `Il reste ${count} code de secours.` : `Il reste ${count} codes de secours.`,
  setUp: 'Configurer',
  turnOff: 'Désactiver',
  turnOffText: 'Saisissez un code, et la connexion ne demandera plus que votre mot de passe.',
  newCodes: 'Nouveaux codes de secours',
  newCodesText: 'Saisissez un code. Les codes de secours que vous avez ne fonctionneront plus.',
  turnedOff: 'Le second facteur est désactivé.',
  mustSetUp: 'Configurez un second facteur',
  mustSetUpText:
    'Votre rôle le demande : outre votre mot de passe, un code d’une application sur votre téléphone.',
  scan: 'Scannez ceci avec une application de codes, comme celle qui garde vos mots de passe.',
  scanLabel: 'Code QR pour votre application',
  byHand: 'Impossible de le scanner ? Saisissez cette clé dans l’application :',
  firstCode: 'Code affiché par l’application',
  confirm: 'Mettre en service',
  codes: 'Vos codes de secours',
  codesText:
    'Gardez-les en lieu sûr : chacun vous laisse entrer une fois si vous perdez votre téléphone. Ils ne seront plus affichés.',
  codesKept: 'Je les ai gardés',
  copyCodes: 'Copier',
  copied: 'Copié.',
  sessions: 'Où vous êtes connecté',
  current: 'Ce navigateur',
  unknownBrowser: 'Un programme',
  browserOn: (browser, system) => `${browser} sur ${system}`,
  begun: (when) => `depuis le ${when}`,
  seen: (when) => `dernière utilisation le ${when}`,
  end: 'Terminer',
  endOf: (name) => `Terminer la session : ${name}`,
  ended: 'La session est terminée.',
  everywhere: 'Se déconnecter partout',
  everywhereTitle: 'Se déconnecter partout ?',
  everywhereText: 'Toutes vos sessions prennent fin, celle-ci aussi.',
}
