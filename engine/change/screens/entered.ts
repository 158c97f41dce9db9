import type { FieldPlan } from '../../plan/plan.ts'
import { listed } from '../sentences.ts'

/** How a field is entered and shown, where its type stays: what limits its values is told among the tables. */
export function enteredOtherwise(
  before: FieldPlan,
  after: FieldPlan,
  fieldToday: (name: string) => string | undefined,
): string[] {
  const [was, is] = [before.editor, after.editor]
  if (was.kind === 'choice' && is.kind === 'choice' && was.show !== is.show)
    return [is.show === 'radio' ? 'its options are shown all at once' : 'its options are a list that opens']
  if (was.kind === 'file' && is.kind === 'file') {
    const more = is.accept.filter((kind) => !was.accept.includes(kind))
    const fewer = was.accept.filter((kind) => !is.accept.includes(kind))
    return [
      ...(more.length > 0 ? [`it takes ${listed(more)} too`] : []),
      ...(fewer.length > 0 ? [`it takes no ${listed(fewer)} any more; files that are there stay`] : []),
      ...(was.maxSize === is.maxSize
        ? []
        : [`it takes files of ${sizeOf(is.maxSize)} at most, before ${sizeOf(was.maxSize)}`]),
    ]
  }
  if (was.kind === 'number' && is.kind === 'number') {
    const unit = was.suffixField === undefined ? was.suffix : (fieldToday(was.suffixField) ?? was.suffixField)
    const isSame = unit === (is.suffixField ?? is.suffix) && !was.suffixField === !is.suffixField
    if (isSame) return []
    return [
      is.suffixField === undefined
        ? `its amounts are ${is.suffix ?? 'plain'} from now on, whatever they were: no amount is converted`
        : `the currency of its amounts is what ${is.suffixField} of the record says: no amount is converted`,
    ]
  }
  return []
}

function sizeOf(bytes: number): string {
  return bytes % (1024 * 1024) === 0 ? `${bytes / (1024 * 1024)} MB` : `${bytes / 1024} kB`
}
