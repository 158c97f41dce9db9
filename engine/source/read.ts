import { constants } from 'node:fs'
import { open, readdir, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { Report } from '../problems/problem.ts'
import type { ProblemCode } from '../problems/catalogue.ts'
import { problemAt } from './locate.ts'
import { isPicture, pictureText } from './pictures.ts'

const maxFile = 256 * 1024
const maxAll = 4 * 1024 * 1024
const atOnce = 16

type Refuse = (code: ProblemCode, message: string, hint: string) => void
type Refusing = (file: string) => Refuse

/** Tests of permissions are no definitions: saving one changes nothing. */
const isTest = /^permissions\/[^/]+\.test\.ya?ml$/i

/**
 * The text of every YAML file, and of every picture in `logos/`, below a folder, by its path there. What is no plain file of the folder, too large or not
 * UTF-8 is a problem; throws only where the folder itself cannot be read.
 */
export async function readConfig(
  folder: string,
  report: Report,
  which: 'definitions' | 'tests' = 'definitions',
): Promise<ReadonlyMap<string, string>> {
  const root = await realpath(folder)
  const files = new Map<string, string>()
  let bytes = 0
  const listed = await definitionFiles(root, '')
  const wanted = listed.filter((file) => isTest.test(file) === (which === 'tests'))
  const refusing: Refusing = (file) => (code, message, hint) => {
    const source = { file, text: '', lineStarts: [0] }
    report(problemAt({ source, start: 0, end: 0 }, code, message, hint))
  }
  for await (const [file, content] of readSome(root, wanted, refusing)) {
    const refuse = refusing(file)
    if (!content) continue
    bytes += content.length
    if (bytes > maxAll) {
      refuse(
        'too-large',
        'All definitions together are more than 4 MB.',
        'Keep samples small; records belong in the database.',
      )
      break
    }
    const text = file.endsWith('.png') ? pictureText(content) : decode(content)
    if (text === undefined) {
      refuse('not-utf8', 'This file is not text in UTF-8.', 'Save it as UTF-8.')
      continue
    }
    files.set(file, text)
  }
  return files
}

/** In the order of their names. Hidden files and folders are other programs'. */
async function definitionFiles(root: string, below: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true })
  const names = entries.filter(({ name }) => !name.startsWith('.')).sort((a, b) => (a.name < b.name ? -1 : 1))
  const found: string[] = []
  for (const entry of names) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    // A folder that is called as a file is refused as one: what it holds cannot be meant.
    if (entry.isDirectory() && /\.ya?ml$/i.test(entry.name)) found.push(path)
    else if (entry.isDirectory()) found.push(...(await definitionFiles(root, path)))
    else if (entry.isSymbolicLink() && (await isFolder(join(root, path)))) {
      if (await isWithin(root, path)) found.push(...(await definitionFiles(root, path)))
    } else if (/\.ya?ml$/i.test(entry.name) || isPicture(path)) found.push(path)
  }
  return found
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

/** A link that stays in the folder, and leads to no folder that it stands in itself. */
async function isWithin(root: string, path: string): Promise<boolean> {
  const real = await realpath(join(root, path)).catch(() => undefined)
  if (real === undefined || !real.startsWith(root + sep)) return false
  return !`${join(root, path)}${sep}`.startsWith(real + sep)
}

/** In their order, some at a time: each takes several ways to the disk and back. */
async function* readSome(
  root: string,
  files: readonly string[],
  refusing: Refusing,
): AsyncGenerator<readonly [file: string, content: Buffer | undefined]> {
  for (let start = 0; start < files.length; start += atOnce) {
    const some = files.slice(start, start + atOnce)
    const contents = await Promise.all(some.map((file) => readPlain(root, file, refusing(file))))
    for (const [index, file] of some.entries()) yield [file, contents[index]]
  }
}

async function readPlain(root: string, file: string, refuse: Refuse): Promise<Buffer | undefined> {
  const real = await realpath(join(root, file)).catch(() => undefined)
  if (real === undefined || !real.startsWith(root + sep)) {
    refuse(
      'refused-file',
      'This is a link to nothing, or out of the folder of the definitions.',
      'Put the file itself here.',
    )
    return undefined
  }
  // Without this flag, opening a pipe waits for somebody to write into it.
  const handle = await open(real, constants.O_RDONLY | constants.O_NONBLOCK).catch(
    (error: NodeJS.ErrnoException) => {
      // One that has gone since it was listed is none of the definitions.
      if (error.code !== 'ENOENT')
        refuse(
          'refused-file',
          'This file cannot be read.',
          'Give the user who runs Lintel the right to read it.',
        )
      return undefined
    },
  )
  if (!handle) return undefined
  try {
    const found = await handle.stat()
    if (!found.isFile()) {
      refuse('refused-file', 'This is no plain file.', 'Put a file of text here.')
      return undefined
    }
    if (found.size > maxFile) {
      refuse('too-large', 'This file is more than 256 kB.', 'Split it, or keep samples small.')
      return undefined
    }
    // Of one that grows meanwhile, this is a part: whoever reads what is being written has to read it again.
    const content = Buffer.alloc(found.size)
    const { bytesRead } = await handle.read(content, 0, content.length, 0)
    return content.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

function decode(content: Buffer): string | undefined {
  try {
    // Drops a byte order mark of UTF-8; that of UTF-16 is not UTF-8.
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return undefined
  }
}
