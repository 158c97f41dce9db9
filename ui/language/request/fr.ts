import type { en } from './en.ts'

/** To whoever asks for an account. */
export const fr: typeof en = {
  question: 'Pas encore de compte ?',
  submit: 'Envoyer la demande',
  sent: 'Consultez votre messagerie',
  sentText: (email: string) =>
    `Nous avons envoyé un e-mail à ${email}. Ouvrez le lien qu'il contient pour confirmer votre demande. Il fonctionne deux jours.`,
  sentHint: 'Rien après quelques minutes ? Regardez parmi les indésirables, ou renvoyez la demande.',
  confirmTitle: 'Confirmez votre demande',
  confirmText: 'Encore un clic, et votre demande parvient à ceux qui les examinent.',
  confirm: 'Confirmer ma demande',
  confirmed: 'Votre demande est confirmée',
  confirmedText:
    'Elle va être examinée. Dès qu’un compte existe pour vous, un e-mail vous dira comment vous connecter.',
  expired: 'Ce lien ne fonctionne plus',
  expiredText: 'Il a déjà servi, ou il est trop ancien. Si votre demande n’était pas confirmée, renvoyez-la.',
  again: 'Envoyer une nouvelle demande',
}
