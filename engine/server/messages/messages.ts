import { en, type MessageKey, type Messages } from './en.ts'
import { fr } from './fr.ts'
import { nl } from './nl.ts'

const languages: ReadonlyMap<string, Messages> = new Map([
  ['en', en],
  ['nl', nl],
  ['fr', fr],
])

export type Parameters = Readonly<Record<string, string | number>>

/** A sentence of the server's own, in English where it does not speak the language. */
export function message(language: string, key: MessageKey, parameters: Parameters = {}): string {
  const text = (languages.get(language) ?? en)[key]
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole))
}

export type { MessageKey }
