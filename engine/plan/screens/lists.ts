import type { Entity, Field } from '../../model/entity.ts'
import type { FieldsView, ListView, OverviewView, Sort } from '../../model/view.ts'
import type { Path } from '../../words/condition.ts'
import type { Label } from '../../words/label.ts'
import { fieldAt, sortPath } from '../paths.ts'
import type {
  Column,
  FieldsView as FieldsScreen,
  ListView as ListScreen,
  OverviewView as OverviewScreen,
} from '../screens.ts'
import { planForm } from './forms.ts'
import { givenBy } from './given.ts'
import type { Place } from './place.ts'
import { shownCell, shownEditor } from './shown.ts'

export function planList(view: ListView, place: Place): ListScreen<Label> {
  return {
    view: 'list',
    id: view.id,
    title: view.title ?? null,
    entity: view.entity.name,
    label: view.entity.label,
    columns: view.columns.map((path) => planColumn(view, path)),
    search: view.search.length > 0,
    sort: view.sort.map(sortText).join(','),
    totals: view.totals.map((field) => ({ field: field.name, label: field.label, cell: shownCell(field) })),
    where: view.where ?? null,
    actions: view.actions,
    form: writes(view) ? planForm(view.form) : null,
    onSelect: view.onSelect
      ? {
          fill: view.onSelect.fill,
          from: Object.fromEntries([...view.onSelect.from].map(([field, path]) => [field, path.join('.')])),
          consume: view.onSelect.consume !== undefined,
        }
      : null,
    detail: place.planViews(view.detail, { ...place, selected: view.entity }),
    given: givenBy(view.where),
    deleted: view.entity.softDelete && view.actions.includes('restore'),
  }
}

export function planOverview(view: OverviewView, place: Place): OverviewScreen<Label> {
  return {
    view: 'overview',
    id: view.id,
    entity: view.entity.name,
    label: view.entity.label,
    columns: view.columns.map((path) => planColumn(view, path)),
    search: view.search.length > 0,
    sort: view.sort.map(sortText).join(','),
    where: view.where ?? null,
    actions: view.actions,
    form: writes(view) ? planForm(view.form) : null,
    rename:
      view.rename === undefined
        ? null
        : { field: view.rename, maxLength: maxLength(view.entity, view.rename) },
    detail: place.planViews(view.detail, { ...place, selected: view.entity }),
    given: givenBy(view.where),
  }
}

export function planFields(view: FieldsView): FieldsScreen<Label> {
  const fields = view.columns.map((path) => {
    const { label, cell, unit } = planColumn(view, path)
    return { path: path.join('.'), label, cell, unit }
  })
  return { view: 'fields', id: view.id, title: view.title ?? null, entity: view.entity.name, fields }
}

function writes({ actions }: { readonly actions: readonly string[] }): boolean {
  return actions.includes('create') || actions.includes('update')
}

function planColumn(
  { entity, columnLabels }: ListView | OverviewView | FieldsView,
  path: Path,
): Column<Label> {
  const { field } = fieldAt(entity, path)
  const filterable = field.operators.length > 0 && !field.relation?.many && field.storage.kind !== 'none'
  return {
    path: path.join('.'),
    label: columnLabels.get(path.join('.')) ?? field.label,
    cell: shownCell(field),
    unit: unitOf(field, path),
    sort: sortPath(entity, path)?.join('.') ?? null,
    filter: filterable
      ? { path: path.join('.'), operators: field.operators, editor: shownEditor(field) }
      : null,
  }
}

function unitOf({ cell }: Field, path: Path): string | null {
  const name = cell.kind === 'number' ? cell.currencyField : undefined
  return name === undefined ? null : [...path.slice(0, -1), name].join('.')
}

function sortText({ path, descending }: Sort): string {
  return `${descending ? '-' : ''}${path.join('.')}`
}

function maxLength(entity: Entity, name: string): number | null {
  const editor = fieldAt(entity, [name]).field.editor
  return 'maxLength' in editor ? (editor.maxLength ?? null) : null
}
