import type { DatePickerDate, DatePickerI18n } from '@vaadin/date-picker'
import type { DateTimePickerI18n } from '@vaadin/date-time-picker'
import { locale, texts } from '../language/texts.ts'

type Part = 'day' | 'month' | 'year'

/**
 * The calendar in the language of the account; dates are written and read in its order. The same object each time: a new
 * one makes Vaadin write its input anew, and what is being typed is gone.
 */
export const dateWords: () => DatePickerI18n = perLocale(wordsOf)

export const dateTimeWords: () => DateTimePickerI18n = perLocale((code) => {
  const { date: dateLabel, time: timeLabel } = texts().form
  return { ...wordsOf(code), dateLabel, timeLabel }
})

function perLocale<Words>(wordsIn: (code: string) => Words): () => Words {
  const byLanguage = new Map<string, Words>()
  return () => {
    const code = locale()
    const words = byLanguage.get(code) ?? wordsIn(code)
    byLanguage.set(code, words)
    return words
  }
}

function wordsOf(code: string): DatePickerI18n {
  const said = texts().form
  const order = partOrder(code)
  return {
    monthNames: named(12, (month) => new Date(Date.UTC(2024, month, 1)), code, { month: 'long' }),
    weekdays: named(7, (day) => new Date(Date.UTC(2024, 8, 1 + day)), code, { weekday: 'long' }),
    weekdaysShort: named(7, (day) => new Date(Date.UTC(2024, 8, 1 + day)), code, { weekday: 'short' }),
    firstDayOfWeek: 1,
    today: said.today,
    cancel: texts().cancel,
    dialogAccessibleName: said.calendar,
    formatDate: (date) => writeDate(date, order),
    parseDate: (text) => readDate(text, order, new Date()),
    formatTitle: (month, year) => `${month} ${year}`,
  }
}

function named(
  count: number,
  dateOf: (index: number) => Date,
  code: string,
  options: Intl.DateTimeFormatOptions,
): string[] {
  const format = new Intl.DateTimeFormat(code, { ...options, timeZone: 'UTC' })
  return Array.from({ length: count }, (_, index) => format.format(dateOf(index)))
}

function partOrder(code: string): readonly Part[] {
  const format = new Intl.DateTimeFormat(code)
  return format
    .formatToParts(new Date(2024, 0, 1))
    .map(({ type }) => type)
    .filter((type): type is Part => type === 'day' || type === 'month' || type === 'year')
}

function writeDate({ day, month, year }: DatePickerDate, order: readonly Part[]): string {
  const two = (part: number): string => String(part).padStart(2, '0')
  const parts = { day: two(day), month: two(month + 1), year: String(year).padStart(4, '0') }
  return order.map((part) => parts[part]).join('/')
}

/** `3-2-2026`, `3.2.26`, `3/2`, `2026-02-03`: whatever stands between the numbers. Months count from 0. */
export function readDate(text: string, order: readonly Part[], today: Date): DatePickerDate | undefined {
  const numbers = text.match(/\d+/g) ?? []
  if (!/^\s*[\d\s./-]+$/.test(text) || numbers.length < 2 || numbers.length > 3) return undefined
  const isIso = numbers[0]?.length === 4
  const used = (isIso ? (['year', 'month', 'day'] as const) : order).filter(
    (part) => numbers.length === 3 || part !== 'year',
  )
  const given = Object.fromEntries(used.map((part, index) => [part, numbers[index]]))
  const year = fullYear(given.year, today)
  const month = Number(given.month) - 1
  const day = Number(given.day)
  const date = new Date(Date.UTC(year, month, day))
  date.setUTCFullYear(year)
  const exists = date.getUTCMonth() === month && date.getUTCDate() === day
  return exists ? { day, month, year } : undefined
}

/** Two digits mean the year nearest to now. */
function fullYear(digits: string | undefined, today: Date): number {
  const now = today.getFullYear()
  if (digits === undefined) return now
  if (digits.length > 2) return Number(digits)
  const sameCentury = now - (now % 100) + Number(digits)
  if (sameCentury > now + 50) return sameCentury - 100
  return sameCentury < now - 50 ? sameCentury + 100 : sameCentury
}
