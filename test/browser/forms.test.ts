import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Form, FormField } from '../../engine/plan/screens.ts'
import { complaintOf, eventually, isGone, sees } from '../support/gestures.ts'
import { openPortals, openView, regionOf, settled, viewsOf } from '../support/screens.ts'

const portals = await openPortals()

/** What is asked for whatever the other fields hold. */
const needed = (form: Form) =>
  form.fields.filter(
    (field) =>
      field.create &&
      field.required &&
      field.default === null &&
      field.visibleIf === null &&
      field.editor.kind !== 'boolean',
  )

let turn = 0

/** Something that the field takes, and that no other record has. */
async function fillIn(scope: Locator, { label, editor, follows }: FormField): Promise<void> {
  const page = scope.page()
  turn += 1
  if (follows !== null && !(editor.kind === 'text' && editor.input === 'email')) return
  if (editor.kind === 'text') {
    const texts = {
      text: `new.${turn}`,
      email: `new.${turn}@post.example`,
      url: `https://${turn}.example`,
      tel: `+49 30 ${turn}`,
    }
    await scope.getByLabel(label, { exact: true }).fill(texts[editor.input])
  } else if (editor.kind === 'longText') await scope.getByLabel(label, { exact: true }).fill(`New ${turn}`)
  else if (editor.kind === 'number')
    await scope.getByLabel(label, { exact: true }).fill(String((editor.min ?? 0) + 1))
  else if (editor.kind === 'date') await typeDate(scope.getByRole('combobox', { name: label, exact: true }))
  else if (editor.kind === 'dateTime') {
    await typeDate(scope.getByRole('combobox', { name: `${label} Date` }))
    await scope.getByRole('textbox', { name: `${label} Time` }).fill('10:30')
    await page.keyboard.press('Enter')
  } else if (editor.kind === 'choice' && editor.show === 'radio')
    await scope.getByRole('radiogroup', { name: label }).getByRole('radio').last().check()
  else if (editor.kind === 'choice') {
    await scope.getByRole('button', { name: new RegExp(label) }).click()
    await page.getByRole('option').filter({ visible: true }).last().click()
  } else if (editor.kind === 'relation') {
    await scope.getByRole('combobox', { name: label, exact: true }).click()
    await page.getByRole('option').filter({ visible: true }).first().click()
    // The list of one field is gone before the next one's is looked at.
    await eventually(() => page.getByRole('option').filter({ visible: true }).count()).toBe(0)
  }
}

async function typeDate(box: Locator): Promise<void> {
  await box.fill('15/06/2026')
  await box.press('Enter')
}

const creating = portals.flatMap((portal) => [
  ...viewsOf(portal, 'form')
    .filter(({ view }) => view.mode === 'create')
    .map((placed) => {
      const scope = (page: Page) => page.getByRole('form', { name: placed.view.form.title })
      const open = async (): Promise<Locator> => scope(await openView(portal, placed))
      return { name: `${portal.name}, ${placed.path} ${placed.view.id}`, form: placed.view.form, open }
    }),
  ...[...viewsOf(portal, 'list'), ...viewsOf(portal, 'overview')].flatMap((placed) => {
    const { form, actions, label } = placed.view
    if (!form || !actions.includes('create')) return []
    const open = async (): Promise<Locator> => {
      const page = await openView(portal, placed)
      await regionOf(page, placed.view)
        .getByRole('button', { name: `New ${label.one.toLowerCase()}` })
        .click()
      const dialog = page.getByRole('dialog', { name: `New ${label.one.toLowerCase()}` })
      await dialog.getByRole('form').waitFor()
      return dialog
    }
    return [{ name: `${portal.name}, ${placed.path} ${placed.view.id}`, form, open }]
  }),
])

const cases = creating.map((each) => [each.name, each] as const)
const submit = (scope: Locator, form: Form) =>
  scope.getByRole('button', { name: form.submit ?? /^Create / }).click()

test.for(cases)(
  '%s: what is required says so at its field, and the first of them has the focus',
  async ([, { form, open }]) => {
    const scope = await open()
    await submit(scope, form)
    await eventually(() => scope.getByText('Fill this in.').count()).toBe(needed(form).length)
    const [first] = needed(form)
    if (first)
      await eventually(() =>
        scope.page().evaluate(() => document.activeElement?.getAttribute('aria-invalid')),
      ).toBe('true')
  },
)

test.for(cases)('%s: with what is required filled in, a record is created', async ([, { form, open }]) => {
  const scope = await open()
  for (const field of needed(form)) await fillIn(scope, field)
  await submit(scope, form)
  await sees(scope.page(), new RegExp(`^${form.label.one} ‘.*’ created\\.$|^Saved\\.$`))
})

const editing = portals.flatMap((portal) =>
  viewsOf(portal, 'list')
    .filter(({ view }) => view.form && view.actions.includes('update'))
    .map((placed) => [`${portal.name}, ${placed.path} ${placed.view.id}`, portal, placed] as const),
)

test.for(editing)(
  '%s: a record is opened with what it holds, and a change of it is saved',
  async ([, portal, placed]) => {
    const page = await openView(portal, placed)
    await regionOf(page, placed.view)
      .getByRole('button', { name: /^Edit / })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('form').waitFor()
    const text = placed.view.form?.fields.find(
      (field) =>
        field.update &&
        field.editor.kind === 'text' &&
        field.editor.input === 'text' &&
        !field.readOnlyIf &&
        !field.visibleIf &&
        !field.editor.pattern,
    )
    if (!text) {
      await dialog.getByRole('button', { name: 'Save' }).click()
      return sees(page, /^There was nothing to save\.$|^Saved\.$/)
    }
    const input = dialog.getByLabel(text.label, { exact: true })
    const value = `${(await input.inputValue()).slice(0, 20)} too`
    await input.fill(value)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await sees(page, 'Saved.')
    await isGone(dialog)
    await settled(page)
  },
)

test('a value that does not fit is refused at its field, before it is sent: too long, too low, no email, no date', async () => {
  const [, library] = portals
  if (!library) throw new Error('no library')
  const page = await library.open(library.portal.admin, '/catalogue/books')
  await page.getByRole('button', { name: 'New book' }).click()
  const dialog = page.getByRole('dialog', { name: 'New book' })
  const field = (label: string) => dialog.getByLabel(label, { exact: true })
  const sent: string[] = []
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()))
  await field('Title').fill('x'.repeat(201))
  await field('ISBN').fill('not an isbn')
  await field('Pages').fill('0')
  await field('Weight in kg').fill('much')
  await field('Price').fill('19.999')
  await field('Cover').fill('nowhere')
  await field('Published').fill('31/02/2026')
  await dialog.getByRole('button', { name: 'Create book' }).click()
  const expected = {
    Title: 'Use at most 200 characters.',
    ISBN: 'This does not have the form it should have.',
    Pages: 'Enter 1 or more.',
    'Weight in kg': 'Enter a number.',
    Price: 'Use at most 2 decimals.',
    Cover: 'Enter a web address that starts with https:// or http://.',
    Published: 'Enter a date that exists.',
  }
  for (const [label, message] of Object.entries(expected))
    await eventually(() => complaintOf(field(label))).toBe(message)
  expect(sent).toEqual([])
})

test('a field that depends on another comes and goes with it, and takes its requirement along', async () => {
  const [, library] = portals
  if (!library) throw new Error('no library')
  const page = await library.open(library.portal.admin, '/readers/readers')
  const form = page.getByRole('form', { name: 'Reader' })
  await form.waitFor()
  expect(await form.getByLabel('Guardian').count()).toBe(0)
  await form.getByLabel('Under age').check()
  await form.getByLabel('Guardian').waitFor()
  await form.getByRole('button', { name: 'Register' }).click()
  await eventually(() => complaintOf(form.getByLabel('Guardian'))).toBe('Fill this in.')
  await form.getByLabel('Under age').uncheck()
  await isGone(form.getByLabel('Guardian'))
})

test('what may be chosen depends on the portal’s own conditions', async () => {
  const [, library] = portals
  if (!library) throw new Error('no library')
  const books = await library.portal.call(
    library.portal.admin,
    'GET',
    '/books?filter[lendable]=false&fields=title',
  )
  const [kept] = books.body.data as { title: string }[]
  const page = await library.open(library.portal.admin, '/lending/loans')
  const box = page.getByRole('form').getByRole('combobox', { name: 'Book' })
  await box.fill('Emma')
  await page.getByRole('option', { name: 'Emma' }).waitFor()
  if (!kept) return
  await box.fill(kept.title)
  await isGone(page.getByRole('option', { name: kept.title }))
})
