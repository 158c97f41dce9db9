import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Of all that decides what definitions mean: an engine trusts what one with the same digest has made of them. */
function digestOfSources(): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const folder of ['engine', 'schemas']) {
    const found = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    const files = found
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
    for (const file of files.sort()) hash.update(file.slice(root.length)).update(readFileSync(file))
  }
  return hash.digest('hex')
}

// Node 20 runs no TypeScript: one file of JavaScript, its libraries left where npm put them.
export default defineConfig({
  define: { ENGINE_DIGEST: JSON.stringify(digestOfSources()) },
  build: {
    ssr: 'engine/main.ts',
    outDir: 'dist/engine',
    target: 'node20',
    minify: false,
    emptyOutDir: true,
  },
  logLevel: 'error',
})
