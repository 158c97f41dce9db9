import type { Form } from '../../engine/plan/screens.ts'
import type { ListAnswer, ProblemDetails, Reference, WireRecord } from '../../engine/server/wire.ts'
import { isAbort, problemOf, type Api } from '../client.ts'
import { texts } from '../language/texts.ts'
import { complain, notify } from '../notices.ts'
import { uploading } from '../uploads.ts'
import { listUrl, recordUrl } from '../list-url.ts'
import { changedFiles, createBody, givenBody, patchBody } from './body.ts'
import type { FormState } from './form-state.ts'
import type { FormContext, Values } from './holds.ts'
import { throughPaths } from './through-paths.ts'

export type Outcome =
  | { readonly kind: 'saved'; readonly record: WireRecord }
  | { readonly kind: 'unchanged' }
  /** The one who sent it did not wait; nothing of it was saved. */
  | { readonly kind: 'cancelled' }
  /** Somebody else was first; `current` is what they left. */
  | { readonly kind: 'stale'; readonly current: WireRecord }
  | { readonly kind: 'refused'; readonly problem: ProblemDetails }

export interface Consume {
  readonly entity: string
  readonly id: number
}

/** Where the record of a form is: `books/7`, or `settings` where there is only one. */
export type RecordPath = string

export async function create(
  api: Api,
  state: FormState,
  context: FormContext,
  consume: Consume | null,
  given: Values,
): Promise<Outcome> {
  const query = consume ? `?consume=${consume.entity}/${consume.id}` : ''
  return attempt(async () => {
    const record = await api.post<WireRecord>(`/${state.form.entity}${query}`, {
      ...givenBody(state.form, given),
      ...createBody(state, context),
    })
    const path = `${state.form.entity}/${record.id}`
    // The record is there: what keeps a file from it is said, and does not make it again.
    const filed = await sendFiles(api, path, state, context, record).catch((error: unknown) => {
      sayOf(error)
      return record
    })
    return { kind: 'saved', record: filed }
  })
}

export async function update(
  api: Api,
  path: RecordPath,
  state: FormState,
  context: FormContext,
  version: number,
): Promise<Outcome> {
  const patch = patchBody(state, context)
  const links = Object.entries(patch).filter(([name]) => isToMany(state.form, name))
  const own = Object.fromEntries(Object.entries(patch).filter(([name]) => !isToMany(state.form, name)))
  const hasFiles = changedFiles(state, context).length > 0
  if (links.length === 0 && !hasFiles && Object.keys(own).length === 0) return { kind: 'unchanged' }
  return attempt(async () => {
    const patched =
      Object.keys(own).length > 0 ? await api.patch<WireRecord>(`/${path}`, own, { version }) : null
    for (const [name, ids] of links)
      await relink(api, `/${path}/${name}`, idsOf(state.start[name]), ids as number[])
    const based = patched ?? { id: 0, version }
    const filed = await sendFiles(api, path, state, context, based).catch((error: unknown) => {
      if (!patched || !isAbort(error)) throw error
      sayOf(error)
      return based
    })
    const whole = filed === based ? patched : filed
    const record = whole && !readsMore(state.form) ? whole : await readRecord(api, path, state.form)
    return { kind: 'saved', record }
  })
}

/** Each by itself, based on the record as the write before it left it; answers the record as the last one did. */
async function sendFiles(
  api: Api,
  path: RecordPath,
  state: FormState,
  context: FormContext,
  record: WireRecord,
): Promise<WireRecord> {
  let latest = record
  for (const { field, file } of changedFiles(state, context)) {
    // A record that its writer may not read tells no version.
    const version = (latest['version'] as number | undefined) ?? '*'
    latest = file
      ? await uploading(file, (more) =>
          api.upload<WireRecord>(`/${path}/${field}`, file, { version, ...more }),
        )
      : await api.delete<WireRecord>(`/${path}/${field}`, { version })
  }
  return latest
}

/** What somebody cancelled is no failure. */
function sayOf(error: unknown): void {
  if (isAbort(error)) notify({ text: texts().file.cancelled })
  else complain(error)
}

async function attempt(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work()
  } catch (error) {
    if (isAbort(error)) {
      sayOf(error)
      return { kind: 'cancelled' }
    }
    const problem = problemOf(error, texts().failure.unexpected)
    return problem.status === 412 && problem.current
      ? { kind: 'stale', current: problem.current }
      : { kind: 'refused', problem }
  }
}

/** A to-many of a record that exists is changed link by link. */
async function relink(
  api: Api,
  path: string,
  before: readonly number[],
  after: readonly number[],
): Promise<void> {
  for (const id of after) if (!before.includes(id)) await api.put(`${path}/${id}`)
  for (const id of before) if (!after.includes(id)) await api.delete(`${path}/${id}`)
}

function idsOf(value: unknown): readonly number[] {
  return Array.isArray(value) ? (value as Reference[]).map(({ id }) => id) : []
}

function readsMore(form: Form): boolean {
  if (form.byRow) return true
  return form.fields.some(
    ({ field, editor }) => editor.kind === 'relations' || throughPaths(form, field).length > 0,
  )
}

function isToMany(form: Form, name: string): boolean {
  return form.fields.find((field) => field.field === name)?.editor.kind === 'relations'
}

/** A to-many as an editor holds it: all of its members, as long as they are few. */
const mostMembers = 200

/**
 * The record with all that its form needs: members of to-many fields, what conditions look at behind relations, and what may
 * be changed where that differs from record to record.
 */
export async function readRecord(api: Api, path: RecordPath, form: Form): Promise<WireRecord> {
  const record = await api.get<WireRecord>(recordUrl(path, form))
  const behind = form.fields.flatMap(({ field }) =>
    throughPaths(form, field).map((rest) => `${field}.${rest}`),
  )
  const more = behind.length > 0 ? await api.get<WireRecord>(`/${path}?fields=${behind.join(',')}`) : {}
  const members = await Promise.all(
    form.fields
      .filter(
        ({ field, editor, update }) => editor.kind === 'relations' && update && record[field] !== undefined,
      )
      .map(async ({ field }) => {
        const url = listUrl(`${path}/${field}`, { fields: ['display'], limit: mostMembers, count: 'none' })
        const { data, page } = await api.get<ListAnswer<Reference>>(url)
        return page.next === null ? { [field]: data } : {}
      }),
  )
  return Object.assign({}, record, more, ...members) as WireRecord
}
