import { writeFileSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { check, checkAndWatch, type CheckOptions } from '../../engine/commands/check/check.ts'
import { report, type ReportFormat } from '../../engine/commands/check/report.ts'
import { explain } from '../../engine/commands/check/explain.ts'
import { examine } from '../../engine/load.ts'
import { fixText } from '../../engine/problems/fix.ts'
import { readConfig } from '../../engine/source/read.ts'
import { said } from '../support/said.ts'
import { smallPortal } from '../support/definitions.ts'

const loan = 'form: loan\ntitle: Loan\nentity: loans\nfields: [book, raeder, due] # who\n'
const files = smallPortal({ 'forms/loan.yaml': loan })
const problems = examine(files)
const as = (format: ReportFormat): string =>
  report(format, { problems, files, folder: 'config', colours: false })

describe('what check prints', () => {
  test('for programs: code, severity, where it starts and ends, what is wrong, what to write', () => {
    expect(JSON.parse(as('json'))).toEqual({
      problems: [
        {
          severity: 'error',
          code: 'unknown-name',
          file: 'forms/loan.yaml',
          line: 4,
          column: 16,
          endLine: 4,
          endColumn: 22,
          message: '`loans` has no field `raeder`.',
          hint: 'Did you mean `reader`?',
          fix: 'reader',
          related: null,
        },
      ],
    })
  })

  test('for GitHub: an annotation at the line', () => {
    expect(as('github')).toBe(
      '::error file=config/forms/loan.yaml,line=4,col=16,endLine=4,endColumn=22,title=A name that points nowhere::' +
        '`loans` has no field `raeder`. Did you mean `reader`? (unknown-name)',
    )
  })

  test('for code scanning: SARIF', () => {
    const [run] = (JSON.parse(as('sarif')) as { runs: { results: object[]; tool: object }[] }).runs
    expect(run?.results).toMatchObject([
      {
        ruleId: 'unknown-name',
        ruleIndex: 0,
        level: 'error',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'config/forms/loan.yaml' },
              region: { startLine: 4, startColumn: 16, endLine: 4, endColumn: 22 },
            },
          },
        ],
      },
    ])
    expect(run?.tool).toMatchObject({ driver: { rules: [{ id: 'unknown-name' }] } })
  })

  test('for people: how much is well, and where two things clash, both', () => {
    expect(report('text', { problems: [], files, folder: 'config', colours: false })).toBe(
      '10 files, and nothing wrong with them.',
    )
    const twice = smallPortal({
      'forms/loan.yaml': 'form: loan\nentity: loans\nform: loan\nfields: [book]\n',
    })
    const text = report('text', { problems: examine(twice), files: twice, folder: '', colours: false })
    expect(text).toContain('`form` stands in this map already.')
    expect(text).toMatch(/It is first here: forms\/loan\.yaml:1:1\n\n> 1 \| form: loan\n {4}\| \^\^\^\^/)
  })

  test('of many problems, the first fifty', () => {
    const fields = Array.from({ length: 60 }, (_, i) => `x${i}`).join(', ')
    const many = smallPortal({ 'forms/loan.yaml': `form: loan\nentity: loans\nfields: [${fields}]\n` })
    const text = report('text', { problems: examine(many), files: many, folder: '', colours: false })
    expect(text.match(/has no field/g)).toHaveLength(50)
    expect(text).toMatch(/… and 10 more\. Mend these first\.\n\n\n60 problems in 1 file\.$/)
  })
})

describe('definitions without a mistake', () => {
  test('may still be told what is probably not meant', () => {
    const odd = smallPortal({
      'mails/reminder.yaml': 'mail: reminder\nsubject: Bring it back\ntext: Hello\n',
    })
    expect(examine(odd).map(({ code, file }) => `${code} ${file}`)).toEqual([
      'unused-mail mails/reminder.yaml',
    ])
    // Mistakes go first: what cannot be read would look unused.
    expect(examine(new Map([...odd, ['forms/loan.yaml', loan]])).map(({ code }) => code)).toEqual([
      'unknown-name',
    ])
  })

  test('which the shipped ones and the small ones give no reason for', async () => {
    expect(examine(smallPortal())).toEqual([])
    expect(examine(await readConfig('config', () => undefined))).toEqual([])
  })
})

describe('the command', () => {
  let folder = ''
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'lintel-check-'))))
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function checked(
    changes: Readonly<Record<string, string>>,
    more: Partial<CheckOptions> = {},
  ): Promise<{ code: number; text: string; config: string }> {
    const config = await mkdtemp(join(folder, 'config-'))
    await cp('test/fixtures/problems/base/config', config, { recursive: true })
    for (const [file, text] of Object.entries(changes)) await writeFile(join(config, file), text)
    let code = -1
    const text = await said(async () => {
      code = await check({ config, format: 'text', strict: false, fix: false, colours: false, ...more })
    })
    return { code, text, config }
  }

  test('ends with 0 where all is well, 1 for problems, and for warnings only when asked to be strict', async () => {
    const mail = { 'mails/reminder.yaml': 'mail: reminder\nsubject: Bring it back\ntext: Hello\n' }
    expect(await checked({})).toMatchObject({ code: 0, text: '10 files, and nothing wrong with them.' })
    expect(await checked({ 'forms/loan.yaml': loan })).toMatchObject({ code: 1 })
    expect(await checked(mail)).toMatchObject({
      code: 0,
      text: expect.stringMatching(/1 warning in 1 file\.$/) as string,
    })
    expect(await checked(mail, { strict: true })).toMatchObject({ code: 1 })
    await expect(
      check({ config: join(folder, 'none'), format: 'text', strict: false, fix: false, colours: false }),
    ).rejects.toMatchObject({ exitCode: 2 })
  })

  test('mends what has one sure answer, comments and layout kept', async () => {
    const books = `# what is lent\nentity: books\nfields:\n    title:   { type: text, "requird": true }   # its name\n`
    const { code, config } = await checked(
      {
        'forms/loan.yaml': loan,
        'entities/books.yaml': `${books}    author: { type: relation, to: author }\n`,
      },
      { fix: true },
    )
    expect(await readFile(join(config, 'forms/loan.yaml'), 'utf8')).toBe(loan.replace('raeder', 'reader'))
    expect(await readFile(join(config, 'entities/books.yaml'), 'utf8')).toBe(
      `${books.replace('requird', 'required')}    author: { type: relation, to: authors }\n`,
    )
    expect(code).toBe(0)
  })

  test.each([
    [
      'ends of lines of Windows, and none at the end',
      'entity: authors\r\nfields:\r\n  name: { type: text, requird: true } # \r\n# end',
    ],
    ['a byte order mark', '\ufeffentity: authors\nfields:\n  name: { type: text, requird: true }\n'],
    ['one map on one line', '{ entity: authors, fields: { name: { type: text, requird: true } } }'],
    ['tabs between words', 'entity: authors\t# a\nfields:\n  name:\t{ type:\ttext,\trequird: true }\t# b\n'],
    [
      'letters of two parts',
      'entity: authors\nfields: { name: { type: text, label: 😀, requird: true } } # 😀\n',
    ],
  ])('mends the one word, and keeps %s', async (_what, text) => {
    const { config } = await checked({ 'entities/authors.yaml': text }, { fix: true })
    expect(await readFile(join(config, 'entities/authors.yaml'), 'utf8')).toBe(
      text.replace('requird', 'required'),
    )
  })

  test('makes no key twice of two that are misspelt', async () => {
    const text = 'entity: authors\nfields:\n  name: { type: text, requird: true, requred: true }\n'
    const { config, code } = await checked({ 'entities/authors.yaml': text }, { fix: true })
    expect(await readFile(join(config, 'entities/authors.yaml'), 'utf8')).toBe(
      text.replace('requird', 'required'),
    )
    expect(code).toBe(1)
  })

  test('leaves alone what could be meant in two ways', () => {
    const text = 'form: loan\nentity: loans\nfields: [book, reader, dues, retune]\n'
    const odd = smallPortal({
      'entities/loans.yaml':
        'entity: loans\nfields:\n  book: { type: relation, to: books }\n  reader: { type: text }\n  due: { type: date }\n  duet: { type: date }\n  dust: { type: text }\n',
      'tabs/loans.yaml': 'tab: loans\nviews:\n  - { view: form, form: loan }\n',
      'forms/loan.yaml': text.replace('dues', 'duex').replace(', retune', ''),
    })
    const [problem] = examine(odd)
    expect(problem).toMatchObject({ hint: 'Did you mean `due` or `duet`?', fix: null })
    expect(fixText(text, examine(odd)).fixed).toBe(0)
  })

  test('looks again at what is saved while it looks, and says to programs nothing but reports', async () => {
    const { config } = await checked({})
    const reports: string[] = []
    const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      if (reports.length === 0) writeFileSync(join(config, 'forms/loan.yaml'), loan)
      return reports.push(String(text)) > 0
    })
    try {
      const watching = checkAndWatch({ config, format: 'json', strict: false, fix: false, colours: false })
      await expect.poll(() => reports.length, { timeout: 5000 }).toBe(2)
      process.stdout.emit('error', new Error('nobody reads'))
      await watching
    } finally {
      spy.mockRestore()
    }
    const codes = reports.map((text) => (JSON.parse(text) as { problems: { code: string }[] }).problems)
    expect(codes).toMatchObject([[], [{ code: 'unknown-name' }]])
  })

  test('explains a code, lists all of them, and knows what a misspelt one meant', async () => {
    expect(await said(() => Promise.resolve(explain('unknown-name')))).toMatch(
      /^unknown-name: A name that points nowhere\.\n\n[^]+Wrong, in forms\/loan\.yaml:\n\n {4}form: loan/,
    )
    expect(await said(() => Promise.resolve(explain(undefined)))).toContain('too-deep')
    expect(() => explain('unknown-nam')).toThrow('Did you mean `unknown-name`?')
  })
})
