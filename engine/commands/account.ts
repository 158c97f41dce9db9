import { text } from 'node:stream/consumers'
import { AccountNotMade, createAccount } from '../accounts/make-account.ts'
import { openData } from '../data.ts'
import { asStop, makeFolderOf } from './database.ts'
import { readDefinitions } from './definitions.ts'
import { Stop } from './stop.ts'

export interface CreateAccountOptions {
  readonly area: string
  readonly username: string
  /** The name of a role. */
  readonly role: string
  readonly email?: string
  readonly config: string
  readonly database: string
}

/** Makes an account that can sign in; its password is what stands on the standard input. */
export async function createAccountCommand(options: CreateAccountOptions): Promise<void> {
  const definitions = await readDefinitions(options.config)
  const { plan } = definitions
  const area = Object.hasOwn(plan.areas, options.area) ? plan.areas[options.area] : undefined
  if (!area)
    throw new Stop(`There is no area ${options.area}. There are: ${Object.keys(plan.areas).join(', ')}.`)
  const password = (await text(process.stdin)).replace(/\r?\n$/, '')
  await makeFolderOf(options.database)
  const { db, records } = await openData(definitions, options.database, 'account create').catch(
    (error: unknown) => {
      throw asStop(error)
    },
  )
  try {
    await createAccount({ db, records, plan, area }, { ...options, password })
  } catch (error) {
    throw error instanceof AccountNotMade ? new Stop(error.message) : error
  } finally {
    await db.close()
  }
  process.stdout.write(`${options.username} can sign in now.\n`)
}
