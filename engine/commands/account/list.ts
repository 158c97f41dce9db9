import { namingField } from '../../accounts/naming-field.ts'
import { isLocked } from '../../accounts/tries.ts'
import { fold } from '../../words/fold.ts'
import { withArea, type AreaOptions } from './open.ts'

interface Listed {
  readonly username: string
  readonly role: string
  readonly status: string
  /** ISO 8601, UTC; null for never. */
  readonly signedIn: string | null
  readonly secondFactor: boolean
  /** Tried too often: it has to wait, or be unlocked. */
  readonly locked: boolean
}

/** Every account of an area, as a table or, for programs, as JSON. */
export async function listAccounts(options: AreaOptions & { readonly json: boolean }): Promise<void> {
  const accounts = await withArea(options, readAccounts)
  process.stdout.write(options.json ? `${JSON.stringify(accounts, null, 2)}\n` : `${tableOf(accounts)}\n`)
}

type Making = Parameters<Parameters<typeof withArea>[1]>[0]

async function readAccounts({ db, plan, area }: Making): Promise<Listed[]> {
  const naming = namingField(plan.entities[area.roles]) ?? 'id'
  const rows = await db.read(
    `select a.id as id, a."username" as username, a."status" as status, r."${naming}" as role,
      k.signed_in_at as signed_in_at,
      (select count(*) from lintel_second_factors f
        where f.account = a.id and f.entity = ? and f.since is not null) as factors
    from "${area.accounts}" a join "${area.roles}" r on r.id = a."${area.roleField}"
    left join lintel_accounts k on k.account = a.id and k.entity = ?
    order by a.id`,
    [area.accounts, area.accounts],
  )
  const listed: Listed[] = []
  for (const row of rows) {
    const [id, username] = [Number(row['id']), String(row['username'])]
    const at = row['signed_in_at']
    listed.push({
      username,
      role: String(row['role']),
      status: String(row['status']),
      signedIn: at === null || at === undefined ? null : new Date(Number(at)).toISOString(),
      secondFactor: Number(row['factors']) > 0,
      locked: await isLocked(db, triesOf(area, id, username)),
    })
  }
  return listed
}

/** All that is counted of an account. */
export function triesOf(
  { name, accounts }: { readonly name: string; readonly accounts: string },
  id: number,
  username: string,
) {
  return [
    ['sign-in', name, fold(username)],
    ['code', accounts, id],
    ['password', accounts, id],
  ] as const
}

function tableOf(accounts: readonly Listed[]): string {
  const head = ['username', 'role', 'status', 'last sign-in', 'second factor', 'locked']
  const rows = accounts.map((each) => [
    each.username,
    each.role,
    each.status,
    each.signedIn === null ? 'never' : each.signedIn.slice(0, 16).replace('T', ' '),
    each.secondFactor ? 'yes' : 'no',
    each.locked ? 'yes' : 'no',
  ])
  const widths = head.map((text, at) => Math.max(text.length, ...rows.map((row) => row[at]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    row
      .map((text, at) => text.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd()
  return [head, ...rows].map(line).join('\n')
}
