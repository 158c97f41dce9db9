import type { AccessChange } from './access-change.ts'
import type { ScreenChange } from './screen-change.ts'
import type { Step } from './step.ts'

/**
 * What separates the definitions that are applied from those that are wanted: plain data, to be printed, kept and carried
 * out. Empty in all three parts where there is nothing to do.
 */
export interface Change {
  /** The revision it starts from; 0 where nothing has been applied yet. Made for another one, it is refused. */
  readonly from: number
  /** Of the files it leads to: a change that was kept is carried out with these files only. */
  readonly digest: string
  readonly tables: readonly Step[]
  readonly access: readonly AccessChange[]
  readonly screens: readonly ScreenChange[]
}
