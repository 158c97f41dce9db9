import type { FieldsView, ListView, OverviewView } from '../../plan/screens.ts'
import type { Condition } from '../../words/condition.ts'
import type { Label } from '../../words/label.ts'
import { conditionInWords } from '../conditions.ts'
import { screenChange, type ScreenChange } from '../screen-change.ts'
import { textOf } from '../shift.ts'
import { nameOfToday } from './forms.ts'
import { compareOrder, placed } from './ordered.ts'
import type { Sight } from './sight.ts'
import { textChange } from './texts.ts'

type Listing = ListView<Label> | OverviewView<Label>
type Shown = { readonly entity: string; readonly columns: FieldsView<Label>['fields'] }

export function compareList(
  sight: Sight,
  place: string,
  before: ListView<Label>,
  after: ListView<Label>,
): ScreenChange[] {
  return [
    ...about(place, textChange('its title', before.title, after.title, sight.languages)),
    ...compareListing(sight, place, before, after),
    ...about(place, selectChange(before, after)),
    ...about(place, totalsChange(before, after)),
  ]
}

export function compareOverview(
  sight: Sight,
  place: string,
  before: OverviewView<Label>,
  after: OverviewView<Label>,
): ScreenChange[] {
  const renames = [before, after].map(({ rename }) => rename !== null)
  const sentence = `the name in the header can ${after.rename ? 'now' : 'no longer'} be edited`
  return [
    ...compareListing(sight, place, before, after),
    ...about(place, renames[0] === renames[1] ? undefined : sentence),
  ]
}

export function compareFields(
  sight: Sight,
  place: string,
  before: FieldsView<Label>,
  after: FieldsView<Label>,
): ScreenChange[] {
  const [was, is] = [before, after].map(({ entity, fields }) => ({ entity, columns: fields })) as [
    Shown,
    Shown,
  ]
  return compareColumns(sight, place, was, is)
}

function compareListing(sight: Sight, place: string, before: Listing, after: Listing): ScreenChange[] {
  const search = `the search box ${after.search ? 'appears' : 'goes'}`
  return [
    ...compareColumns(sight, place, before, after),
    ...after.actions.flatMap((action) =>
      before.actions.includes(action)
        ? []
        : screenChange('appears', 'action', place, `the button ${action} appears`),
    ),
    ...before.actions.flatMap((action) =>
      after.actions.includes(action)
        ? []
        : screenChange('goes', 'action', place, `the button ${action} goes`),
    ),
    ...(before.search === after.search
      ? []
      : screenChange(after.search ? 'appears' : 'goes', 'view', place, search)),
    ...about(place, buttonOrder(before, after)),
    ...about(place, formChange(sight, before, after)),
    ...about(place, sortChange(sight, before, after)),
    ...about(place, whereChange(sight, before, after)),
  ]
}

function compareColumns(sight: Sight, place: string, before: Shown, after: Shown): ScreenChange[] {
  const pathToday = (path: string): string => sight.today.path(before.entity, path.split('.')).join('.')
  const order = compareOrder(
    before.columns.map((item) => ({ key: pathToday(item.path), item })),
    after.columns.map((item) => ({ key: item.path, item })),
  )
  return [
    ...order.new.flatMap(({ key, after: other }) =>
      screenChange('appears', 'column', place, `the column ${key} appears ${placed(other)}`),
    ),
    ...order.gone.flatMap(({ item }) =>
      screenChange('goes', 'column', place, `the column ${item.path} goes`),
    ),
    ...order.moved.flatMap(({ key, after: other }) =>
      screenChange('moves', 'column', place, `the column ${key} moves, ${placed(other)}`),
    ),
    ...order.kept.flatMap(({ key, before: was, after: is }) =>
      screenChange(
        'changes',
        'column',
        place,
        textChange(`the heading of the column ${key}`, was.label, is.label, sight.languages),
      ),
    ),
  ]
}

function buttonOrder(before: Listing, after: Listing): string | undefined {
  const kept = before.actions.filter((action) => after.actions.includes(action))
  const now = after.actions.filter((action) => before.actions.includes(action))
  return kept.join() === now.join() ? undefined : 'its buttons stand in another order'
}

/** One that comes or goes does so with its buttons. */
function formChange(sight: Sight, { form: was }: Listing, { form: is }: Listing): string | undefined {
  if (!was || !is || nameOfToday(sight, was) === is.form) return undefined
  return `its buttons open the form ${is.form}, before ${was.form}`
}

function totalsChange(before: ListView<Label>, after: ListView<Label>): string | undefined {
  const [was, is] = [before, after].map(({ totals }) => totals.map(({ field }) => field).join(', '))
  if (was === is) return undefined
  return is === '' ? 'nothing is added up below it any more' : `below it, ${is} is added up`
}

function sortChange({ today }: Sight, before: Listing, after: Listing): string | undefined {
  const was = before.sort
    .split(',')
    .map((part) => {
      const minus = part.startsWith('-') ? '-' : ''
      return minus + today.path(before.entity, part.slice(minus.length).split('.')).join('.')
    })
    .join(',')
  if (before.sort === '' ? after.sort === '' : was === after.sort) return undefined
  return after.sort === ''
    ? 'it has no order of its own any more'
    : `it is sorted by ${sortInWords(after.sort)}`
}

function sortInWords(sort: string): string {
  return sort
    .split(',')
    .map((part) => (part.startsWith('-') ? `${part.slice(1)} (descending)` : part))
    .join(', then ')
}

export function whereChange(
  { before: plan, today, recordWas }: Sight,
  before: Pick<Listing, 'entity' | 'where'>,
  after: Pick<Listing, 'where'>,
): string | undefined {
  const accounts = Object.values(plan.areas)[0]?.accounts ?? ''
  const was: Condition | null =
    before.where && today.condition(before.entity, accounts, before.where, recordWas)
  if ((was && textOf(was)) === (after.where && textOf(after.where))) return undefined
  if (!after.where) return `it shows all records, not only where ${was ? conditionInWords(was) : ''}`
  return `it shows only records where ${conditionInWords(after.where)}`
}

function selectChange(
  { onSelect: before }: ListView<Label>,
  { onSelect: after }: ListView<Label>,
): string | undefined {
  if (!after) return before ? 'a click on a record no longer fills a form' : undefined
  const asks = before && { fill: before.fill, from: Object.values(before.from), consume: before.consume }
  const isSame =
    asks &&
    JSON.stringify(asks) ===
      JSON.stringify({ fill: after.fill, from: Object.values(after.from), consume: after.consume })
  if (isSame) return undefined
  return before
    ? `a click on a record fills the form ${after.fill} otherwise`
    : `a click on a record fills the form ${after.fill}`
}

function about(place: string, sentence: string | undefined): ScreenChange[] {
  return screenChange('changes', 'view', place, sentence)
}
