import { hash, parseOptions, verify } from '@node-rs/argon2'
import { takingTurns } from './turns.ts'

/** argon2id; 19 MiB, twice over: what OWASP asks at least, about 70 ms on a small machine. */
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Hashing takes threads that the database wants too, and 19 MiB each: two at once, the others wait. */
const inTurn = takingTurns({ atOnce: 2, waiting: 200 })

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, parameters))
}

/** Stands in where there is no password, so that trying one takes as long as where there is. */
let standIn: Promise<string> | undefined

/** Null for `stored` costs the same time as a wrong password, and is one. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  standIn ??= hashPassword('nobody has this one')
  const against = stored ?? (await standIn)
  const fits = await inTurn(() => verify(against, password))
  return fits && stored !== null
}

/** Whether it was hashed with lesser parameters than today's. */
export function isOutdated(stored: string): boolean {
  const { memoryCost, timeCost } = parseOptions(stored)
  const isOther = !stored.startsWith('$argon2id$')
  return isOther || memoryCost < parameters.memoryCost || timeCost < parameters.timeCost
}
