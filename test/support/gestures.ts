import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** Longer than a busy machine needs; what is there already costs nothing. */
const patience = 15_000

type Scope = Page | Locator

/** Reads until it is as expected, as a person looks again. */
export function eventually<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: patience, interval: 50 })
}

export async function sees(scope: Scope, text: string | RegExp): Promise<void> {
  await scope.getByText(text).first().waitFor({ timeout: patience })
}

export async function isGone(locator: Locator): Promise<void> {
  await locator.first().waitFor({ state: 'hidden', timeout: patience })
}

/** Types into a box of choices, and takes the one of that name. */
export async function choose(scope: Scope, label: string, option: string): Promise<void> {
  const box = scope.getByRole('combobox', { name: label })
  await box.fill(option)
  const page = 'page' in scope ? scope.page() : scope
  await page.getByRole('option', { name: option }).click()
}

/** What is wrong with a field, as its input says it to everybody. */
export function complaintOf(field: Locator): Promise<string> {
  return field.evaluate((element) =>
    (element.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id))
      .filter((each) => each?.getAttribute('slot') === 'error-message')
      .map((each) => each?.textContent?.trim() ?? '')
      .join(' '),
  )
}
