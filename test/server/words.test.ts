import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { csvStream } from '../../engine/server/csv.ts'
import { passwordComplaint } from '../../engine/accounts/password-rules.ts'
import { takingTurns } from '../../engine/accounts/turns.ts'
import { isAddress, renderSubject, renderText } from '../../engine/effects/mail-text.ts'
import { sessionCookie } from '../../engine/server/cookies.ts'
import { localise, preferredLanguage } from '../../engine/server/language.ts'
import { limit } from '../../engine/server/limits.ts'
import { parseParameters } from '../../engine/server/query/parameters.ts'
import { sourceOf } from '../../engine/server/request.ts'

describe('passwords', () => {
  test.each([
    ['short', 'password-too-short'],
    ['x'.repeat(1025), 'password-too-long'],
    ['aaaaaaaaaaaaaaa', 'password-common'],
    ['abcabcabcabcabc', 'password-common'],
    ['123456789012', 'password-common'],
    ['abcdefghijklmn', 'password-common'],
    ['Password2026!', 'password-common'],
    ['Welcome-Admin-1', 'password-common'],
    ['wachtwoord123', 'password-common'],
    ['LibraryOfYork!', 'password-named'],
    ['Emma.Woodhouse', 'password-named'],
    ['emma-woodhouse-2024', 'password-named'],
    ['welcome Emma 123', 'password-named'],
  ])('%s is refused: %s', (password, complaint) => {
    expect(passwordComplaint(password, ['Library of York', 'Emma Woodhouse', 'emma'])).toBe(complaint)
  })

  test.each(['tram olive gutter', 'zo gaat dat hier', 'Emma likes walnuts', 'パスワードはこれだけではない'])(
    '%s is taken',
    (password) => {
      expect(passwordComplaint(password, ['Library of York', 'Emma Woodhouse'])).toBeNull()
    },
  )
})

test('two jobs run at once, the others wait in order, and too many are refused', async () => {
  const inTurn = takingTurns({ atOnce: 2, waiting: 2 })
  const started: number[] = []
  const ends: (() => void)[] = []
  const job = (number: number) =>
    inTurn(async () => {
      started.push(number)
      await new Promise<void>((resolve) => ends.push(resolve))
    })
  const jobs = [job(1), job(2), job(3), job(4)]
  await expect(job(5)).rejects.toThrow('too many')
  expect(started).toEqual([1, 2])
  ends.shift()?.()
  await jobs[0]
  await Promise.resolve()
  expect(started).toEqual([1, 2, 3])
  while (ends.length > 0) {
    ends.shift()?.()
    await new Promise((resolve) => setTimeout(resolve))
  }
  await Promise.all(jobs)
  expect(started).toEqual([1, 2, 3, 4])
})

describe('mails', () => {
  test('a value is never taken for a placeholder', () => {
    const values = new Map([
      ['name', '{link}'],
      ['link', 'https://x'],
    ])
    expect(renderText('Dear {name}: {link} {other}', values)).toBe('Dear {link}: https://x {other}')
  })

  test('a subject is one line', () => {
    const values = new Map([['name', 'Ann\r\nBcc: all@example.org\u2028\0x']])
    expect(renderSubject('For {name}', values)).toBe('For Ann Bcc: all@example.org x')
  })

  test.each(['ann@example.org', 'a.b+c@sub.example.org', 'admin@localhost'])(
    '%s is an address',
    (address) => {
      expect(isAddress(address)).toBe(true)
    },
  )

  test.each(['a@b, c@d', 'a@b\nBcc: c@d', 'Ann <a@b>', 'a@b;c@d', '@b', 'a b@c'])('%j is none', (text) => {
    expect(isAddress(text)).toBe(false)
  })
})

describe('cookies', () => {
  const cookie = sessionCookie('staff', true)
  const token = 'x'.repeat(43)

  test('the name binds it to the host over HTTPS', () => {
    expect(cookie.set(token)).toBe(`__Host-lintel-staff=${token}; Path=/; HttpOnly; SameSite=Lax; Secure`)
    expect(sessionCookie('staff', false).set(token)).toBe(
      `lintel-staff=${token}; Path=/; HttpOnly; SameSite=Lax`,
    )
  })

  test.each([
    [`__Host-lintel-staff=${token}`, token],
    [`a=b; __Host-lintel-staff=${token}; c=d`, token],
    [`x__Host-lintel-staff=${token}`, null],
    ['__Host-lintel-staff=', null],
    ['__Host-lintel-staff=short', null],
    [undefined, null],
  ])('%s is read', (header, expected) => {
    expect(cookie.read(header)).toBe(expected)
  })
})

test('the language is the first of the browser that the portal speaks', () => {
  const languages = ['en', 'nl', 'fr']
  expect(preferredLanguage('de, fr-BE;q=0.8, nl;q=0.9', languages)).toBe('nl')
  expect(preferredLanguage('fr-BE', languages)).toBe('fr')
  expect(preferredLanguage('de', languages)).toBe('en')
  expect(preferredLanguage('nl;q=0, fr;q=0.1', languages)).toBe('fr')
  expect(preferredLanguage(undefined, languages)).toBe('en')
})

test('labels become texts wherever they are, and nothing else changes', () => {
  const label = { byLanguage: { en: 'Books', nl: 'Boeken' } }
  expect(localise({ title: label, list: [label, 1, null], sort: '-name' }, 'nl')).toEqual({
    title: 'Boeken',
    list: ['Boeken', 1, null],
    sort: '-name',
  })
  expect(localise(label, 'fr')).toBe('Books')
})

test.each([
  ['2001:db8:1:2:aaaa::1', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::', '2001:db8:1:2::/64'],
  ['2001:DB8:0001:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['1::2:3:4:5:6:7', '1:0:2:3::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['192.0.2.7', '192.0.2.7'],
])('tries from %s are counted as of %s', (ip, source) => {
  expect(sourceOf({ ip })).toBe(source)
})

test('a limit counts tries, gives back rightful ones, and ends with its window', () => {
  let now = 0
  const door = limit(2, 10_000, () => now)
  expect([door.take('a'), door.take('a'), door.take('a'), door.take('b')]).toEqual([0, 0, 10, 0])
  door.giveBack('a')
  expect([door.take('a'), door.take('a')]).toEqual([0, 10])
  now = 10_001
  expect(door.take('a')).toBe(0)
})

describe('parameters', () => {
  test('brackets become a tree', () => {
    const given = parseParameters('filter[or][0][name][contains]=a%20b+c&sort=-name&sort=x')
    expect(given.get('sort')?.values).toEqual(['-name', 'x'])
    const or = given.get('filter')?.within.get('or')?.within.get('0')
    expect(or?.within.get('name')?.within.get('contains')?.values).toEqual(['a b c'])
  })

  test.each([
    '%zz=1',
    'a=%00',
    'a=%ED%A0%80',
    '[a]=1',
    'a[b=1',
    'a[]=1',
    'a]b=1',
    `${'a[b]'}[c]x=1`,
    `a=${'x'.repeat(9000)}`,
  ])('%s is refused', (text) => {
    expect(() => parseParameters(text)).toThrow('400')
  })
})

test('a number in CSV stays a number, whatever its sign', async () => {
  const cell = (value: unknown) => value as number | string
  const columns = [
    { path: ['a'], header: 'Name', cell },
    { path: ['b'], header: 'Name', cell },
  ]
  async function* pages() {
    yield [{ a: '-1', b: -1 }]
    yield [{ a: 'x, "y"\nz', b: 0.5 }]
  }
  expect(await text(csvStream(columns, pages(), () => undefined))).toBe(
    'Name,Name\r\n\'-1,-1\r\n"x, ""y""\nz",0.5\r\n',
  )
})
