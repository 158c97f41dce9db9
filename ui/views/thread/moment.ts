import { locale } from '../../language/texts.ts'

/** A moment as short as it can be said: the time today, the day this year, else the date. */
export function shortMoment(iso: string, now = new Date()): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return ''
  const isToday = date.toDateString() === now.toDateString()
  const isThisYear = date.getFullYear() === now.getFullYear()
  const style: Intl.DateTimeFormatOptions = isToday
    ? { hour: '2-digit', minute: '2-digit' }
    : isThisYear
      ? { day: 'numeric', month: 'short' }
      : { dateStyle: 'short' }
  return new Intl.DateTimeFormat(locale(), style).format(date)
}

export function timeOf(iso: string): string {
  return new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' }).format(new Date(iso))
}

/** The day of a message, above the first one of that day. */
export function dayOf(iso: string): string {
  return new Intl.DateTimeFormat(locale(), { weekday: 'long', day: 'numeric', month: 'long' }).format(
    new Date(iso),
  )
}
