/** What a browser calls itself, as people call it; null for a program. The order matters: most name others too. */
export function browserName(
  userAgent: string | null,
): { readonly browser: string; readonly system: string | null } | null {
  const browser = firstOf(browsers, userAgent)
  return browser === null ? null : { browser, system: firstOf(systems, userAgent) }
}

const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bChrome\/|\bCriOS\/|\bHeadlessChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]

const systems: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

function firstOf(known: readonly (readonly [RegExp, string])[], text: string | null): string | null {
  return known.find(([pattern]) => pattern.test(text ?? ''))?.[1] ?? null
}
