import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { userInfo } from 'node:os'
import pc from 'picocolors'
import { registerAccess } from './commands/access/register.ts'
import { registerAccount } from './commands/account/register.ts'
import { registerAudit } from './commands/audit/register.ts'
import { registerBackup } from './commands/backup/register.ts'
import { registerChanges } from './commands/changes/register.ts'
import { registerCheck } from './commands/check/register.ts'
import { asRefusedFile, outliveOutput } from './commands/output.ts'
import { reload } from './commands/reload.ts'
import { registerDrift } from './commands/drift/register.ts'
import { registerMail } from './commands/mail/register.ts'
import { start } from './commands/start.ts'
import { Stop } from './commands/stop.ts'

/** For the thread that reads definitions: it starts with what is built from here. */
export { answerLoads } from './commands/load-aside.ts'

/** Commands whose exit code 1 is what they found: that they could not look is another. */
const sayingWhatIsWrong = ['check', 'test']

/** The command line: the only place that reads the arguments and the environment, and decides the exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  outliveOutput()
  try {
    await program().parseAsync([...argv])
  } catch (error) {
    const code = report(asRefusedFile(error))
    process.exitCode = code === 1 && sayingWhatIsWrong.includes(argv[2] ?? '') ? 2 : code
  }
}

function program(): Command {
  const env = process.env
  const lintel = new Command('lintel')
    .description('YAML definitions into a running portal.')
    .version('0.1.0')
    .exitOverride()
    .configureOutput({
      outputError: (text, write) =>
        write(
          `${text
            .trim()
            .replace(/^error: |\.$/g, '')
            .replaceAll('\n', ' ')}. See: lintel --help\n`,
        ),
    })

  lintel
    .command('start', { isDefault: false })
    .description('open the database, make what tables are missing, and serve the portal')
    .option('--config <dir>', 'folder of the definitions', 'config')
    .option('--database <url>', 'sqlite:PATH or postgres://…', env['DATABASE_URL'] ?? 'sqlite:data/lintel.db')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on', port, 3000)
    .option('--origin <url>', 'base address of links in mails', env['LINTEL_ORIGIN'])
    .option('--files <where>', 'folder or s3://BUCKET?endpoint=URL for files', env['LINTEL_FILES'])
    .option('--no-samples', 'leave an empty database empty')
    .option(
      '--no-watch',
      'put saved definitions in force only on SIGHUP or lintel reload; so in production anyway',
    )
    .option('--strict', 'do not start on definitions that cannot be in force')
    .option('--drain <seconds>', 'how long to answer on after SIGTERM, not ready any more', seconds)
    .action((options: StartFlags) =>
      start({
        ...options,
        watch: options.watch && env['NODE_ENV'] !== 'production',
        strict: options.strict === true,
        drain: options.drain ?? (env['NODE_ENV'] === 'production' ? 5 : 0),
        origin: options.origin ?? null,
        secrets: (name) => env[name],
        files: options.files ?? null,
        smtpUrl: env['SMTP_URL'] ?? null,
        mailFrom: env['MAIL_FROM'] ?? null,
      }),
    )

  lintel
    .command('reload')
    .description('have every portal on a database read its definitions again')
    .option('--database <url>', 'sqlite:PATH or postgres://…', env['DATABASE_URL'] ?? 'sqlite:data/lintel.db')
    .action(async ({ database }: { database: string }) => {
      process.exitCode = await reload(database)
    })

  const around = {
    database: env['DATABASE_URL'] ?? 'sqlite:data/lintel.db',
    author: userName(),
    exitWith: (code: number) => {
      process.exitCode = code
    },
  }
  registerCheck(lintel, {
    colours: pc.isColorSupported && process.stdout.isTTY,
    exitWith: around.exitWith,
  })
  registerChanges(lintel, around)
  registerDrift(lintel, around)
  registerBackup(lintel, around.database, env)
  registerAccess(lintel, around)
  registerMail(lintel, { smtpUrl: env['SMTP_URL'] ?? null, from: env['MAIL_FROM'] ?? null })
  registerAudit(lintel, around)

  registerAccount(lintel, { ...around, origin: env['LINTEL_ORIGIN'] })

  return lintel
}

interface StartFlags {
  readonly config: string
  readonly database: string
  readonly host: string
  readonly port: number
  readonly origin?: string
  readonly files?: string
  readonly samples: boolean
  readonly watch: boolean
  readonly strict?: true
  readonly drain?: number
}

/** Of whoever calls: a machine may know no name for them. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return 'command line'
  }
}

function port(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new InvalidArgumentError('It is a number from 0 to 65535')
  return number
}

function seconds(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 0 || number > 600)
    throw new InvalidArgumentError('It is a number from 0 to 600')
  return number
}

/** Mistakes of whoever called are one line; what is left is a bug, and worth its stack. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode
  if (error instanceof Stop) {
    process.stderr.write(`${error.message}\n`)
    return error.exitCode
  }
  process.stderr.write(
    `Lintel failed in a way it should not: ${error instanceof Error ? error.stack : String(error)}\n`,
  )
  return 70
}
