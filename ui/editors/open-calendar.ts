import type { DatePicker } from '@vaadin/date-picker'

/**
 * A click into the text opens the calendar; typing does not, as Vaadin would have it: then Tab goes to the next field, and
 * not into a calendar that was not asked for.
 */
export function openCalendar({ target }: Event): void {
  if (target instanceof HTMLInputElement) target.closest<DatePicker>('vaadin-date-picker')?.open()
}
