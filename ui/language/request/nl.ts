import type { en } from './en.ts'

/** To whoever asks for an account. */
export const nl: typeof en = {
  question: 'Nog geen account?',
  submit: 'Aanvraag versturen',
  sent: 'Kijk in uw mailbox',
  sentText: (email: string) =>
    `We hebben een mail gestuurd naar ${email}. Open de link erin om uw aanvraag te bevestigen. Hij werkt twee dagen.`,
  sentHint:
    'Staat er na een paar minuten niets? Kijk bij de ongewenste mails, of verstuur de aanvraag opnieuw.',
  confirmTitle: 'Bevestig uw aanvraag',
  confirmText: 'Nog één klik, en uw aanvraag is bij de mensen die ze bekijken.',
  confirm: 'Mijn aanvraag bevestigen',
  confirmed: 'Uw aanvraag is bevestigd',
  confirmedText: 'Ze wordt bekeken. Zodra er een account voor u is, leest u in een mail hoe u zich aanmeldt.',
  expired: 'Deze link werkt niet meer',
  expiredText: 'Hij is al gebruikt, of te oud. Was uw aanvraag niet bevestigd, verstuur ze dan opnieuw.',
  again: 'Een nieuwe aanvraag versturen',
}
