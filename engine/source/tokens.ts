import type { CST } from 'yaml'

/** Every token, those within others included. Not recursive: depth is what one looks for. */
export function everyToken(tokens: readonly CST.Token[]): readonly CST.Token[] {
  const found: CST.Token[] = []
  const pending: unknown[] = [...tokens].reverse()
  while (pending.length > 0) {
    const value = pending.pop()
    if (Array.isArray(value)) for (const item of [...(value as unknown[])].reverse()) pending.push(item)
    else if (typeof value === 'object' && value !== null) {
      if (isToken(value)) found.push(value)
      pending.push(
        ...Object.values(value as Readonly<Record<string, unknown>>)
          .filter((child) => typeof child === 'object')
          .reverse(),
      )
    }
  }
  return found
}

function isToken(value: object): value is CST.Token {
  return (
    typeof (value as { type?: unknown }).type === 'string' &&
    typeof (value as { offset?: unknown }).offset === 'number'
  )
}
