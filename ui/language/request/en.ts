/** To whoever asks for an account. */
export const en = {
  question: 'No account yet?',
  submit: 'Send request',
  sent: 'Look in your mail',
  sentText: (email: string) =>
    `We have sent a mail to ${email}. Open the link in it to confirm your request. It works for two days.`,
  sentHint: 'Nothing there after a few minutes? Look among unwanted mails, or send the request once more.',
  confirmTitle: 'Confirm your request',
  confirmText: 'One more click, and your request reaches the people who look at it.',
  confirm: 'Confirm my request',
  confirmed: 'Your request has been confirmed',
  confirmedText: 'It will be looked at. As soon as there is an account for you, a mail says how to sign in.',
  expired: 'This link does not work any more',
  expiredText:
    'It has been used already, or it is too old. If your request was not confirmed, send it again.',
  again: 'Send a new request',
}
