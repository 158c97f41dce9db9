import { changes } from './changes.ts'
import { fields } from './fields.ts'
import { form } from './form.ts'
import { levels } from './levels.ts'
import { list } from './list.ts'
import { overview } from './overview.ts'
import { shuttle } from './shuttle.ts'
import { tabs } from './tabs.ts'
import { text } from './text.ts'
import { thread } from './thread.ts'
import type { ViewType } from './view-type.ts'

/** Every kind of view; to add one, add its file and its line here: the compiler asks the linker and the ui for the rest. */
export const viewTypes = {
  list,
  form,
  fields,
  overview,
  shuttle,
  levels,
  tabs,
  text,
  changes,
  thread,
} satisfies Record<string, ViewType>

export type ViewTypeName = keyof typeof viewTypes

export function isViewTypeName(name: unknown): name is ViewTypeName {
  return typeof name === 'string' && Object.hasOwn(viewTypes, name)
}
