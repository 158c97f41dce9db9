import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { eventually, isGone, sees } from '../support/gestures.ts'
import { openStage } from '../support/stage.ts'

const { portal, open } = await openStage({
  config: 'test/fixtures/portals/tickets/config',
  samples: false,
})
const { admin } = portal
const shots = process.env['LINTEL_SHOTS']
await portal.call(admin, 'POST', '/duties', { name: 'Agent', levels: { work: 'normal' } })
const [anna, bert] = [await portal.account('anna', 'Agent'), await portal.account('bert', 'Agent')]
const bertId = await portal.idOf('agents', 'bert')
const ticket = async (title: string, more: object = {}): Promise<number> => {
  const made = await portal.call(anna, 'POST', '/tickets', { title, helpers: [bertId], ...more })
  return made.body.id as number
}
const leak = await ticket('Leak')
const noise = await ticket('Noise')
/** As nobody here may: by the hand of the engine. */
const close = (id: number) =>
  portal
    .now()
    .db.write((transaction) =>
      transaction.query(`update tickets set state = 'closed', version = version + 1 where id = ?`, [id]),
    )
await close(noise)

const row = (page: Page, title: string) => page.getByRole('row', { name: new RegExp(title) })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function shoot(page: Page, name: string): Promise<void> {
  if (!shots) return
  await page.screenshot({ path: `${shots}/may-${name}.png` })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: `${shots}/may-${name}-dark.png` })
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.waitForTimeout(300)
  await page.screenshot({ path: `${shots}/may-${name}-phone.png` })
  await page.setViewportSize({ width: 1280, height: 800 })
}

test('a row has the buttons that its record allows, and no other', async () => {
  const page = await open(anna, '/work/list')
  await row(page, 'Leak').waitFor()
  expect(await button(page, 'Edit Leak').count()).toBe(1)
  expect(await button(page, 'Delete Leak').count()).toBe(0)
  expect(await button(page, 'Edit Noise').count()).toBe(1)
  expect(await button(page, 'Delete Noise').count()).toBe(1)
  await shoot(page, 'list')
  // Of one that is closed, only the note is still to be written.
  await button(page, 'Edit Noise').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Note' }).fill('Gone by itself')
  expect(await dialog.getByRole('textbox').count()).toBe(1)
  expect(await dialog.getByText('Closed').count()).toBe(1)
  await shoot(page, 'dialog')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await sees(page, 'Saved.')
})

test('the record beside a list is changed as far as it allows, also once somebody else has changed it', async () => {
  const mine = await ticket('Odour')
  const page = await open(anna, `/work/tickets?tickets.record=${mine}`)
  await page.getByRole('heading', { name: 'Odour' }).getByRole('button').waitFor()
  await page.getByRole('region', { name: 'Others' }).waitFor()
  expect(await button(page, 'Delete Odour').count()).toBe(0)
  await page.getByRole('textbox', { name: 'Title' }).waitFor()
  await shoot(page, 'overview-open')
  await close(mine)
  portal.now().db.changes.note([{ entity: 'tickets', id: mine, operation: 'update', before: null }])
  await button(page, 'Delete Odour').waitFor()
  await isGone(page.getByRole('region', { name: 'Others' }))
  await eventually(() => page.getByRole('textbox', { name: 'Title' }).count()).toBe(0)
  expect(await page.getByRole('heading', { name: 'Odour' }).getByRole('button').count()).toBe(0)
  expect(await page.getByRole('textbox', { name: 'Note' }).count()).toBe(1)
  await shoot(page, 'overview-closed')
})

test('a conversation is answered where it takes answers', async () => {
  const page = await open(bert, '/work/talk')
  const conversations = page.getByRole('region', { name: 'Tickets' })
  await conversations.getByRole('button', { name: /Leak/ }).click()
  await page.getByLabel('Write a message').waitFor()
  expect(await page.getByRole('button', { name: 'Invite' }).count()).toBe(0)
  await conversations.getByRole('button', { name: /Noise/ }).click()
  await sees(page, 'This conversation cannot be answered at the moment.')
  expect(await page.getByLabel('Write a message').count()).toBe(0)
  await shoot(page, 'thread')
  const owner = await open(anna, '/work/talk')
  await owner.getByRole('region', { name: 'Tickets' }).getByRole('button', { name: /Leak/ }).click()
  await owner.getByRole('button', { name: 'Invite' }).waitFor()
  expect(leak).toBeGreaterThan(0)
})

test.each([
  [
    'en',
    'The record does not fulfil the condition of permissions/desk.yaml:10.',
    ['state is open', 'it is closed', 'owner is $user', 'Is for other fields'],
  ],
  [
    'nl',
    'Het record voldoet niet aan de voorwaarde van permissions/desk.yaml:10.',
    ['state is open', 'het is closed', 'al deze', 'Is voor andere velden'],
  ],
  [
    'fr',
    'L’élément ne remplit pas la condition de permissions/desk.yaml:10.',
    ['state est open', 'valeur : closed', 'toutes ces conditions', 'Est pour d’autres champs'],
  ],
])('why something was refused is told in %s', async (language, because, parts) => {
  const { status, body } = await portal.call(anna, 'PATCH', `/tickets/${noise}`, { title: 'Silence' })
  expect(status).toBe(403)
  await portal.call(admin, 'PATCH', '/session', { language })
  const reference = (body.instance as string).replace('urn:lintel:refusal:', '')
  const page = await open(admin, `/why/${reference}`)
  await sees(page, because)
  for (const part of parts) await sees(page, part)
  await shoot(page, `why-${language}`)
})
