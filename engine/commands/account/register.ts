import { InvalidArgumentError, type Command } from 'commander'
import { endAllSessions, resetSecondFactor, unlock } from './change.ts'
import { createAccountCommand } from './create.ts'
import { passwordLink } from './link.ts'
import { listAccounts } from './list.ts'

interface Around {
  readonly database: string
  readonly author: string
  /** Base address of links; where nobody says, that of a portal which runs on the database. */
  readonly origin: string | undefined
}

interface AreaFlags {
  readonly area: string
  readonly config: string
  readonly database: string
}

interface AccountFlags extends AreaFlags {
  readonly username: string
}

/** The commands that look after accounts. */
export function registerAccount(lintel: Command, { database, author, origin }: Around): void {
  const account = lintel.command('account').description('accounts, from the command line')
  const command = (name: string, description: string): Command =>
    account
      .command(name)
      .description(description)
      .requiredOption('--area <name>', 'area that it signs in to')
      .option('--config <dir>', 'folder of the definitions', 'config')
      .option('--database <url>', 'sqlite:PATH or postgres://…', database)
  const ofOne = (name: string, description: string): Command =>
    command(name, description).requiredOption('--username <name>', 'what it signs in with')

  command('list', 'status, role, last sign-in, and whether it is locked, of every account')
    .option('--json', 'for programs')
    .action((flags: AreaFlags & { json?: true }) =>
      listAccounts({ ...flags, author, json: flags.json === true }),
    )

  ofOne('create', 'make an account; without --password-stdin, a link to choose a password is printed')
    .requiredOption('--role <name>', 'name of its role')
    .option('--email <address>', 'where its mails go')
    .option('--set <field=value>', 'another field of it, as often as needed', collect)
    .option('--password-stdin', 'read the password from the standard input')
    .option('--origin <url>', 'base address of the link', origin)
    .action(
      (
        flags: AccountFlags & {
          role: string
          email?: string
          set?: Set
          passwordStdin?: true
          origin?: string
        },
      ) =>
        createAccountCommand({
          ...flags,
          author,
          set: flags.set ?? {},
          passwordStdin: flags.passwordStdin === true,
        }),
    )

  ofOne('password-link', 'print a link to choose a password, for when mail is down')
    .option('--origin <url>', 'base address of the link', origin)
    .action((flags: AccountFlags & { origin?: string }) => passwordLink({ ...flags, author }))

  ofOne('unlock', 'let somebody who tried too often try again').action((flags: AccountFlags) =>
    unlock({ ...flags, author }),
  )
  ofOne('end-sessions', 'sign somebody out everywhere').action((flags: AccountFlags) =>
    endAllSessions({ ...flags, author }),
  )
  ofOne('reset-second-factor', 'for somebody who lost app and recovery codes').action((flags: AccountFlags) =>
    resetSecondFactor({ ...flags, author }),
  )
}

type Set = Readonly<Record<string, string>>

function collect(text: string, before: Set = {}): Set {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('Write it as field=value')
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) }
}
