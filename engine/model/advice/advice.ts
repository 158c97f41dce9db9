import type { warnings } from '../../problems/catalogue.ts'
import type { Node, Place } from '../../source/document.ts'
import { entriesOf, itemsOf, textOf } from '../../source/look.ts'
import type { Model } from '../model.ts'

/** What those who advise look at: what the definitions mean, and how they are written. */
export interface Advice {
  readonly model: Model
  /** File → what it says. */
  readonly roots: ReadonlyMap<string, Node | undefined>
  warn(
    place: Place | undefined,
    code: keyof typeof warnings,
    message: string,
    hint: string,
    /** The place that it is compared with. */
    other?: { readonly place: Place; readonly message: string },
  ): void
}

/** The files of a folder, by the names of what they describe. */
export function filesIn({ roots }: Advice, folder: string): readonly (readonly [string, Node])[] {
  return [...roots].flatMap(([file, root]) =>
    root && file.startsWith(folder) && file.endsWith('.yaml')
      ? [[file.slice(folder.length, -'.yaml'.length), root] as const]
      : [],
  )
}

/** Every text that stands as a value in files that start so. */
export function textsOf({ roots }: Advice, ...starts: readonly string[]): ReadonlySet<string> {
  return new Set(
    [...roots].flatMap(([file, root]) =>
      root && starts.some((start) => file.startsWith(start)) ? textsIn(root) : [],
    ),
  )
}

function textsIn(node: Node): readonly string[] {
  const text = textOf(node)
  if (text !== undefined) return [text]
  return [...itemsOf(node), ...entriesOf(node).map(({ value }) => value)].flatMap(textsIn)
}
