import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { isMap, isScalar, parseDocument, visit, type Pair } from 'yaml'
import { foldedName } from '../../engine/plan/names.ts'
import { fold } from '../../engine/words/fold.ts'
import { quiet } from '../support/browser.ts'
import { openStage } from '../support/stage.ts'

const hostile = `<img src=x onerror="window.ran=1"><script>window.ran=1</script>'"><svg onload=window.ran=1>`

/** Keys that hold texts for people: one, or one per language. */
const texts = new Set([
  'title',
  'label',
  'hint',
  'one',
  'many',
  'submit',
  'subject',
  'text',
  'available',
  'assigned',
])

/** The second portal, which has every field type and view, with that in every text of its YAML. */
const folder = mkdtempSync(join(tmpdir(), 'lintel-hostile-'))
const config = join(folder, 'config')
cpSync('test/fixtures/portals/library/config', config, { recursive: true })
let spoilt = 0
for (const name of readdirSync(config, { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.yaml') || name.startsWith('samples')) continue
  const file = join(config, name)
  const document = parseDocument(readFileSync(file, 'utf8'))
  visit(document, {
    Pair(_, pair) {
      const key = isScalar(pair.key) ? String(pair.key.value) : ''
      if (texts.has(key)) spoil(pair)
      if (key === 'options' && isMap(pair.value)) pair.value.items.forEach((option) => spoil(option))
    },
  })
  writeFileSync(file, document.toString({ lineWidth: 0 }))
}
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function spoil(pair: Pair<unknown, unknown>): void {
  const { value } = pair
  if (isScalar(value) && typeof value.value === 'string' && !value.value.includes(hostile)) {
    value.value = `${value.value} ${hostile}`
    value.type = 'QUOTE_DOUBLE'
    spoilt++
  } else if (isMap(value)) {
    for (const item of value.items) {
      const key = isScalar(item.key) ? String(item.key.value) : ''
      if (/^[a-z]{2}$/.test(key)) spoil(item)
    }
  }
}

const { portal, open } = await openStage({ config, samples: true })
const { db, plan } = portal.now()

/** And in every field that takes a text, past whatever checks what is entered. */
async function spoilRecords(): Promise<void> {
  // Not what the engine only shows: views of its own tables.
  const tables = new Set(plan.tables.map(({ name }) => name))
  for (const entity of Object.values(plan.entities).filter(({ name }) => tables.has(name))) {
    for (const field of Object.values(entity.fields)) {
      const { storage } = field
      if (storage.kind !== 'text' || field.system || (entity.account && field.name === 'username')) continue
      if (field.editor.kind === 'choice') continue
      const isUrl = field.cell.kind === 'link' && field.cell.scheme === 'url'
      const rows = await db.read(`select id, "${field.name}" as value from "${entity.name}"`, [])
      for (const row of rows) {
        const text = isUrl
          ? `javascript:window.ran=1//${String(row['id'])}`
          : `${(row['value'] as string | null) ?? ''} ${String(row['id'])} ${hostile}`
        const folded = storage.folded ? `, "${foldedName(field.name)}" = ?` : ''
        await db.write((transaction) =>
          transaction.query(
            `update "${entity.name}" set "${field.name}" = ?${folded} where id = ?`,
            storage.folded ? [text, fold(text), Number(row['id'])] : [text, Number(row['id'])],
          ),
        )
      }
    }
  }
}

async function isHarmless(page: Page, path: string): Promise<void> {
  await quiet(page)
  const found = await page.evaluate((text) => {
    const all = [...document.querySelectorAll<HTMLElement>('body *')]
    return {
      ran: (window as unknown as { ran?: number }).ran ?? 0,
      strangers: document.querySelectorAll('img[src=x], svg[onload], body script:not([src]):not([type])')
        .length,
      addresses: all.filter((each) => /^\s*javascript:/i.test(each.getAttribute('href') ?? '')).length,
      isShown: document.body.innerText.includes(text.slice(0, 18)),
    }
  }, hostile)
  expect({ path, ...found }).toEqual({ path, ran: 0, strangers: 0, addresses: 0, isShown: true })
}

test('what is hostile in texts of the definitions and in records is shown as text, on every screen', async () => {
  expect(spoilt).toBeGreaterThan(100)
  await spoilRecords()
  const visited: string[] = []
  const visitor = await open(null, '/')
  await visitor.getByRole('heading', { level: 1 }).waitFor()
  await isHarmless(visitor, 'sign-in')
  const page = await open(portal.admin, '/')
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  // What the page's policy had to stop is told by the browser as an event, besides the console.
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`stopped: ${event.blockedURI}`),
    )
  })
  const { pages, pageOrder } = portal.area()
  for (const name of pageOrder) {
    for (const { tab } of pages[name]?.tabs ?? []) {
      await page.goto(`/${name}/${tab}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await isHarmless(page, `${name}/${tab}`)
      visited.push(tab)
      // An edit opens a form with all of its labels, hints and options; a row of an overview its details.
      const edit = page.getByRole('button', { name: /^Edit / }).first()
      if (await edit.isVisible()) {
        await edit.click()
        await page.getByRole('dialog').waitFor()
        await isHarmless(page, `${name}/${tab}, edited`)
      }
    }
  }
  await page.goto('/profile')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await isHarmless(page, 'profile')
  expect(visited.length).toBeGreaterThan(12)
  expect(dialogs).toEqual([])
}, 180_000)
