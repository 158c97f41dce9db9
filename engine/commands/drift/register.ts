import type { Command } from 'commander'
import { adopt } from './adopt.ts'
import { healCommand } from './heal.ts'

export interface Surroundings {
  readonly database: string
  /** Who calls. */
  readonly author: string
  exitWith(code: number): void
}

/** What somebody changed in the database by hand: into the definitions, or back. */
export function registerDrift(lintel: Command, { database, author, exitWith }: Surroundings): void {
  const command = (name: string, description: string): Command =>
    lintel
      .command(name)
      .description(description)
      .option('--config <dir>', 'folder of the definitions', 'config')
      .option('--database <url>', 'sqlite:PATH or postgres://…', database)

  command('adopt', 'write the definition of a column or a table that was made by hand')
    .argument('<name>', 'ENTITY.COLUMN or TABLE')
    .action((called: string, options: { config: string; database: string }) =>
      adopt(called, { ...options, author }),
    )

  command('heal', 'bring a database that was changed by hand back to what was made of it')
    .option('--yes', 'do it, and not only say it')
    .action(async ({ yes, ...options }: { config: string; database: string; yes?: true }) => {
      exitWith(await healCommand({ ...options, author, yes: yes === true }))
    })
}
