import { foldedName } from '../../engine/plan/names.ts'
import type { Portal } from '../../engine/portal.ts'

/** As many companies as a real portal may have, written by the database itself: 'Company 1', 'Company 2', … */
export async function fillPartners({ db }: Portal, count: number): Promise<void> {
  const [name, number] = [`'Company ' || i`, `'C-' || i`]
  const now = `'2026-01-01T00:00:00.000Z'`
  const values: Readonly<Record<string, string>> = {
    name,
    number,
    [foldedName('name')]: `lower(${name})`,
    [foldedName('number')]: `lower(${number})`,
    country: `'BE'`,
    version: '1',
    created_at: now,
    updated_at: now,
  }
  const columns = Object.keys(values).map((column) => `"${column}"`)
  await db.write((transaction) =>
    transaction.query(
      `with recursive numbers(i) as (select 1 union all select i + 1 from numbers where i < ?)
       insert into partners (${columns.join(', ')}) select ${Object.values(values).join(', ')} from numbers`,
      [count],
    ),
  )
}
