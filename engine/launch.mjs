// Builds what is stale, then runs the built engine: Node 20 runs no TypeScript. `npm start` and `npm run lintel` come here.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

const parts = [
  {
    from: ['engine', 'schemas', 'package.json', 'package-lock.json'],
    to: 'dist/engine/main.js',
    config: 'engine/vite.config.ts',
  },
  {
    from: ['ui', 'engine/plan', 'engine/server/wire.ts', 'package.json', 'vite.config.ts'],
    to: 'dist/ui/index.html',
    config: 'vite.config.ts',
  },
]

for (const part of parts) if (isStale(part)) build(part)

const { main } = await import(pathToFileURL(join(root, 'dist/engine/main.js')).href)
await main(process.argv)

function isStale({ from, to }) {
  const built = join(root, to)
  if (!existsSync(built)) return true
  const since = statSync(built).mtimeMs
  return from.some((path) => newest(join(root, path)) > since)
}

function newest(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

function build({ config }) {
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  if (!existsSync(vite)) stop('Lintel is not installed yet. Run: npm ci')
  const { status, stdout, stderr } = spawnSync(process.execPath, [vite, 'build', '--config', config], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) stop(`${stdout}${stderr}`)
}

function stop(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
