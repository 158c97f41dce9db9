import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { complaintsOfAxe } from '../support/axe.ts'
import { eventually, isGone, sees } from '../support/gestures.ts'
import { openStage } from '../support/stage.ts'

const { portal, open } = await openStage({ config: 'config', samples: true })
const { admin } = portal
const inbox = '/inbox/inbox'
const customerInbox = '/portal/inbox/customer-inbox'
const shots = process.env['LINTEL_SHOTS']

const names = { service: 'Customer service', member: 'Yusuf Demirel' }
const partnerOf = (number: string) => portal.call(admin, 'GET', `/partners?filter[number]=${number}`)
const role = async (name: string): Promise<number> => portal.idOf('customer_roles', name)
const customer = async (username: string, number: string) =>
  portal.invite('customer', {
    name: username,
    username,
    email: `${username.replace(' ', '.').toLowerCase()}@example.org`,
    partner: (await partnerOf(number)).body.data[0].id as number,
    role: await role('Bookkeeper'),
  })
const [anna, bert] = [await customer('Anna Claes', 'P-1012'), await customer('Bert Smit', 'P-1018')]
const agent = await portal.become('staff', names.member)

const contacts = (communication: string, group: number | null) =>
  portal.call(admin, 'PATCH', '/contact_settings', { communication, group })
const service = await portal.idOf('groups', names.service)

const list = (page: Page) => page.getByRole('region', { name: 'Conversations' })
const item = (page: Page, subject: string) => list(page).getByRole('button', { name: new RegExp(subject) })
const log = (page: Page) => page.getByRole('log', { name: 'Messages' })
const begin = (page: Page) => list(page).getByRole('button', { name: /^New conversation/ })

const pdf = (name: string) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 note') })

async function write(page: Page, text: string): Promise<void> {
  await page.getByLabel('Write a message').fill(text)
  await page.getByRole('button', { name: 'Send' }).click()
  await log(page).getByText(text).waitFor()
}

async function shoot(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png` })
}

/** As it looks in the dark and on a phone. */
async function looks(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' })
  await shoot(page, 'inbox-dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 390, height: 844 })
  await shoot(page, 'inbox-phone')
  await page.locator('.overview-back').click()
  await shoot(page, 'inbox-phone-list')
  await page.getByRole('button', { name: 'Open menu' }).click()
  await shoot(page, 'inbox-phone-menu')
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 1440, height: 900 })
  await item(page, 'Invoice 4711').click()
}

test(
  'C1, C3, P5 a customer writes to the group; its member sees it arrive, and answers',
  { timeout: 180_000 },
  async () => {
    await contacts('group', service)
    const [mine, theirs, others] = [
      await open(anna, customerInbox),
      await open(agent, inbox),
      await open(bert, customerInbox),
    ]
    await begin(mine).click()
    const dialog = mine.getByRole('dialog', { name: 'New conversation' })
    await dialog.getByLabel('Subject').fill('Invoice 4711')
    // Whom it is for, the form asks, although a conversation may be with nobody.
    await dialog.getByRole('button', { name: 'Begin' }).click()
    await dialog.getByText('Fill this in.').waitFor()
    await dialog.getByRole('combobox', { name: 'To' }).click()
    await shoot(mine, 'inbox-new')
    await mine.getByRole('option', { name: names.service }).click()
    await dialog.getByRole('button', { name: 'Begin' }).click()
    await isGone(dialog)
    await write(mine, 'Good morning, where is the credit note?')
    await item(theirs, 'Invoice 4711').waitFor()
    await item(theirs, 'Invoice 4711').click()
    await log(theirs).getByText('Good morning').waitFor()
    await write(theirs, 'It was sent yesterday.')
    await log(mine).getByText('It was sent yesterday.').waitFor()
    await mine.getByLabel('Attach a file').setInputFiles(pdf('wrong.pdf'))
    await mine.getByRole('button', { name: 'Remove wrong.pdf' }).click()
    await mine.getByLabel('Attach a file').setInputFiles(pdf('credit-note.pdf'))
    await shoot(mine, 'inbox-attaching')
    await mine.getByRole('button', { name: 'Send' }).click()
    const attached = log(theirs).getByRole('link', { name: 'credit-note.pdf' })
    const [download] = await Promise.all([theirs.waitForEvent('download'), attached.click()])
    expect(download.suggestedFilename()).toBe('credit-note.pdf')
    await isGone(mine.getByRole('button', { name: 'Remove credit-note.pdf' }))
    await shoot(mine, 'inbox-customer')
    await shoot(theirs, 'inbox-staff')
    if (shots) await looks(mine)
    await sees(others, 'No conversations.')
    await theirs.getByRole('button', { name: 'Flag', exact: true }).click()
    await theirs.getByRole('button', { name: 'Remove flag' }).waitFor()
    await isGone(theirs.getByRole('link', { name: 'Inbox 1 unread' }))
    await theirs.getByRole('button', { name: 'Mark as unread' }).click()
    await theirs.getByRole('link', { name: 'Inbox 1 unread' }).waitFor()
    await shoot(theirs, 'inbox-badge')
    await theirs.emulateMedia({ colorScheme: 'dark' })
    await shoot(theirs, 'inbox-badge-dark')
    await theirs.emulateMedia({ colorScheme: 'light' })
    await sees(item(theirs, 'Invoice 4711'), '1 unread')
    await list(theirs).getByRole('button', { name: 'Flagged' }).click()
    await item(theirs, 'Invoice 4711').waitFor()
    await theirs.getByRole('button', { name: 'Archive', exact: true }).click()
    await list(theirs).getByRole('button', { name: 'Archived' }).click()
    await item(theirs, 'Invoice 4711').waitFor()
    await shoot(theirs, 'inbox-archived')
    await write(mine, 'Thank you.')
    await list(theirs).getByRole('button', { name: 'Inbox', exact: true }).click()
    await item(theirs, 'Invoice 4711').waitFor()
    await list(theirs).getByRole('searchbox').fill('4711')
    await item(theirs, 'Invoice 4711').waitFor()
  },
)

test(
  'P5, X4 a conversation about a document is begun on its page, and goes on beside it on the other side',
  { timeout: 180_000 },
  async () => {
    await contacts('group', service)
    const [mine, theirs] = [
      await open(anna, '/portal/documents/documents'),
      await open(agent, '/documents/all-documents'),
    ]
    const opened = (page: Page) => page.getByRole('link', { name: 'INV-4153', exact: true })
    await opened(mine).click()
    await mine.getByRole('heading', { name: 'INV-4153' }).waitFor()
    await mine.getByRole('link', { name: 'INV-4153.pdf' }).waitFor()
    expect(await mine.title()).toBe('INV-4153 · Documents · Routty')
    await sees(mine, 'No conversations.')
    expect(await complaintsOfAxe(mine)).toEqual([])
    await begin(mine).press('Enter')
    const dialog = mine.getByRole('dialog', { name: 'New conversation: INV-4153' })
    await dialog.getByLabel('Subject').fill('The amount')
    await dialog.getByRole('combobox', { name: 'To' }).click()
    await mine.getByRole('option', { name: names.service }).click()
    await dialog.getByRole('button', { name: 'Begin' }).click()
    await isGone(dialog)
    await write(mine, 'Is this right?')
    await opened(theirs).click()
    await log(theirs).getByText('Is this right?').waitFor()
    await write(theirs, 'It is.')
    await log(mine).getByText('It is.').waitFor()

    const address = mine.url()
    await mine.reload()
    await log(mine).getByText('It is.').waitFor()
    await mine.getByRole('button', { name: 'All documents' }).click()
    await eventually(() => mine.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'INV-4153',
    )
    expect(await mine.title()).toBe('Documents · Routty')
    await mine.goBack()
    await log(mine).getByText('It is.').waitFor()
    expect(await mine.title()).toBe('INV-4153 · Documents · Routty')
    expect(mine.url()).toBe(address)

    await mine.goto(customerInbox)
    await item(mine, 'The amount').click()
    await mine.locator('.thread-top').getByRole('link', { name: 'INV-4153' }).click()
    await mine.getByRole('heading', { name: 'INV-4153' }).waitFor()
    const others = await open(bert, address.replace(portal.origin, ''))
    await sees(others, 'It is not there any more, or not yours to see.')
    expect(await others.getByText('It is.').count()).toBe(0)
  },
)

test('earlier messages that come late stay in their conversation', { timeout: 60_000 }, async () => {
  await contacts('group', service)
  const begun = async (subject: string): Promise<number> =>
    (await portal.call(anna, 'POST', '/conversations', { subject, group: service })).body.id
  const [long, other] = [await begun('Long'), await begun('Other')]
  for (let each = 1; each <= 52; each++)
    await portal.call(anna, 'POST', '/messages', { conversation: long, text: `Long ${each}.` })
  await portal.call(anna, 'POST', '/messages', { conversation: other, text: 'Other 1.' })
  const page = await open(anna, customerInbox)
  await item(page, 'Long').click()
  await log(page).getByText('Long 52.').waitFor()
  let goOn = (): void => undefined
  const held = new Promise<void>((resolve) => (goOn = resolve))
  const isEarlier = (url: URL): boolean => url.pathname.endsWith('/messages') && url.searchParams.has('after')
  await page.route(isEarlier, async (route) => {
    await held
    await route.continue()
  })
  await page.getByRole('button', { name: 'Earlier messages' }).click()
  await item(page, 'Other').click()
  await log(page).getByText('Other 1.').waitFor()
  const answered = page.waitForResponse((response) => isEarlier(new URL(response.url())))
  goOn()
  await (await answered).finished()
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))
  expect(await log(page).getByText('Long 1.').count()).toBe(0)
  await item(page, 'Long').click()
  await page.getByRole('button', { name: 'Earlier messages' }).click()
  await log(page).getByText('Long 1.').waitFor()
})

test('C3 what Contacts says takes effect where somebody is looking', async () => {
  await contacts('none', null)
  const page = await open(anna, customerInbox)
  await list(page).waitFor()
  expect(await begin(page).count()).toBe(0)
  await contacts('individuals', service)
  await begin(page).click()
  const dialog = page.getByRole('dialog', { name: 'New conversation' })
  await dialog.getByRole('combobox', { name: 'To' }).click()
  await eventually(() => page.getByRole('option').count()).toBe(5)
  await shoot(page, 'inbox-individuals')
  await page.keyboard.press('Escape')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await contacts('none', null)
  await isGone(begin(page))
  await sees(page, 'This conversation cannot be answered at the moment.')
})
