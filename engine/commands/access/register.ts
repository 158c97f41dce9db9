import type { Command } from 'commander'
import { access } from './access.ts'

/** What may be done, tried, and explained. */
export function registerAccess(lintel: Command, exitWith: (code: number) => void): void {
  lintel
    .command('access')
    .description('write who may do what, for reviews: access.lock.md beside the definitions')
    .option('--config <dir>', 'folder of the definitions', 'config')
    .option('--check', 'write nothing; exit with 1 where it is not up to date')
    .option('--print', 'write nothing; say it on the standard output')
    .action(async ({ config, check, print }: { config: string; check?: true; print?: true }) => {
      exitWith(await access({ config, mode: check ? 'check' : print ? 'print' : 'write' }))
    })
}
