import type { Database } from '../database/database.ts'
import type { Plan } from '../plan/plan.ts'
import { demandsSecondFactors } from './levels.ts'
import { SealedOtherwise, type SecretBox } from './secret-box.ts'

/** There is nothing to seal second factors with, and there are some, or a level demands one. */
export class SecretMissing extends Error {}

/**
 * Seals what an earlier version of the engine, or an older key, left otherwise. Answers how many second factors in use no key
 * opens. Throws `SecretMissing`.
 */
export async function sealSecondFactors(db: Database, plan: Plan, box: SecretBox | null): Promise<number> {
  if (!box) {
    const [used] = await db.read(
      'select 1 as used from lintel_second_factors where since is not null limit 1',
      [],
    )
    if (used)
      throw new SecretMissing('There are second factors in this database, and nothing to read them with')
    const area = Object.values(plan.areas).find((one) => !one.signOn && demandsSecondFactors(one))
    if (area)
      throw new SecretMissing(
        `The area ${area.name} demands second factors, and there is nothing to seal them with`,
      )
    return 0
  }
  const rows = await db.read(
    `select id, entity, account, secret, since from lintel_second_factors where secret not like ? order by id`,
    [`${box.mark}%`],
  )
  let unreadable = 0
  for (const row of rows) {
    const owner = { entity: String(row['entity']), id: Number(row['account']) }
    const secret = String(row['secret'])
    try {
      const sealed = box.seal(box.open(secret, owner), owner)
      await db.write((transaction) =>
        transaction.query('update lintel_second_factors set secret = ? where id = ? and secret = ?', [
          sealed,
          Number(row['id']),
          secret,
        ]),
      )
    } catch (error) {
      if (!(error instanceof SealedOtherwise)) throw error
      if (row['since'] !== null) unreadable++
    }
  }
  return unreadable
}

/** Of the second factors in use, those that are sealed, and those of them that the keys that are here open. */
export async function readableFactors(
  db: Database,
  box: SecretBox | null,
): Promise<{ readonly sealed: number; readonly readable: number }> {
  const [there] = await db.read(
    db.dialect === 'sqlite'
      ? `select 1 as found from sqlite_schema where name = 'lintel_second_factors'`
      : `select 1 as found where to_regclass('lintel_second_factors') is not null`,
    [],
  )
  if (!there) return { sealed: 0, readable: 0 }
  const rows = await db.read(
    'select entity, account, secret from lintel_second_factors where since is not null',
    [],
  )
  const readable = rows.filter((row) => {
    try {
      box?.open(String(row['secret']), { entity: String(row['entity']), id: Number(row['account']) })
      return box !== null
    } catch (error) {
      if (error instanceof SealedOtherwise) return false
      throw error
    }
  })
  return { sealed: rows.length, readable: readable.length }
}
