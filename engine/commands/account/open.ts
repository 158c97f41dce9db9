import { ownCause } from '../../access/cause.ts'
import type { AccountId } from '../../accounts/account-id.ts'
import type { Making } from '../../accounts/making.ts'
import { findAccount } from '../../accounts/sign-in.ts'
import { openData } from '../../data.ts'
import { asStop, makeRoomFor } from '../database.ts'
import { readDefinitions } from '../definitions.ts'
import { Stop } from '../stop.ts'

export interface AreaOptions {
  readonly area: string
  readonly config: string
  readonly database: string
  /** Who calls. */
  readonly author: string
}

export interface AccountOptions extends AreaOptions {
  readonly username: string
}

/** Runs a command on the accounts of an area, whether a portal runs on the database or not. */
export async function withArea<T>(options: AreaOptions, work: (making: Making) => Promise<T>): Promise<T> {
  const definitions = await readDefinitions(options.config)
  const { plan } = definitions
  const area = Object.hasOwn(plan.areas, options.area) ? plan.areas[options.area] : undefined
  if (!area)
    throw new Stop(`There is no area ${options.area}. There are: ${Object.keys(plan.areas).join(', ')}.`)
  await makeRoomFor(options.database)
  const { db, records } = await openData(definitions, options.database, options.author).catch(
    (error: unknown) => {
      throw asStop(error)
    },
  )
  try {
    return await work({ db, records, plan, area, cause: ownCause('command', options.author) })
  } finally {
    await db.close()
  }
}

export async function accountNamed({ db, plan, area }: Making, username: string): Promise<AccountId> {
  const account = await findAccount(db, plan, area, username)
  if (account) return account
  throw new Stop(`There is no account ${JSON.stringify(username)} in the area ${area.name}.`)
}
