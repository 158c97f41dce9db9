import { nodeAt } from '../../source/look.ts'
import type { Area } from '../area.ts'
import type { Advice } from './advice.ts'
import { grantsOf } from './grants.ts'

/** Areas whose accounts nobody may make: once the first ones are gone, there is only the command line. */
export function unmanagedAccounts({ model, roots, warn }: Advice): void {
  const grants = [...model.areas.values()].flatMap(grantsOf)
  for (const area of model.areas.values()) {
    const { name } = area.accounts
    if (makesItself(area) || grants.some(({ on, allow }) => on.name === name && allow.includes('create')))
      continue
    warn(
      nodeAt(nodeAt(nodeAt(roots.get('portal.yaml'), 'areas'), area.name), 'accounts'),
      'unmanaged-accounts',
      `Nobody may make accounts of \`${name}\`: that is left to the command line.`,
      `Allow it to a level: \`{ on: ${name}, allow: [create, update] }\`.`,
    )
  }
}

function makesItself({ signOn }: Area): boolean {
  return (signOn?.create ?? null) !== null
}
