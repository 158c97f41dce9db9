import type { Access } from '../../access/access.ts'
import type { Action } from '../../plan/plan.ts'
import type { Column, FieldsView, Form, Given, ListView, OverviewView } from '../../plan/screens.ts'
import type { Label } from '../../words/label.ts'
import { isAskable } from '../askable.ts'
import { mayConsume } from '../query/consume.ts'
import { trimForm } from './trim-forms.ts'
import type { Sight } from './sight.ts'

export function trimList(view: ListView<Label>, sight: Sight): ListView<Label> | null {
  const shown = trimShown(view, sight)
  if (!shown) return null
  const { access, forms } = sight
  const fills =
    view.onSelect !== null && forms.has(view.onSelect.fill)
      ? {
          ...view.onSelect,
          from: Object.fromEntries(
            Object.entries(view.onSelect.from).filter(([, path]) => sight.reads(view.entity, path)),
          ),
          consume: view.onSelect.consume && consumes(view, sight),
        }
      : null
  return {
    ...view,
    ...shown,
    onSelect: fills,
    detail: sight.trimViews(view.detail, sight),
    totals: view.totals.filter(({ field, cell }) => {
      const unit = cell.kind === 'number' ? cell.currencyField : undefined
      return [field, unit ?? field].every((name) => sight.reads(view.entity, name))
    }),
    deleted: view.deleted && access.rows(view.entity, 'restore') !== false,
  }
}

export function trimOverview(view: OverviewView<Label>, sight: Sight): OverviewView<Label> | null {
  const shown = trimShown(view, sight)
  if (!shown) return null
  const renames = view.rename !== null && sight.access.fields(view.entity, 'update').has(view.rename.field)
  return {
    ...view,
    ...shown,
    rename: renames ? view.rename : null,
    detail: sight.trimViews(view.detail, sight),
  }
}

type Shown = Pick<ListView<Label>, 'columns' | 'actions' | 'form' | 'sort' | 'search'>

/** What lists have in common; null where the records, or what selects them, may not be read. */
function trimShown(view: ListView<Label> | OverviewView<Label>, sight: Sight): Shown | null {
  const { access, reads } = sight
  const { entity } = view
  if (access.rows(entity, 'read') === false) return null
  // The list's own condition is sent as a filter, which takes only names that may be read.
  if (view.where !== null && !isAskable(sight.plan, access, entity, view.where)) return null
  const columns = view.columns
    .filter((column) => reads(entity, column.path))
    .map((column) => trimColumn(entity, column, sight))
  if (columns.length === 0) return null
  const form = view.form && trimForm(view.form, sight)
  const actions = view.actions.filter(
    (action) =>
      access.rows(entity, action) !== false &&
      isOfUse(action, form) &&
      (action !== 'create' || mayGive(view, access)),
  )
  const writes = actions.includes('create') || actions.includes('update')
  return {
    columns,
    actions,
    form: writes ? form : null,
    sort: view.sort
      .split(',')
      .filter((path) => path !== '' && reads(entity, path.replace(/^-/, '')))
      .join(','),
    search: view.search && searches(entity, sight),
  }
}

/** A record that could not be tied to the one around it would not be of this list. */
export function mayGive(
  { entity, given }: { readonly entity: string; readonly given: Given },
  access: Access,
): boolean {
  const fields = access.fields(entity, 'create')
  return Object.keys(given).every((field) => fields.has(field))
}

export function trimFields(view: FieldsView<Label>, { reads }: Sight): FieldsView<Label> | null {
  const fields = view.fields
    .filter(({ path }) => reads(view.entity, path))
    .map((field) => ({
      ...field,
      unit: field.unit !== null && reads(view.entity, field.unit) ? field.unit : null,
    }))
  return fields.length > 0 ? { ...view, fields } : null
}

/** A form in which nothing may be entered is no way to write. */
function isOfUse(action: Action, form: Form<Label> | null): boolean {
  if (action !== 'create' && action !== 'update') return true
  return form === null || form.fields.some((field) => field[action])
}

/** Whether a create may take records of this list off it. */
function consumes({ entity, where }: ListView<Label>, { plan, access }: Sight): boolean {
  const offered = Object.values(plan.areas[access.area]?.consumes ?? {}).flat()
  const asked = JSON.stringify(where)
  return offered.some(
    (one) => one.entity === entity && JSON.stringify(one.where) === asked && mayConsume(access, one),
  )
}

function trimColumn(entity: string, column: Column<Label>, { reads }: Sight): Column<Label> {
  return {
    ...column,
    unit: column.unit !== null && reads(entity, column.unit) ? column.unit : null,
    sort: column.sort !== null && reads(entity, column.sort) ? column.sort : null,
    filter: column.filter !== null && reads(entity, column.filter.path) ? column.filter : null,
  }
}

function searches(entity: string, { plan, access, reads }: Sight): boolean {
  return (plan.areas[access.area]?.search[entity] ?? []).some((path) => reads(entity, path))
}
