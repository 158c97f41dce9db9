import type { AccentShades } from '../engine/words/accent.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const key = 'lintel-theme'

export function theme(): Theme {
  const kept = remembered()
  return themes.find((each) => each === kept) ?? 'system'
}

export function setTheme(next: Theme): void {
  try {
    localStorage.setItem(key, next)
  } catch {
    // A browser that keeps nothing shows it until the page is left.
  }
  applyTheme(next)
}

/** The account's own, wherever it signs in; a browser that was never told goes by its own. */
export function followTheme(chosen: Theme | null): void {
  if (chosen && chosen !== theme()) setTheme(chosen)
}

export function applyTheme(next: Theme = theme()): void {
  document.documentElement.style.colorScheme = next === 'system' ? 'light dark' : next
}

/** The area's own colour, as it can be read on light and on dark. */
export function applyAccent(accent: AccentShades | null): void {
  if (!accent) return
  document.documentElement.style.setProperty('--area-accent-light', accent.light)
  document.documentElement.style.setProperty('--area-accent-dark', accent.dark)
}

function remembered(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
