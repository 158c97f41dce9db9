import type { FieldPlan } from '../../plan/plan.ts'
import type { Option } from '../../field-types/field-type.ts'
import type { Label } from '../../words/label.ts'
import { renamesAmong } from '../renames.ts'
import { screenChange, type ScreenChange } from '../screen-change.ts'
import { compareOrder } from './ordered.ts'
import { nameToday, type Sight } from './sight.ts'
import { textChange } from './texts.ts'

/** What a choice offers; what happens to records that have an option that goes is told among the tables. */
export function compareOptions(
  { languages }: Sight,
  place: string,
  before: FieldPlan,
  after: FieldPlan,
): ScreenChange[] {
  const was = optionsOf(before)
  const is = optionsOf(after)
  if (was.length === 0 || is.length === 0) return []
  const asNamed = ({ value, was: former }: Option<Label>): { name: string; was: string | null } => ({
    name: value,
    was: former ?? null,
  })
  const { names } = renamesAmong(was.map(asNamed), is.map(asNamed))
  const order = compareOrder(
    was.map((item) => ({ key: nameToday(names, item.value), item })),
    is.map((item) => ({ key: item.value, item })),
  )
  const about = (sentence: string | undefined): ScreenChange[] =>
    screenChange('changes', 'field', place, sentence)
  return [
    ...order.new.flatMap(({ key }) => about(`it offers ${key} too`)),
    ...order.gone.flatMap(({ item }) => about(`it no longer offers ${item.value}`)),
    ...about(order.moved.length > 0 ? 'its options stand in another order' : undefined),
    ...order.kept.flatMap(({ key, before: old, after: now }) => [
      ...about(textChange(`the label of its option ${key}`, old.label, now.label, languages)),
      ...about(old.tone === now.tone ? undefined : `its option ${key} looks ${now.tone ?? 'plain'}`),
    ]),
  ]
}

function optionsOf({ editor }: FieldPlan): readonly Option<Label>[] {
  return editor.kind === 'choice' ? editor.options : []
}
