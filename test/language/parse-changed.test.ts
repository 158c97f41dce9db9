import { expect, test } from 'vitest'
import { load } from '../../engine/load.ts'
import type { ProblemsFound } from '../../engine/problems/collect.ts'
import { parseChanged } from '../../engine/source/parse-all.ts'
import { readConfig } from '../../engine/source/read.ts'

const read = () =>
  readConfig('config', ({ file, message }) => {
    throw new Error(`${file}: ${message}`)
  })

test('definitions that are read again, one file of them changed, are as if read for the first time', async () => {
  const files = new Map(await read())
  const parse = parseChanged()
  load(files, parse)
  const portal = files.get('portal.yaml') ?? ''
  for (const title of ['Another', 'And another']) {
    files.set('portal.yaml', portal.replace(/^title: .*$/m, `title: ${title}`))
    const { plan } = load(files, parse)
    expect(plan.title.byLanguage).toMatchObject({ en: title })
    expect(plan).toEqual(load(files).plan)
  }
})

test('mistakes in files that did not change are said again, and only those of files that are there', async () => {
  const files = new Map(await read())
  const parse = parseChanged()
  files.set('entities/odd.yaml', 'entity: [odd')
  const codes = (): string[] => {
    try {
      load(files, parse)
      return []
    } catch (error) {
      return (error as ProblemsFound).problems.map(({ file, code }) => `${file} ${code}`)
    }
  }
  const first = codes()
  expect(first).toContain('entities/odd.yaml yaml-syntax')
  expect(codes()).toEqual(first)
  files.delete('entities/odd.yaml')
  expect(codes()).toEqual([])
})
