import { InvalidArgumentError, Option, type Command } from 'commander'
import { apply } from './apply.ts'
import { diff } from './diff.ts'
import { history } from './history.ts'
import { listKept, purge, restore } from './kept.ts'
import { formats, plan, type Format } from './plan.ts'
import { rollback } from './rollback.ts'
import { status } from './status.ts'

export interface Surroundings {
  /** Where the database is, unless the command says. */
  readonly database: string
  /** Who calls, unless the command says. */
  readonly author: string
  exitWith(code: number): void
}

interface Common {
  readonly config: string
  readonly database: string
}

type Make = (name: string, description: string) => Command

/** What is applied, what was, and what would be. */
export function registerChanges(lintel: Command, around: Surroundings): void {
  const command = (name: string, description: string): Command =>
    lintel
      .command(name)
      .description(description)
      .option('--database <url>', 'sqlite:PATH or postgres://…', around.database)
  const withConfig = (name: string, description: string): Command =>
    command(name, description).option('--config <dir>', 'folder of the definitions', 'config')

  registerReturns(command, withConfig, around)

  withConfig('status', 'say whether files, revision and database are in step')
    .option('--json', 'for programs')
    .action(async ({ json, ...options }: Common & { json?: true }) => {
      around.exitWith(await status({ ...options, format: json ? 'json' : 'text' }))
    })

  withConfig('plan', 'say what applying the definitions would do; exits with 0 for nothing, 2 for something')
    .addOption(new Option('--format <format>', 'how to say it').choices(formats).default('text'))
    .option('--json', 'the same as --format json')
    .option('--out <file>', 'file to keep it in, for lintel apply')
    .action(
      async ({ json, out, format, ...options }: Common & { format: Format; json?: true; out?: string }) => {
        around.exitWith(await plan({ ...options, format: json ? 'json' : format, out: out ?? null }))
      },
    )

  withConfig('apply', 'put the definitions in force: tables, access and screens, all of it or nothing')
    .argument('[file]', 'what lintel plan --out has kept: only that, or nothing')
    .option('--author <name>', 'who does it, for the history', around.author)
    .action((file: string | undefined, options: Common & { author: string }) => apply(file ?? null, options))

  command('diff', 'say what separates two revisions')
    .argument('<from>', 'number of a revision', positive)
    .argument('<to>', 'number of another one, later or earlier', positive)
    .option('--lines', 'show the lines of the files')
    .option('--json', 'for programs')
    .action(
      (
        from: number,
        to: number,
        { json, lines, database }: { json?: true; lines?: true; database: string },
      ) => diff(from, to, { database, format: json ? 'json' : 'text', lines: lines ? 'shown' : 'counted' }),
    )

  command('history', 'say which definitions were in force, since when, and who put them there')
    .option('--limit <number>', 'how many of them', positive, 20)
    .option('--json', 'for programs')
    .action(({ json, ...options }: Common & { limit: number; json?: true }) =>
      history({ ...options, format: json ? 'json' : 'text' }),
    )
}

function registerReturns(command: Make, withConfig: Make, around: Surroundings): void {
  withConfig('rollback', 'put the definitions of an earlier revision in force again')
    .argument('<revision>', 'its number', positive)
    .option('--plan', 'only say what it would do')
    .option('--replace', 'lose what was changed in the folder since the revision in force')
    .option('--keep-files', 'leave the folder as it is')
    .option('--author <name>', 'who does it, for the history', around.author)
    .action(async (revision: number, { plan: only, replace, keepFiles, ...options }: RollbackFlags) => {
      const files = keepFiles ? 'keep' : replace ? 'replace' : 'write'
      around.exitWith(await rollback(revision, { ...options, files, only: only ? 'plan' : null }))
    })

  withConfig(
    'restore',
    'write the definition of what was removed into its file again; without a name, say what is kept',
  )
    .argument('[name]', 'such as members.fax, or members')
    .action((name: string | undefined, options: Common) =>
      name === undefined ? listKept(options.database) : restore(name, { ...options, author: around.author }),
    )

  command('purge', 'end what was removed, for good; without a name, say what is kept')
    .argument('[name]', 'such as members.fax, or members')
    .option('--yes', 'do not ask')
    .action((name: string | undefined, { database, yes }: { database: string; yes?: true }) =>
      name === undefined
        ? listKept(database)
        : purge(name, { database, author: around.author, sure: yes ? 'yes' : 'ask' }),
    )
}

interface RollbackFlags extends Common {
  readonly author: string
  readonly plan?: true
  readonly replace?: true
  readonly keepFiles?: true
}

export function positive(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('It is a whole number above 0')
  return number
}
