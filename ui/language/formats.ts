import { language } from './texts.ts'

/** `2026-11-22`, in the words of the reader's language. A date has no time zone: it is the same day everywhere. */
export function formatDate(iso: string): string {
  const date = new Date(`${iso.slice(0, 10)}T00:00:00Z`)
  return Number.isNaN(date.getTime()) ? iso : dates().format(date)
}

/** An instant, in the time zone of the reader. */
export function formatDateTime(iso: string): string {
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? iso : dateTimes().format(date)
}

export function formatNumber(value: number, decimals: number, currency?: string): string {
  return numbers(decimals, currency).format(value)
}

const dates = kept(() => new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeZone: 'UTC' }))
const dateTimes = kept(() => new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }))
const numbers = kept(
  (decimals: number, currency: string | undefined) =>
    new Intl.NumberFormat(language(), {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      // 1884 may be a year; 12,345 is none.
      useGrouping: currency === undefined ? 'min2' : 'auto',
      ...(currency !== undefined && { style: 'currency' as const, currency }),
    }),
)

/** Making a formatter takes longer than formatting a page of values: one of each kind is kept per language. */
function kept<Given extends readonly unknown[], Made>(make: (...given: Given) => Made) {
  const made = new Map<string, Made>()
  return (...given: Given): Made => {
    const key = [language(), ...given].join(' ')
    const found = made.get(key) ?? make(...given)
    made.set(key, found)
    return found
  }
}
