import type { Command } from 'commander'
import { backup } from './backup.ts'
import type { Environment } from './postgres-tools.ts'
import { restoreBackup } from './restore-backup.ts'

/** `lintel backup FILE` and `lintel restore-backup FILE`. */
export function registerBackup(lintel: Command, database: string, env: Environment): void {
  lintel
    .command('backup')
    .argument('<file>', 'file to make')
    .description('copy the database into a file, while the portal goes on')
    .option('--database <url>', 'sqlite:PATH or postgres://…', database)
    .action((file: string, options: { database: string }) => backup(file, { ...options, env }))

  lintel
    .command('restore-backup')
    .argument('<file>', 'file that lintel backup has made')
    .description('make the database what a backup holds')
    .option('--database <url>', 'sqlite:PATH or postgres://…', database)
    .option('--replace', 'put it in the place of a database that holds something, which is kept beside it')
    .action((file: string, options: { database: string; replace?: true }) =>
      restoreBackup(file, { database: options.database, env, replace: options.replace === true }),
    )
}
