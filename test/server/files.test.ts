import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { copyFiles } from '../../engine/commands/backup/copy-files.ts'
import { folderStore } from '../../engine/commands/files/folder-store.ts'
import { openFiles } from '../../engine/commands/files/open-files.ts'
import { asRefusedFile } from '../../engine/commands/output.ts'
import { Stop } from '../../engine/commands/stop.ts'
import { sweepFiles } from '../../engine/files/kept-files.ts'
import type { FileStore } from '../../engine/files/store.ts'
import { onBothDatabases } from '../support/databases.ts'
import { freePort } from '../support/free-port.ts'
import { filesOf } from '../support/definitions.ts'
import { s3Keys, startS3, type S3Server } from '../support/s3-server.ts'
import { origin, testPortal, type Client, type TestPortal } from '../support/test-portal.ts'

const config = Object.fromEntries(filesOf('test/fixtures/portals/library/config'))
config['entities/books.yaml'] =
  config['entities/books.yaml']?.replace(
    /^fields:\n/m,
    'fields:\n  scan: { type: file, accept: [pdf, png, csv], maxSize: 20 kB }\n',
  ) ?? ''

const pdf = (text = 'Emma') => `%PDF-1.4\n% ${text}\n%%EOF`
const type = { 'content-type': 'application/pdf', 'if-match': '*' }

/** On SQLite in a folder, on PostgreSQL in a store that speaks S3. */
onBothDatabases('files', (databases) => {
  let portal: TestPortal
  let admin: Client
  let folder: string
  let s3: S3Server
  let store: FileStore
  let book: number
  const keys = async () =>
    databases.dialect === 'postgres'
      ? [...s3.objects.keys()]
      : (await readdir(folder, { recursive: true })).filter((name) => name.length > 30)

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lintel-files-'))
    s3 = await startS3()
    const secrets: Record<string, string> = {
      AWS_ACCESS_KEY_ID: s3Keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: s3Keys.secretAccessKey,
    }
    const where = `s3://shelf/scans?endpoint=${encodeURIComponent(s3.endpoint)}&region=${s3Keys.region}`
    store =
      databases.dialect === 'sqlite'
        ? folderStore(folder)
        : openFiles({ files: where, database: '', secrets: (name) => secrets[name] })
    portal = await testPortal({
      config,
      database: await databases.address(),
      portal: { settings: { origin, secureCookies: false, files: store } },
    })
    admin = await portal.admin()
    await admin.post('/api/authors', { name: 'Jane Austen' })
  })
  afterAll(async () => {
    await portal.close()
    await s3.close()
    await rm(folder, { recursive: true, force: true })
  })
  beforeEach(async () => {
    book = (await admin.post('/api/books', { title: 'Emma', author: 1 })).body.id
  })

  const path = () => `/api/books/${book}/scan`
  const send = (content = pdf(), name = 'emma.pdf', headers: Record<string, string> = type) =>
    admin.send('PUT', `${path()}?name=${encodeURIComponent(name)}`, content, headers)

  test('what was sent is told by the record, and comes back as it was', async () => {
    expect((await admin.get(`/api/books/${book}`)).body.scan).toBeNull()
    const { status, headers, body } = await send()
    expect({ status, etag: headers['etag'] }).toEqual({ status: 200, etag: '"2"' })
    const told = { name: 'emma.pdf', size: pdf().length, type: 'application/pdf', href: path() }
    expect(body.scan).toEqual(told)
    expect((await admin.get('/api/books?fields=scan&filter[scan][empty]=false')).body.data).toContainEqual({
      id: book,
      scan: told,
    })
    const fetched = await admin.get(path())
    expect(fetched.body).toBe(pdf())
    expect(fetched.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(pdf().length),
      'content-disposition': `attachment; filename="emma.pdf"; filename*=UTF-8''emma.pdf`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    })
    expect(s3.refused).toEqual([])
  })

  test('a part of it can be had, and nothing where it is known already', async () => {
    await send()
    const part = await admin.get(path(), { range: 'bytes=1-3' })
    expect([part.status, part.body, part.headers['content-range']]).toEqual([
      206,
      'PDF',
      `bytes 1-3/${pdf().length}`,
    ])
    expect((await admin.get(path(), { range: 'bytes=-5' })).body).toBe('%%EOF')
    expect((await admin.get(path(), { range: 'bytes=900-' })).status).toBe(416)
    const { headers } = await admin.get(path())
    expect((await admin.get(path(), { 'if-none-match': String(headers['etag']) })).status).toBe(304)
  })

  test.each([
    ['../../etc/passwd', 'passwd.pdf'],
    ['C:\\Windows\\emma.PDF', 'emma.PDF'],
    ['a\u202efdp.exe', 'afdp.exe.pdf'],
    ['<b>"x"</b>.pdf', 'b_.pdf'],
    ['', 'scan.pdf'],
    ['..', 'scan.pdf'],
    [`${'é'.repeat(300)}.pdf`, `${'é'.repeat(116)}.pdf`],
  ])('the name %j is kept as %j', async (given, kept) => {
    const { body } = await send(pdf(), given)
    expect(body.scan.name).toBe(kept)
  })

  test('the name may also stand in the header, in any script', async () => {
    const headers = { ...type, 'content-disposition': `attachment; filename*=UTF-8''%E6%9C%AC%20%26.pdf` }
    const { body } = await admin.send('PUT', path(), pdf(), headers)
    expect(body.scan.name).toBe('本 &.pdf')
    const { headers: fetched } = await admin.get(path())
    expect(fetched['content-disposition']).toBe(
      `attachment; filename="_ &.pdf"; filename*=UTF-8''%E6%9C%AC%20%26.pdf`,
    )
  })

  test.each([
    ['a program that is called a PDF', 'MZ\x90\0', 'emma.pdf', 422, 'file-kind'],
    ['a page that is called a picture', '<script>alert(1)</script>\0', 'emma.png', 422, 'file-kind'],
    ['nothing', '', 'emma.pdf', 422, 'file-empty'],
    ['more than is taken', pdf('x'.repeat(20_480)), 'emma.pdf', 413, 'file-large'],
  ])('%s is refused, and leaves nothing', async (_, content, name, status, code) => {
    const before = await keys()
    const answer = await send(content, name)
    expect([answer.status, answer.body.errors[0].field, answer.body.errors[0].code]).toEqual([
      status,
      'scan',
      code,
    ])
    expect(await keys()).toEqual(before)
    expect((await admin.get(`/api/books/${book}`)).body).toMatchObject({ scan: null, version: 1 })
  })

  test('what a file is, its content says', async () => {
    const { body } = await send('title;author\nEmma;Austen', 'books.pdf', {
      ...type,
      'content-type': 'image/png',
    })
    expect(body.scan).toMatchObject({ name: 'books.pdf.csv', type: 'text/csv; charset=utf-8' })
  })

  test('it is written as fields are: with a version, by whom it may be, and once', async () => {
    expect((await send(pdf(), 'a.pdf', { 'content-type': 'application/pdf' })).status).toBe(428)
    expect((await send(pdf(), 'a.pdf', { ...type, 'if-match': '"7"' })).status).toBe(412)
    const headers = { ...type, 'if-match': '"1"', 'idempotency-key': `key-${book}` }
    const first = await send(pdf(), 'a.pdf', headers)
    const again = await send(pdf(), 'a.pdf', headers)
    expect([first.status, again.status, again.headers['idempotency-replayed']]).toEqual([200, 200, 'true'])
    expect((await send(pdf('other'), 'a.pdf', headers)).body.code).toBe('key-used')
    expect((await admin.patch(`/api/books/${book}`, { scan: null })).body.errors[0].code).toBe('read-only')
    expect((await admin.post('/api/books', { title: 'x', author: 1, scan: {} })).body.errors[0].code).toBe(
      'read-only',
    )
    expect((await admin.send('PUT', '/api/books/999999/scan', pdf(), type)).status).toBe(404)
    expect((await portal.visitor().get(path())).status).toBe(401)
    expect((await send(pdf(), 'a.pdf', { ...type, origin: 'https://evil.example' })).status).toBe(403)
  })

  test('bytes that are refused on their way are refused in words', async () => {
    const port = await freePort()
    await portal.listen({ host: '127.0.0.1', port })
    const call = (method: string, at: string, body: string, headers: Record<string, string>) =>
      fetch(`http://127.0.0.1:${port}${at}`, { method, body, headers: { origin, ...headers } })
    const credentials = JSON.stringify(portal.administrator)
    const session = await call('POST', '/api/session', credentials, { 'content-type': 'application/json' })
    const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? ''
    const refused = await call('PUT', '/api/books/999999/scan', pdf(), { ...type, cookie })
    expect([refused.status, await refused.json()]).toMatchObject([
      404,
      // By which it can be asked why.
      { code: 'not-found', instance: expect.stringMatching(/^urn:lintel:refusal:/) },
    ])
  })

  test('whoever may not read the field finds no file', async () => {
    await send()
    const clerk = await portal.account(
      `clerk-${book}-${databases.dialect}`,
      await role({ catalogue: 'reader' }),
    )
    expect((await clerk.get(path())).status).toBe(200)
    expect((await clerk.send('PUT', path(), pdf(), type)).status).toBe(403)
    const other = await portal.account(
      `other-${book}-${databases.dialect}`,
      await role({ readers: 'reader' }),
    )
    expect((await other.get(path())).status).toBe(404)
  })

  async function role(levels: Record<string, string>): Promise<string> {
    const name = `role ${Object.keys(levels).join()}`
    await admin.post('/api/duties', { name, levels })
    return name
  }

  test('what was replaced, taken off or never came to a record is swept away, and nothing else', async () => {
    const later = Date.now() + 2 * 3_600_000
    await sweepFiles(portal.db, store, later)
    const before = (await keys()).length
    await send(pdf('one'))
    await send(pdf('two'))
    expect(await sweepFiles(portal.db, store)).toBe(0)
    expect(await sweepFiles(portal.db, store, later)).toBe(1)
    expect((await admin.get(path())).body).toBe(pdf('two'))
    expect((await admin.delete(path())).body.scan).toBeNull()
    expect((await admin.get(path())).status).toBe(404)
    expect(await sweepFiles(portal.db, store, later)).toBe(1)
    expect((await keys()).length).toBe(before)
  })
})

test('a folder of files, and what a backup takes of it, is for its owner alone', async () => {
  const root = await mkdtemp(join(tmpdir(), 'lintel-files-'))
  const scans = join(root, 'scans')
  const database = `sqlite:${join(root, 'x.db')}`
  const store = openFiles({ files: scans, database, secrets: () => undefined })
  const key = 'a'.repeat(40)
  await store.put(key, Readable.from([Buffer.from(pdf())]))
  await copyFiles(join(root, 'x.backup'), database, { LINTEL_FILES: scans })
  await stat(join(root, 'x.backup.files', 'aa', key))
  for (const made of ['scans', 'scans/aa', 'x.backup.files'])
    expect((await stat(join(root, made))).mode & 0o077, made).toBe(0)
  await rm(root, { recursive: true })
})

test('a folder that is none is told of before anything is kept', () => {
  const open = (): unknown => openFiles({ files: 'package.json', database: '', secrets: () => undefined })
  expect(open).toThrow('EEXIST')
  try {
    open()
  } catch (error) {
    expect(asRefusedFile(error)).toEqual(
      new Stop('package.json cannot be made: there is a file of that name.'),
    )
  }
})

describe('a store that speaks S3', () => {
  test('refuses other keys, and the portal says so to nobody', async () => {
    const s3 = await startS3()
    const where = `s3://shelf?endpoint=${encodeURIComponent(s3.endpoint)}&region=${s3Keys.region}`
    const store = openFiles({ files: where, database: '', secrets: () => 'wrong' })
    await expect(store.get('a'.repeat(40))).rejects.toThrow('403')
    expect(s3.refused).toEqual(['an unknown key'])
    await s3.close()
  })
})
