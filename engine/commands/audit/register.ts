import { InvalidArgumentError, type Command } from 'commander'
import { exportEntries, listEntries, type EntriesOptions } from './entries.ts'
import { verify, type VerifyOptions } from './verify.ts'

/** `lintel audit list`, `verify` and `export`. */
export function registerAudit(
  lintel: Command,
  { database, exitWith }: { readonly database: string; exitWith(code: number): void },
): void {
  const audit = lintel.command('audit').description('who did what to which record')

  filtered(audit.command('list').description('the last entries'), database)
    .option('--limit <number>', 'how many', whole, 50)
    .action((options: EntriesOptions) => listEntries(options))

  filtered(audit.command('export').description('every entry, one JSON object a line'), database).action(
    (options: EntriesOptions) => exportEntries(options),
  )

  audit
    .command('verify')
    .description('whether each entry is as it was written; exits 1 where one is not')
    .option('--head <head>', 'the head that an earlier run has printed')
    .option('--json', 'for programs')
    .option('--database <url>', 'sqlite:PATH or postgres://…', database)
    .action(async (options: VerifyOptions) => {
      exitWith(await verify(options))
    })
}

function filtered(command: Command, database: string): Command {
  return command
    .option('--who <username>', 'of whom')
    .option('--entity <name>', 'of which records')
    .option('--record <id>', 'of which record', whole)
    .option('--operation <name>', 'create, update, delete, sign-in, …')
    .option('--outcome <outcome>', 'done, refused or failed')
    .option('--since <date>', 'from when on, such as 2026-11-01', moment)
    .option('--until <date>', 'before when', moment)
    .option('--database <url>', 'sqlite:PATH or postgres://…', database)
}

function whole(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('It is a whole number')
  return number
}

function moment(text: string): string {
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw new InvalidArgumentError('It is a day, or a moment, such as 2026-11-01')
  return new Date(time).toISOString()
}
