import { Option, type Command } from 'commander'
import { access } from './access.ts'
import { test, type TestOptions } from './tests/test.ts'
import { why, type WhyOptions } from './why.ts'

/** What may be done, tried, and explained. */
export function registerAccess(
  lintel: Command,
  { database, exitWith }: { readonly database: string; exitWith(code: number): void },
): void {
  lintel
    .command('why')
    .description('say why a request was refused, or why an account may do something or not')
    .argument(
      '<words...>',
      'id of a refusal; with --as: open PAGE, read ENTITY/ID FIELD, update ENTITY/ID FIELD, …',
    )
    .option('--as <username>', 'the account')
    .option('--area <name>', 'where it signs in, if there are several')
    .option('--json', 'for programs')
    .option('--database <url>', 'sqlite:PATH or postgres://…', database)
    .action(async (words: string[], options: WhyOptions) => {
      exitWith(await why(words, options))
    })

  lintel
    .command('access')
    .description('write who may do what, for reviews: access.lock.md beside the definitions')
    .option('--config <dir>', 'folder of the definitions', 'config')
    .option('--check', 'write nothing; exit with 1 where it is not up to date')
    .option('--print', 'write nothing; say it on the standard output')
    .action(async ({ config, check, print }: { config: string; check?: true; print?: true }) => {
      exitWith(await access({ config, mode: check ? 'check' : print ? 'print' : 'write' }))
    })

  lintel
    .command('test')
    .description('try the permissions by permissions/*.test.yaml, on a database in memory')
    .option('--config <dir>', 'folder of the definitions', 'config')
    .addOption(new Option('--format <format>', 'how to say it').choices(['text', 'json']).default('text'))
    .action(async (options: TestOptions) => {
      exitWith(await test(options))
    })
}
