import { Option, type Command } from 'commander'
import { check, checkAndWatch } from './check.ts'
import { explain } from './explain.ts'
import { schema } from './schema.ts'
import { types } from './types.ts'
import { reportFormats, type ReportFormat } from './report.ts'

/** Looking at definitions without a database: what is wrong with them, and what that means. */
export function registerCheck(
  lintel: Command,
  { colours, exitWith }: { readonly colours: boolean; exitWith(code: number): void },
): void {
  lintel
    .command('check')
    .description('say everything that is wrong with the definitions')
    .argument('[dir]', 'folder of the definitions', 'config')
    .option('--config <dir>', 'the same, as other commands have it')
    .addOption(
      new Option('--format <format>', 'for whom: people, programs, annotations, code scanning')
        .choices(reportFormats)
        .default('text'),
    )
    .option('--strict', 'warnings are problems too')
    .option('--fix', 'mend what has one sure answer, such as a misspelt name')
    .option('--watch', 'again whenever something is saved')
    .action(async (dir: string, flags: CheckFlags) => {
      const options = {
        config: flags.config ?? dir,
        format: flags.format,
        strict: flags.strict === true,
        fix: flags.fix === true,
        colours,
      }
      if (flags.watch) await checkAndWatch(options)
      else exitWith(await check(options))
    })

  lintel
    .command('schema')
    .description(
      "write JSON Schemas with this project's names, for editors, below the folder of the definitions",
    )
    .argument('[dir]', 'folder of the definitions', 'config')
    .action((dir: string) => schema(dir))

  lintel
    .command('types')
    .description('write TypeScript types of records and routes, for programs that use the portal')
    .argument('[dir]', 'folder of the definitions', 'config')
    .option('--out <file>', 'where to; otherwise the standard output')
    .action((dir: string, { out }: { out?: string }) => types(dir, out))

  lintel
    .command('explain')
    .description('say what a kind of problem is, and how to mend it')
    .argument('[code]', 'such as unknown-name; without one, all are listed')
    .action((code: string | undefined) => explain(code))
}

interface CheckFlags {
  readonly config?: string
  readonly format: ReportFormat
  readonly strict?: true
  readonly fix?: true
  readonly watch?: true
}
