import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { previewMail } from '../../engine/commands/mail/preview.ts'
import { testMail } from '../../engine/commands/mail/test.ts'
import { composeMail, pageOf } from '../../engine/effects/compose-mail.ts'
import { mailServer } from '../support/mail-server.ts'
import { places, smallPortal, understand } from '../support/definitions.ts'

const look = { language: 'en', title: 'City library', accent: '#0b7285', accentDark: '#99e9f2' }
const compose = (text: string, values: Readonly<Record<string, string>> = {}) => {
  const mail = composeMail(
    { subject: { byLanguage: { en: 'About {name}' } }, text: { byLanguage: { en: text } } },
    new Map(Object.entries({ name: 'Ann', ...values })),
    look,
  )
  return { ...mail, html: pageOf(mail) }
}
const link = 'https://library.example/set-password#token=abc'

describe('a mail is text and page from one source', () => {
  test('paragraphs, lines that only part words, lines that break', () => {
    const { text, html } = compose('Hello {name},\n\nTwo lines\nof a paragraph.\n\nKind regards,\\\nWe\n')
    expect(text).toBe('Hello Ann,\n\nTwo lines\nof a paragraph.\n\nKind regards,\nWe\n')
    expect(html).toContain('Hello Ann,</p>')
    expect(html).toContain('Two lines\nof a paragraph.</p>')
    expect(html).toContain('Kind regards,<br>\nWe</p>')
  })

  test('a link that stands alone is a button, one within a text a link, and one as it is can be followed', () => {
    const { text, html } = compose(
      '[Choose a password]({link})\n\nOr [look here](https://library.example/help) first.\n\nIt is {link}.',
      { link },
    )
    expect(text).toBe(
      `Choose a password:\n${link}\n\nOr look here <https://library.example/help> first.\n\nIt is ${link}.\n`,
    )
    expect(html.match(new RegExp(`href="${link}"`, 'g'))).toHaveLength(2)
    expect(html).toMatch(
      /<a href="[^"]*" style="display:inline-block[^"]*background:#0b7285[^"]*">Choose a password<\/a>/,
    )
    expect(html).toContain('href="https://library.example/help"')
  })
})

test('whatever a value holds, it is text: nothing of it is evaluated, a tag, a link or a header', () => {
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '{link}',
      '[x](https://evil.example)',
      '<img src=x onerror=alert(1)>',
      '"><script>',
      'a\r\nBcc: b@c.org',
      '\\',
      '{name}{{name}}',
    ),
  )
  fc.assert(
    fc.property(value, (name) => {
      const { subject, text, html } = compose('Hello {name}.\n\n[{name}]({link})', { name, link })
      expect(subject).not.toMatch(/[\r\n]/)
      expect(text.startsWith(`Hello ${name}.\n\n${name}:\n${link}`)).toBe(true)
      const content = html.slice(html.indexOf('City library'))
      expect(content.match(/<[a-z]+/g)?.filter((tag) => !['<p', '<a', '<br'].includes(tag))).toEqual([])
      expect(content.match(/href="[^"]*"/g)).toEqual([`href="${link}"`])
    }),
  )
})

test('a link of a mail leads to the link it is for, to a page or to an address', () => {
  const text =
    'mail: welcome\nsubject: Welcome\ntext: "[one]({link}) [two](javascript:alert) [three]({name}) [four](https://x.example)"\n'
  const files = smallPortal({ 'mails/welcome.yaml': text })
  expect(places(files, understand(files).problems).filter((each) => each.includes('wrong-form'))).toEqual([
    'wrong-form mails/welcome.yaml:3:22 [two](javascript:alert)',
    'wrong-form mails/welcome.yaml:3:46 [three]({name})',
  ])
})

describe('lintel mail', () => {
  test('preview shows a mail about the first sample, in a language, as text and as page', async () => {
    const out = join(await mkdtemp(join(tmpdir(), 'lintel-mail-')), 'welcome')
    const shown = async (flags: object): Promise<string> => {
      await previewMail('welcome', { config: 'config', out, ...flags })
      return readFile(out, 'utf8')
    }
    expect(await shown({ language: 'nl' })).toMatch(/^Subject: Uw account voor Routty\n\nDag \S/)
    expect(await shown({ format: 'html', values: '{"name":"<Ann>"}' })).toContain('Hello &lt;Ann&gt;,')
    await expect(previewMail('welcom', { config: 'config' })).rejects.toThrow('There is no mail welcom.')
    await expect(previewMail('welcome', { config: 'config', language: 'de' })).rejects.toThrow('en, nl, fr')
  })

  test('test says whether a mail server takes a mail, and why not', async () => {
    const server = await mailServer()
    await testMail('ann@example.org', { smtpUrl: server.url, from: null })
    expect(server.received).toMatchObject([{ to: ['ann@example.org'] }])
    await server.close()
    const nobody = testMail('ann@example.org', { smtpUrl: 'smtp://127.0.0.1:9', from: null })
    await expect(nobody).rejects.toThrow('cannot be reached')
    await expect(testMail('ann', { smtpUrl: server.url, from: null })).rejects.toThrow('is no address')
  })
})
