import type { Picture } from '../source/pictures.ts'

/** What an area looks like. */
export interface Theme {
  /** `#rrggbb` */
  readonly accent: string | undefined
  readonly logo: Picture | undefined
}
