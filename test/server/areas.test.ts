import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { load } from '../../engine/load.ts'
import type { AreaPlan } from '../../engine/plan/plan.ts'
import { ProblemsFound } from '../../engine/problems/collect.ts'
import { logoAddress } from '../../engine/server/routes/logo.ts'
import { filesOf } from '../support/definitions.ts'
import { testPortal, type Client, type TestPortal } from '../support/test-portal.ts'

let portal: TestPortal
let staff: Client
beforeAll(async () => {
  portal = await testPortal()
  staff = await portal.admin()
})
afterAll(() => portal.close())

describe('a session of one area', () => {
  test('is nothing in the other, whichever cookie it comes with', async () => {
    expect((await staff.get('/api/session')).status).toBe(200)
    expect((await staff.get('/portal/api/session')).status).toBe(401)
    expect((await staff.get('/portal/api/documents')).status).toBe(401)
    const { headers } = await portal.visitor().post('/api/session', portal.administrator)
    const cookie = String([headers['set-cookie']].flat()[0]).split(';')[0] ?? ''
    const renamed = cookie.replace(/^lintel-staff=/, 'lintel-customer=')
    expect((await portal.visitor().get('/api/session', { cookie })).status).toBe(200)
    expect((await portal.visitor().get('/portal/api/session', { cookie: renamed })).status).toBe(401)
  })
})

describe('the logo of an area', () => {
  test('is served to anybody, as a picture in which nothing runs', async () => {
    const { status, headers, body } = await portal
      .visitor()
      .get(logoAddress(portal.plan.areas['customer'] as AreaPlan) ?? '')
    expect(status).toBe(200)
    expect(body).toContain('<svg')
    expect(headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'cache-control': expect.stringContaining('immutable'),
    })
  })

  const told = (logo: string): readonly string[] => {
    const files = new Map(filesOf('config')).set('logos/routty.svg', logo)
    try {
      load(files)
      return []
    } catch (error) {
      if (!(error instanceof ProblemsFound)) throw error
      return error.problems.map(({ code, file, message }) => `${code} ${file} ${message}`)
    }
  }

  test.each([
    ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'holds a program or a page.'],
    ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>', 'holds a program.'],
    ['<svg><image href="https://elsewhere.example/x.png"/></svg>', 'loads something from elsewhere.'],
    ['<svg><style>@import "https://elsewhere.example"</style></svg>', 'loads something from elsewhere.'],
    ['<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>', 'is no SVG.'],
    ['hello', 'is no SVG.'],
  ])('%s is refused when the definitions are checked', (logo, because) => {
    expect(told(logo)).toEqual([`refused-file portal.yaml \`logos/routty.svg\` ${because}`])
  })

  test('shapes and colours are taken', () => {
    expect(told('<svg xmlns="http://www.w3.org/2000/svg"><path fill="url(#a)" d="M0 0"/></svg>')).toEqual([])
  })
})
