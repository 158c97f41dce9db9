import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { examine } from '../../engine/load.ts'
import { readConfig } from '../../engine/source/read.ts'
import { testPortal } from '../support/test-portal.ts'

interface Edit {
  readonly step: string
  readonly file: string
  readonly diff: boolean
  readonly text: string
}

/** Every block of the guide that changes a file, with the file that was named last before it. */
function editsOf(guide: string): readonly Edit[] {
  return guide.split(/^## /m).flatMap((chapter) => {
    const step = chapter.split('\n')[0] ?? ''
    return [...chapter.matchAll(/```(diff|yaml)\n([^]*?)```/g)].map(({ 1: kind, 2: text = '', index }) => {
      const named = [...chapter.slice(0, index).matchAll(/`([a-z]+(?:\/[\w.-]+)?\.yaml)`/g)]
      return { step, file: named.at(-1)?.[1] ?? '', diff: kind === 'diff', text }
    })
  })
}

function apply(files: Map<string, string>, { step, file, diff, text }: Edit): void {
  if (!diff) return void files.set(file, text)
  const lines = text.trimEnd().split('\n')
  const side = (mark: string): string =>
    lines
      .filter((line) => line.startsWith(' ') || line.startsWith(mark))
      .map((line) => line.slice(1))
      .join('\n')
  const before = files.get(file) ?? ''
  const parts = before.split(side('-'))
  if (parts.length !== 2)
    throw new Error(`${step}: ${file} has this ${parts.length - 1} times:\n${side('-')}`)
  files.set(file, parts.join(side('+')))
}

const edits = editsOf(readFileSync('config/README.md', 'utf8'))
const files = new Map(await readConfig('config', () => undefined))

describe('the guide, step by step', () => {
  const steps = [...new Set(edits.map(({ step }) => step))]

  test('has a good number of them', () => {
    expect(steps.length).toBeGreaterThan(6)
  })

  test.each(steps)('%s', (step) => {
    for (const edit of edits.filter((one) => one.step === step)) apply(files, edit)
    expect(examine(files).map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([])
  })

  test('leads to a portal with what was added', async () => {
    const portal = await testPortal({ config: Object.fromEntries(files), samples: true })
    const admin = await portal.admin()
    const { body: partners } = await admin.get('/api/partners?limit=1')
    const partner = (partners as { data: { id: number }[] }).data[0]?.id
    const made = await admin.post('/api/sites', { name: 'Head office', partner, opened: '2026-11-22' })
    expect(made.status).toBe(201)
    const shown = await admin.get('/api/sites?fields=name,partner.country')
    expect(shown.body).toMatchObject({ data: [{ name: 'Head office' }] })
    expect((await admin.get('/api/screens/sites/sites')).status).toBe(200)
  })
})
