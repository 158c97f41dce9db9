import type { Change } from './change.ts'

/** What stands in the way, told by the steps of the change that are refused. */
export class ChangeRefused extends Error {
  readonly change: Change
  /** How many steps are. */
  readonly refused: number
  constructor(change: Change) {
    const refused = change.tables.flatMap(({ name, refused }) =>
      refused ? [`- ${name}: ${refused.reason} ${refused.hint}`] : [],
    )
    super(`the definitions ask for what needs an answer first:\n${refused.join('\n')}`)
    this.change = change
    this.refused = refused.length
  }
}

/** The change was made for definitions, or a database, that are others by now. */
export class ChangeOutdated extends Error {}

/** The database was not what it should have become; nothing of it has happened. */
export class ChangeFailed extends Error {}
