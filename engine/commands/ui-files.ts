import { readFile, readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Stop } from './stop.ts'

export interface UiFile {
  readonly body: Buffer
  readonly type: string
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
}

const besideEngine = fileURLToPath(new URL('../ui', import.meta.url))

/** The built ui, beside the built engine: path below its folder → what to send. */
export async function readUiFiles(folder = besideEngine): Promise<ReadonlyMap<string, UiFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => {
    throw new Stop('The screens have not been built. Run: npm run build')
  })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return new Map(
    await Promise.all(
      files.map(async (file) => {
        const type = types[extname(file)] ?? 'application/octet-stream'
        return [file.slice(folder.length + 1), { body: await readFile(file), type }] as const
      }),
    ),
  )
}
