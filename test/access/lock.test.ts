import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { accessLock } from '../../engine/change/lock/access-lock.ts'
import { access } from '../../engine/commands/access/access.ts'
import { load } from '../../engine/load.ts'
import { readConfig } from '../../engine/source/read.ts'

let folder: string
let printed: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-lock-'))
  printed = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text)
    return true
  })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true, force: true })
})

async function filesOf(path: string): Promise<ReadonlyMap<string, string>> {
  return readConfig(path, ({ message }) => {
    throw new Error(message)
  })
}

describe('the file that says who may do what', () => {
  test('of the portal that ships is up to date: `npm run lintel -- access` writes it, and UPDATE_GENERATED=1', async () => {
    if (process.env['UPDATE_GENERATED']) await access({ config: 'config', mode: 'write' })
    expect(await access({ config: 'config', mode: 'check' }), printed).toBe(0)
  })

  test('is written beside the definitions, and is none of them', async () => {
    await cp('config', folder, { recursive: true })
    await rm(join(folder, 'access.lock.md'), { force: true })
    const files = await filesOf(folder)
    expect(await access({ config: folder, mode: 'check' })).toBe(1)
    expect(printed).toContain(`access.lock.md is not there. Write it with: lintel access --config ${folder}`)
    expect(await access({ config: folder, mode: 'write' })).toBe(0)
    expect(await access({ config: folder, mode: 'check' })).toBe(0)
    expect(await filesOf(folder)).toEqual(files)
  })

  test('shows where it differs from what the definitions say', async () => {
    await cp('config', folder, { recursive: true })
    const path = join(folder, 'permissions/customer.yaml')
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace('fields: [reference]', 'fields: [reference, status]'))
    expect(await access({ config: folder, mode: 'check' })).toBe(1)
    expect(printed).toMatch(/^- \| `documents` \| `reference` \[1\] \|$/m)
    expect(printed).toMatch(/^\+ \| `documents` \| `status`, `reference` \[1\] \|$/m)
    expect(printed).toContain('does not say what the definitions say')
  })

  test('changes with every change of access, and with nothing else', async () => {
    const files = await filesOf('config')
    const lock = (file = '', from = '', to = ''): string => {
      const text = files.get(file) ?? ''
      if (from !== '' && !text.includes(from)) throw new Error(`${file} does not say ${from}`)
      return accessLock(
        load(new Map([...files, ...(file ? [[file, text.replace(from, to)]] : [])] as never)).plan,
      )
    }
    const before = lock()
    const changes: [string, string, string][] = [
      ['permissions/customer.yaml', 'allow: [read, export]', 'allow: [read]'],
      ['permissions/customer.yaml', 'except: [number, notes]', 'except: [number]'],
      [
        'permissions/customer.yaml',
        'where: { id: { in: $user.access_right.partners } }',
        'where: { country: BE }',
      ],
      [
        'permissions/staff.yaml',
        'fields: [name] }           # wherever',
        'fields: [city] }           # wherever',
      ],
      [
        'permissions/staff.yaml',
        '- { on: groups, allow: [create, update, delete] }',
        '- { on: groups, allow: [create] }',
      ],
      ['entities/partners.yaml', 'fields:\n', 'fields:\n  fax: { type: phone }\n'],
      ['portal.yaml', 'path: /portal', 'path: /customers'],
    ]
    for (const [file, from, to] of changes) expect(lock(file, from, to), `${file}: ${to}`).not.toBe(before)
    expect(lock('permissions/staff.yaml', 'pages:\n', 'pages:\n\n\n  # another comment\n')).toBe(before)
    expect(lock('portal.yaml', 'icon: users\n', 'icon: shield\n')).toBe(before)
  })
})
