import type { Transaction } from '../database.ts'

/** The definitions name what somebody made by hand. The message is one line for whoever applies them. */
export class MadeByHand extends Error {}

/** Throws `MadeByHand` where the table is there already. */
export async function refuseTaken(transaction: Transaction, table: string): Promise<void> {
  const found =
    transaction.dialect === 'sqlite'
      ? await transaction.query('select 1 as found from sqlite_schema where name = ?', [table])
      : await transaction.query(
          'select 1 as found from pg_class where relname = ? and relnamespace = current_schema()::regnamespace',
          [table],
        )
  if (found.length > 0)
    throw new MadeByHand(
      `The database has a table ${table} that was made by hand. Rename it there, or call the entity otherwise`,
    )
}

/** Throws `MadeByHand` where the column is there already. */
export async function refuseTakenColumn(
  transaction: Transaction,
  table: string,
  column: string,
): Promise<void> {
  const found =
    transaction.dialect === 'sqlite'
      ? await transaction.query('select 1 as found from pragma_table_info(?) where name = ?', [table, column])
      : await transaction.query(
          'select 1 as found from information_schema.columns where table_schema = current_schema() and table_name = ? and column_name = ?',
          [table, column],
        )
  if (found.length > 0)
    throw new MadeByHand(
      `The database has a column ${table}.${column} that was made by hand. ` +
        `Take ${column} out of the definitions and let them have it as it is: lintel adopt ${table}.${column}`,
    )
}
