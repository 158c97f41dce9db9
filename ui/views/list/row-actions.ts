import type { Action } from '../../../engine/model/view.ts'
import type { ListView } from '../../../engine/plan/screens.ts'
import type { LinkAnswer, ViewingAnswer, WireRecord } from '../../../engine/server/wire.ts'
import { problemOf } from '../../client.ts'
import { confirm } from '../../dialogs.ts'
import { texts } from '../../language/texts.ts'
import { notify } from '../../notices.ts'
import { nameOf } from '../../record-name.ts'
import type { IconName } from '../../styles/icons.ts'
import type { ViewContext } from '../view-context.ts'

/** What a button of a row works with. */
export interface RowWork {
  readonly view: ListView
  readonly context: ViewContext
  readonly row: WireRecord
  readonly showLink: (name: string, answer: LinkAnswer) => void
}

export interface RowAction {
  readonly icon: IconName
  readonly danger: boolean
  /** Whether it is for deleted records, or for those that are there. */
  readonly of: 'deleted' | 'present'
  readonly label: (name: string) => string
  readonly title: () => string
  readonly run: (work: RowWork) => Promise<void>
}

/** What a button of a row does; null where an action is not one of a row. An action missing here does not compile. */
export const rowActions: Readonly<Record<Action, RowAction | null>> = {
  create: null,
  export: null,
  update: {
    icon: 'pencil',
    danger: false,
    of: 'present',
    label: (name) => texts().list.editOf(name),
    title: () => texts().list.edit,
    run: edit,
  },
  'reset-password': {
    icon: 'key',
    danger: false,
    of: 'present',
    label: (name) => texts().list.resetOf(name),
    title: () => texts().list.reset,
    run: resetPassword,
  },
  'reset-second-factor': {
    icon: 'smartphone',
    danger: false,
    of: 'present',
    label: (name) => texts().list.resetFactorOf(name),
    title: () => texts().list.resetFactor,
    run: resetSecondFactor,
  },
  'view-as': {
    icon: 'eye',
    danger: false,
    of: 'present',
    label: (name) => texts().viewing.asOf(name),
    title: () => texts().viewing.look,
    run: viewAs,
  },
  'send-again': {
    icon: 'send',
    danger: false,
    of: 'present',
    label: (name) => texts().list.sendAgainOf(name),
    title: () => texts().list.sendAgain,
    run: sendAgain,
  },
  delete: {
    icon: 'trash',
    danger: true,
    of: 'present',
    label: (name) => texts().list.deleteOf(name),
    title: () => texts().delete,
    run: remove,
  },
  restore: {
    icon: 'restore',
    danger: false,
    of: 'deleted',
    label: (name) => texts().list.restoreOf(name),
    title: () => texts().list.restore,
    run: restore,
  },
}

async function edit({ view, context, row }: RowWork): Promise<void> {
  if (!view.form) return
  const { openFormDialog } = await import('../../form/form-dialog.ts')
  const title = texts().list.editOf(nameOf(row))
  const saved = await openFormDialog({ context, form: view.form, record: row, title })
  if (saved) context.signals.changed(view.entity)
}

async function remove({ view, context, row }: RowWork): Promise<void> {
  const said = texts().list
  const name = nameOf(row)
  const canRestore = view.deleted && view.actions.includes('restore')
  const isSure = await confirm({
    title: said.deleteTitle(name),
    text: canRestore ? said.deleteKept : said.deleteForGood,
    confirm: texts().delete,
    danger: true,
  })
  if (!isSure) return
  await attempt(view, context, async () => {
    const version = typeof row['version'] === 'number' ? row['version'] : '*'
    await context.api.delete(`/${view.entity}/${row.id}`, { version })
    context.signals.changed(view.entity)
    notify({
      text: said.deleted1(name),
      ...(canRestore && { undo: () => restore({ view, context, row }) }),
    })
  })
}

async function restore({ view, context, row }: Pick<RowWork, 'view' | 'context' | 'row'>): Promise<void> {
  await attempt(view, context, async () => {
    await context.api.post(`/${view.entity}/${row.id}/restore`)
    context.signals.changed(view.entity)
    notify({ text: texts().list.restored(nameOf(row)), tone: 'good' })
  })
}

async function resetPassword({ view, context, row, showLink }: RowWork): Promise<void> {
  await attempt(view, context, async () => {
    showLink(nameOf(row), await context.api.post<LinkAnswer>(`/${view.entity}/${row.id}/reset-password`))
  })
}

async function resetSecondFactor({ view, context, row }: RowWork): Promise<void> {
  const said = texts().list
  const name = nameOf(row)
  const isSure = await confirm({
    title: said.resetFactorTitle(name),
    text: said.resetFactorText,
    confirm: said.resetFactor,
    danger: false,
  })
  if (!isSure) return
  await attempt(view, context, async () => {
    await context.api.post(`/${view.entity}/${row.id}/reset-second-factor`)
    notify({ text: said.factorReset(name), tone: 'good' })
  })
}

async function sendAgain({ view, context, row }: RowWork): Promise<void> {
  await attempt(view, context, async () => {
    await context.api.post(`/${view.entity}/${row.id}/send-again`)
    context.signals.changed(view.entity)
    notify({ text: texts().list.sentAgain, tone: 'good' })
  })
}

/** What is open here goes: the other's portal stands in its place. */
async function viewAs({ view, context, row }: RowWork): Promise<void> {
  await attempt(view, context, async () => {
    const { location: there } = await context.api.post<ViewingAnswer>(`/${view.entity}/${row.id}/view-as`)
    location.assign(there)
  })
}

async function attempt(view: ListView, context: ViewContext, act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    const problem = problemOf(error, texts().failure.unexpected)
    notify({ text: problem.detail, tone: 'bad', refusal: problem.instance })
    // Gone, or changed by somebody else: the list is not what it was.
    if (problem.status === 404 || problem.status === 412) context.signals.changed(view.entity)
  }
}
