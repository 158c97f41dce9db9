import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type Axe from 'axe-core'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Editor, EditorKind } from '../../engine/field-types/field-type.ts'
import type { EditorProps } from '../../ui/editors/editor-element.ts'
import { openWorkbench, type Workbench } from '../support/workbench.ts'
import type { Bench } from './editor-bench.ts'

declare const bench: Bench

interface Case {
  readonly editor: Editor<string>
  /** A value from above, and what a person then reads. */
  readonly value: unknown
  reads(page: Page): Promise<unknown>
  readonly read: unknown
  /** What a person does, and the value that goes up. */
  enters(page: Page): Promise<void>
  readonly entered: unknown
  control(page: Page): Locator
}

const named = 'Book'
const box = (page: Page): Locator => page.getByRole('textbox', { name: named })
const combo = (page: Page): Locator => page.getByRole('combobox', { name: named })
const options = [
  { value: 'in', label: 'On the shelf' },
  { value: 'out', label: 'Lent out' },
]

const cases: Record<Exclude<EditorKind, 'none'> | 'radios' | 'money', Case> = {
  text: {
    editor: { kind: 'text', input: 'text' },
    value: 'Emma',
    reads: (page) => box(page).inputValue(),
    read: 'Emma',
    enters: (page) => box(page).fill('Persuasion'),
    entered: 'Persuasion',
    control: box,
  },
  longText: {
    editor: { kind: 'longText' },
    value: 'One\nTwo',
    reads: (page) => box(page).inputValue(),
    read: 'One\nTwo',
    enters: (page) => box(page).fill(''),
    entered: null,
    control: box,
  },
  number: {
    editor: { kind: 'number', decimals: 0 },
    value: 432,
    reads: (page) => box(page).inputValue(),
    read: '432',
    enters: (page) => box(page).fill('12'),
    entered: 12,
    control: box,
  },
  money: {
    editor: { kind: 'number', decimals: 2, suffix: 'EUR' },
    value: 19.9,
    reads: (page) => box(page).inputValue(),
    read: '19.90',
    enters: (page) => box(page).fill('7,5'),
    entered: 7.5,
    control: box,
  },
  boolean: {
    editor: { kind: 'boolean' },
    value: true,
    reads: (page) => page.getByRole('checkbox', { name: named }).isChecked(),
    read: true,
    enters: (page) => page.getByRole('checkbox', { name: named }).click(),
    entered: false,
    control: (page) => page.getByRole('checkbox', { name: named }),
  },
  date: {
    editor: { kind: 'date' },
    value: '2026-02-03',
    reads: (page) => combo(page).inputValue(),
    read: '03/02/2026',
    enters: async (page) => {
      await combo(page).fill('5-11-2026')
      await page.keyboard.press('Enter')
    },
    entered: '2026-11-05',
    control: combo,
  },
  dateTime: {
    editor: { kind: 'dateTime' },
    value: '2026-02-03T13:05:00.000Z',
    reads: (page) => page.getByRole('textbox', { name: 'Time' }).inputValue(),
    read: '14:05',
    enters: async (page) => {
      await page.getByRole('textbox', { name: 'Time' }).fill('09:30')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
    },
    entered: '2026-02-03T08:30:00.000Z',
    control: (page) => page.getByRole('textbox', { name: 'Time' }),
  },
  file: {
    editor: { kind: 'file', accept: ['pdf'], maxSize: 1000 },
    value: { name: 'emma.pdf', size: 12, type: 'application/pdf', href: '/api/books/1/scan' },
    reads: (page) => page.getByRole('link', { name: 'emma.pdf' }).getAttribute('href'),
    read: '/api/books/1/scan',
    enters: (page) =>
      page
        .getByLabel(named)
        .setInputFiles({ name: 'p.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-') }),
    entered: expect.objectContaining({ name: 'p.pdf', size: 5 }),
    control: (page) => page.getByLabel(named),
  },
  choice: {
    editor: { kind: 'choice', options, show: 'select' },
    value: 'out',
    reads: (page) => page.getByRole('button', { name: named }).textContent(),
    read: expect.stringContaining('Lent out'),
    enters: async (page) => {
      await page.getByRole('button', { name: named }).click()
      await page.getByRole('option', { name: 'On the shelf' }).click()
    },
    entered: 'in',
    control: (page) => page.getByRole('button', { name: named }),
  },
  radios: {
    editor: { kind: 'choice', options, show: 'radio' },
    value: 'out',
    reads: (page) => page.getByRole('radio', { name: 'Lent out' }).isChecked(),
    read: true,
    enters: (page) => page.getByRole('radio', { name: 'On the shelf' }).click(),
    entered: 'in',
    control: (page) => page.getByRole('radio', { name: 'On the shelf' }),
  },
  relation: {
    editor: { kind: 'relation', entity: 'readers' },
    value: { id: 7, display: 'Reader 7' },
    reads: (page) => combo(page).inputValue(),
    read: 'Reader 7',
    enters: async (page) => {
      await combo(page).fill('reader 11')
      await page.getByRole('option', { name: 'Reader 118' }).click()
    },
    entered: { id: 118, display: 'Reader 118' },
    control: combo,
  },
  relations: {
    editor: { kind: 'relations', entity: 'readers' },
    value: [{ id: 7, display: 'Reader 7' }],
    reads: (page) => page.getByTitle('Reader 7').isVisible(),
    read: true,
    enters: async (page) => {
      await combo(page).fill('reader 12')
      await page.getByRole('option', { name: 'Reader 12', exact: true }).click()
      await page.keyboard.press('Escape')
    },
    entered: [
      { id: 7, display: 'Reader 7' },
      { id: 12, display: 'Reader 12' },
    ],
    control: combo,
  },
}

let workbench: Workbench
let page: Page

beforeAll(async () => {
  workbench = await openWorkbench('test/ui/editor-bench.ts')
  page = workbench.page
  await page.addScriptTag({
    content: readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8'),
  })
})

afterAll(() => workbench.close())

async function show({ editor, value }: Case, says: Partial<EditorProps> = {}): Promise<void> {
  await page.evaluate(() => bench.clear())
  await showAgain({ editor, value }, says)
}

async function showAgain(
  { editor, value }: Pick<Case, 'editor' | 'value'>,
  says: Partial<EditorProps>,
): Promise<void> {
  const props = {
    editor,
    value,
    label: named,
    name: '',
    hint: '',
    required: false,
    disabled: false,
    message: '',
    ...says,
  }
  await page.evaluate((given) => bench.show(given), props)
}

const changes = () => page.evaluate(() => bench.changes)

describe.each(Object.entries(cases))('the editor of %s', (_, each) => {
  test('shows the value it is given, and says nothing of it', async () => {
    await show(each)
    expect(await each.reads(page)).toEqual(each.read)
    expect(await changes()).toEqual([])
  })

  test('says what a person enters', async () => {
    await show(each)
    await each.enters(page)
    await expect.poll(async () => (await changes()).at(-1)).toEqual({ value: each.entered, readable: true })
  })

  test('shows what is wrong, and ties it to the input', async () => {
    await show(each, { message: 'This is not right.' })
    await page.getByRole('main').getByText('This is not right.').waitFor()
    const described = await each.control(page).evaluate((control) => {
      const root = control.getRootNode() as Document
      const holder = control.closest('[aria-describedby]') ?? control.closest('[role=radiogroup]')
      const around = [control, holder, control.closest('[role]:not(input)')]
      const ids = around.flatMap((one) => one?.getAttribute('aria-describedby')?.split(' ') ?? [])
      return ids.map((id) => root.getElementById(id)?.textContent?.trim())
    })
    expect(described).toContain('This is not right.')
    await showAgain(each, {})
    await page.getByRole('main').getByText('This is not right.').waitFor({ state: 'hidden' })
  })

  test('can be required, and disabled', async () => {
    await show(each, { required: true, disabled: true })
    expect(await each.control(page).isDisabled()).toBe(true)
  })

  test('has its name also where no label is shown', async () => {
    await show(each, { label: '', name: named })
    expect(await each.control(page).count()).toBe(1)
  })

  test.each([
    {},
    { message: 'Wrong.' },
    { required: true, hint: 'As on the cover.' },
    { label: '', name: named },
  ])('is accessible (%j)', async (says) => {
    await show(each, says)
    expect(await violations()).toEqual([])
  })
})

async function violations(): Promise<string[]> {
  return page.evaluate(async () => {
    // axe-core puts itself into the page as a global.
    const { axe } = window as unknown as { axe: typeof Axe }
    const rules = { region: { enabled: false }, 'page-has-heading-one': { enabled: false } }
    const { violations: found } = await axe.run(document, { rules })
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  })
}

test('what is no number is said to be none, and stays to be mended', async () => {
  await show(cases.money)
  await box(page).fill('7,x')
  expect((await changes()).at(-1)).toEqual({ value: null, readable: false })
  await page.keyboard.press('Tab')
  expect(await box(page).inputValue()).toBe('7,x')
})

test('what is no date is said to be none, and stays to be mended', async () => {
  await show(cases.date)
  await combo(page).fill('31/02/2026')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await changes()).at(-1)).toEqual({ value: null, readable: false })
  expect(await combo(page).inputValue()).toBe('31/02/2026')
})

test('a relation offers page after page while one scrolls', async () => {
  await show({ ...cases.relation, value: null })
  await combo(page).press('ArrowDown')
  await page.getByRole('option', { name: 'Reader 1', exact: true }).waitFor()
  await page.getByRole('option', { name: 'Reader 5', exact: true }).hover()
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 800)
      return page.getByRole('option', { name: 'Reader 120' }).count()
    })
    .toBe(1)
})
