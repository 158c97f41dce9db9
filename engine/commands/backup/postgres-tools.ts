import { spawn } from 'node:child_process'
import { Stop } from '../stop.ts'

/** PostgreSQL's own tools make and read backups of it: of one moment, whatever is written meanwhile. */
export async function dumpPostgres(database: string, file: string): Promise<void> {
  await run('pg_dump', database, ['--format=custom', '--no-owner', '--no-privileges', `--file=${file}`])
}

/** All of it or nothing. */
export async function fillPostgres(database: string, file: string): Promise<void> {
  await run('pg_restore', database, [
    '--single-transaction',
    '--exit-on-error',
    '--no-owner',
    '--no-privileges',
    '--dbname',
    withoutPassword(database),
    file,
  ])
}

async function run(tool: 'pg_dump' | 'pg_restore', database: string, args: readonly string[]): Promise<void> {
  const target = tool === 'pg_dump' ? [`--dbname=${withoutPassword(database)}`] : []
  const { code, said } = await outcome(tool, [...target, ...args], passwordOf(database))
  if (code === 0) return
  const mismatch = /server version: (\d+)[^;]*; pg_dump version: (\d+)/.exec(said)
  if (mismatch)
    throw new Stop(
      `The database is PostgreSQL ${mismatch[1]}, and the ${tool} here is of ${mismatch[2]}. Install that of ${mismatch[1]}, or set PATH to where it is.`,
    )
  const reason = said.trim().split('\n')[0]?.replace(`${tool}: error: `, '') ?? ''
  throw new Stop(`${tool} did not succeed, and nothing was changed: ${reason || `it ended with ${code}`}`)
}

function outcome(
  tool: string,
  args: readonly string[],
  password: string,
): Promise<{ readonly code: number | null; readonly said: string }> {
  return new Promise((resolve, reject) => {
    // Of the arguments of a process, anybody on its machine can read; not so of its environment.
    const child = spawn(tool, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, LC_ALL: 'C', ...(password && { PGPASSWORD: password }) },
    })
    let said = ''
    child.stderr.on('data', (text) => (said += String(text)))
    child.once('error', () =>
      reject(
        new Stop(
          `There is no ${tool} here, which backups of PostgreSQL are made with. Install PostgreSQL's client tools, such as with: apt-get install postgresql-client`,
        ),
      ),
    )
    child.once('close', (code) => resolve({ code, said }))
  })
}

function passwordOf(database: string): string {
  return decodeURIComponent(new URL(database).password)
}

function withoutPassword(database: string): string {
  return Object.assign(new URL(database), { password: '' }).href
}
