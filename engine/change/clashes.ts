import type { Clash } from './renames.ts'
import type { StepCode } from './step.ts'
import type { Draft } from './work.ts'

const codes = {
  entity: 'rename-entity',
  field: 'rename-field',
  option: 'rename-option',
  page: 'rename-page',
  level: 'rename-level',
} as const satisfies Record<Clash['kind'], StepCode>

/** A `was` that names something, at something that is there as well: one of the two has to go first. */
export function clashDrafts(clashes: readonly Clash[]): Draft[] {
  return clashes.map(({ kind, name, was }) => {
    const last = name.split('.').at(-1) ?? name
    return {
      code: codes[kind],
      name,
      was,
      sentence: `calls ${was} ${last} from now on`,
      asks: [],
      refused: {
        reason: `Both are there: \`${was}\` and \`${last}\`, each with what it holds.`,
        hint: `Delete \`was: ${was}\`; or take one of the two out first, apply, and then write this.`,
      },
    }
  })
}
