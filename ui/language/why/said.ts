import type { Named } from '../../../engine/database/why/verdict.ts'

/** A sentence for each code that the server answers: one that is missing does not compile. */
export type Said<Code extends string> = Readonly<Record<Code, (names: Required<Named>) => string>>
