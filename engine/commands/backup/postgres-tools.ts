import { spawn } from 'node:child_process'
import { Stop } from '../stop.ts'

/** Of the process, which says where tools are found. */
export type Environment = Readonly<Record<string, string | undefined>>

/** PostgreSQL's own tools make and read backups of it: of one moment, whatever is written meanwhile. */
export async function dumpPostgres(database: string, file: string, env: Environment): Promise<void> {
  await run('pg_dump', database, env, ['--format=custom', '--no-owner', '--no-privileges', `--file=${file}`])
}

/** All of it or nothing. */
export async function fillPostgres(database: string, file: string, env: Environment): Promise<void> {
  await run('pg_restore', database, env, [
    '--single-transaction',
    '--exit-on-error',
    '--no-owner',
    '--no-privileges',
    '--dbname',
    withoutPassword(database),
    file,
  ])
}

async function run(
  tool: 'pg_dump' | 'pg_restore',
  database: string,
  env: Environment,
  args: readonly string[],
): Promise<void> {
  const target = tool === 'pg_dump' ? [`--dbname=${withoutPassword(database)}`] : []
  const { code, said } = await outcome(tool, [...target, ...args], { ...env, ...passwordOf(database) })
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
  env: Environment,
): Promise<{ readonly code: number | null; readonly said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(tool, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...env, LC_ALL: 'C' },
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

/** The arguments of a process can be read by anybody on its machine, its environment cannot. */
function passwordOf(database: string): Environment {
  const { password } = new URL(database)
  return password === '' ? {} : { PGPASSWORD: decodeURIComponent(password) }
}

function withoutPassword(database: string): string {
  return Object.assign(new URL(database), { password: '' }).href
}
