import type { Rendered } from './rendered.ts'
import { textCell } from './text.ts'

/** Which fields: what became of each is shown where there is room. */
export function changesCell(value: unknown): Rendered {
  return textCell(Object.keys(value as Record<string, unknown>).join(', '))
}
