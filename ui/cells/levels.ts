import type { Rendered } from './rendered.ts'
import { textCell } from './text.ts'

/** Page and level, as they are stored: the matrix is where they are read with their titles. */
export function levelsCell(value: unknown): Rendered {
  const levels = Object.entries(value as Record<string, string>).filter(([, level]) => level !== 'none')
  return textCell(levels.map(([page, level]) => `${page}: ${level}`).join(', '))
}
