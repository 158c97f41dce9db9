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

export function applyTheme(next: Theme = theme()): void {
  document.documentElement.style.colorScheme = next === 'system' ? 'light dark' : next
}

/** The area's own colour, from which every shade is computed. */
export function applyAccent(accent: string | null): void {
  if (accent) document.documentElement.style.setProperty('--area-accent', accent)
}

function remembered(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
