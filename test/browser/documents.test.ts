import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { complaintsOfAxe } from '../support/axe.ts'
import { sees } from '../support/gestures.ts'
import { openStage } from '../support/stage.ts'

const { portal, open } = await openStage({ config: 'config', samples: true })
const pdf = Buffer.from('%PDF-1.4\n%%EOF\n')

test('a document is entered with its PDF, which then can be saved from the list', async () => {
  const page = await open(portal.admin, '/documents/all-documents')
  await page.getByText('ORD-2329', { exact: true }).waitFor()
  await expect.poll(() => page.locator('.list-totals dd').allTextContents()).toHaveLength(5)
  await page.getByRole('button', { name: 'New document' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Number').fill('INV-9000')
  await form.getByRole('button', { name: 'Kind' }).click()
  await page.getByRole('option', { name: 'Invoice' }).click()
  await form.getByRole('combobox', { name: 'Date', exact: true }).fill('22/11/2026')
  await page.keyboard.press('Enter')
  await form.getByRole('combobox', { name: 'Partner' }).fill('Zwaluw')
  await page.getByRole('option', { name: /Zwaluw/ }).click()
  await form
    .getByLabel('Document as PDF')
    .setInputFiles({ name: 'note.txt.pdf', mimeType: 'application/pdf', buffer: pdf })
  await form.getByText('note.txt.pdf').waitFor()
  // The list of a combo box that is closing has no name of its own.
  await expect.poll(() => page.locator('vaadin-combo-box-scroller').filter({ visible: true }).count()).toBe(0)
  expect(await complaintsOfAxe(page)).toEqual([])
  await form.getByRole('button', { name: /Create|Save/ }).click()
  await form.waitFor({ state: 'hidden' })
  const row = page.getByRole('row').filter({ hasText: 'INV-9000' })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    row.getByRole('link', { name: 'note.txt.pdf' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('note.txt.pdf')
  expect(await readFile(await download.path())).toEqual(pdf)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 390, height: 844 })
  // What has been said of the new record stands beside the page for a moment.
  expect(await complaintsOfAxe(page, ['color-contrast', 'link-name', 'button-name'])).toEqual([])
})

test('a file is taken off and another given with the keyboard, and what is too large is said at once', async () => {
  const page = await open(portal.admin, '/documents/all-documents')
  await page
    .getByRole('button', { name: /^Edit INV-4159|^Edit.*INV-4159/ })
    .first()
    .click()
  const form = page.getByRole('dialog')
  await form.getByRole('link', { name: 'INV-4159.pdf' }).waitFor()
  await form.getByRole('button', { name: 'Remove INV-4159.pdf' }).press('Enter')
  await form.getByText('No file').waitFor()
  const large = { name: 'large.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(11 * 1024 * 1024) }
  await form.getByLabel('Document as PDF').setInputFiles(large)
  await form.getByText('This file is too large').waitFor()
  await form
    .getByLabel('Document as PDF')
    .setInputFiles({ name: 'b.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ') })
  await form.getByRole('button', { name: 'Save' }).click()
  await form.getByText('This kind of file is not taken here, only: pdf.').waitFor()
  await form
    .getByLabel('Document as PDF')
    .setInputFiles({ name: 'c.pdf', mimeType: 'application/pdf', buffer: pdf })
  await form.getByRole('button', { name: 'Save' }).click()
  await form.waitFor({ state: 'hidden' })
  await page.getByRole('link', { name: 'c.pdf' }).waitFor()
})

test('a large file shows how far it is, and can be stopped and sent again', async () => {
  const page = await open(portal.admin, '/documents/all-documents')
  await page.getByRole('button', { name: 'Edit INV-4157' }).first().click()
  const form = page.getByRole('dialog')
  const body = Buffer.concat([pdf, Buffer.alloc(6 * 1024 * 1024, 32)])
  const file = form.getByLabel('Document as PDF')
  await file.setInputFiles({ name: 'large.pdf', mimeType: 'application/pdf', buffer: body })
  const network = await page.context().newCDPSession(page)
  const uploading = (bytesPerSecond: number) =>
    network.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: bytesPerSecond,
    })
  await network.send('Network.enable')
  await uploading(1024 * 1024)
  await form.getByRole('button', { name: 'Save' }).click()
  const bar = form.getByRole('progressbar', { name: 'Sending large.pdf' })
  const percent = () => bar.evaluate((element) => (element as HTMLProgressElement).value)
  await expect.poll(percent, { timeout: 15_000 }).toBeGreaterThan(5)
  expect(await percent()).toBeLessThan(100)
  expect(await complaintsOfAxe(page)).toEqual([])
  await form.getByRole('button', { name: 'Stop sending large.pdf' }).press('Enter')
  await sees(page, 'The file has not been sent.')
  await form.getByRole('button', { name: 'Remove large.pdf' }).waitFor()
  await uploading(-1)
  await form.getByRole('button', { name: 'Save' }).click()
  await form.waitFor({ state: 'hidden' })
  await page.getByRole('link', { name: 'large.pdf' }).waitFor()
})
