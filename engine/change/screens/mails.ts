import { own } from '../renames.ts'
import { screenChange, type ScreenChange } from '../screen-change.ts'
import type { Sight } from './sight.ts'
import { textChange } from './texts.ts'

export function compareMails({ before, after, languages }: Sight): ScreenChange[] {
  const gone = Object.keys(before.mails).filter((name) => !Object.hasOwn(after.mails, name))
  return [
    ...Object.values(after.mails).flatMap((mail) => {
      const was = own(before.mails, mail.name)
      const place = `mail ${mail.name}`
      if (!was) return screenChange('appears', 'mail', place, `the mail ${mail.name} appears`)
      return [
        ...screenChange(
          'changes',
          'mail',
          place,
          textChange('its subject', was.subject, mail.subject, languages),
        ),
        ...screenChange('changes', 'mail', place, textChange('its text', was.text, mail.text, languages)),
      ]
    }),
    ...gone.flatMap((name) => screenChange('goes', 'mail', `mail ${name}`, `the mail ${name} goes`)),
  ]
}
