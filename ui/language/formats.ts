import { locale } from './texts.ts'

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

/** `1.2 MB`. */
export function fileSize(bytes: number): string {
  const at = bytes < 1024 ? 0 : bytes < 1024 ** 2 ? 1 : 2
  return sizes(units[at] ?? 'byte').format(bytes / 1024 ** at)
}

const units = ['byte', 'kilobyte', 'megabyte'] as const

const dates = kept(() => new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: 'UTC' }))
const dateTimes = kept(() => new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }))
const numbers = kept(
  (decimals: number, currency: string | undefined) =>
    new Intl.NumberFormat(locale(), {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      // 1884 may be a year; 12,345 is none.
      useGrouping: currency === undefined ? 'min2' : 'auto',
      ...(currency !== undefined && { style: 'currency' as const, currency }),
    }),
)

const sizes = kept(
  (unit: (typeof units)[number]) =>
    new Intl.NumberFormat(locale(), {
      style: 'unit',
      unit,
      // The short form says '859 byte'.
      unitDisplay: unit === 'byte' ? 'long' : 'short',
      maximumFractionDigits: unit === 'megabyte' ? 1 : 0,
    }),
)

/** Making a formatter takes longer than formatting a page of values: one of each kind is kept per locale. */
function kept<Given extends readonly unknown[], Made>(make: (...given: Given) => Made) {
  const made = new Map<string, Made>()
  return (...given: Given): Made => {
    const key = [locale(), ...given].join(' ')
    const found = made.get(key) ?? make(...given)
    made.set(key, found)
    return found
  }
}
