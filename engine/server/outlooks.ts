import { entitiesAlong } from '../access/sight.ts'
import type { Identity } from '../accounts/identities.ts'
import type { RecordChange } from '../database/changes.ts'
import type { Records } from '../database/records.ts'
import type { Plan } from '../plan/plan.ts'

/** What listeners may see as a whole: their levels, and what of their accounts permissions look at. */
export interface Outlooks<Listener> {
  learn(identified: ReadonlyMap<Listener, Identity>): Promise<void>
  /** Those for whom it is another than it was. */
  changed(
    identified: ReadonlyMap<Listener, Identity>,
    changes: readonly RecordChange[],
  ): Promise<ReadonlySet<Listener>>
}

interface Outlook {
  readonly access: string
  readonly values: string | null
}

export function openOutlooks<Listener extends object>(plan: Plan, records: Records): Outlooks<Listener> {
  const known = new WeakMap<Listener, Outlook>()

  async function look(identified: ReadonlyMap<Listener, Identity>): Promise<ReadonlyMap<Listener, Outlook>> {
    const found = new Map<Listener, Outlook>()
    const accesses = new Map([...identified.values()].map(({ reader }) => [reader.access.key, reader.access]))
    for (const access of accesses.values()) {
      const own = [...identified].filter(([, { reader }]) => reader.access.key === access.key)
      const accounts = [...new Set(own.map(([, { account }]) => account.id))]
      const values = await records.outlooks(access, accounts)
      for (const [listener, { account }] of own)
        found.set(listener, { access: access.key, values: values.get(account.id) ?? null })
    }
    return found
  }

  async function learn(identified: ReadonlyMap<Listener, Identity>): Promise<void> {
    for (const [listener, outlook] of await look(identified)) known.set(listener, outlook)
  }

  return {
    learn,
    async changed(identified, changes) {
      const entities = new Set(changes.map(({ entity }) => entity))
      const concerned = new Map(
        [...identified].filter(([listener, { reader }]) => {
          const along = entitiesAlong(plan, reader.access)
          return (
            known.get(listener)?.access !== reader.access.key || [...entities].some((one) => along.has(one))
          )
        }),
      )
      const others = new Set<Listener>()
      for (const [listener, outlook] of await look(concerned)) {
        const before = known.get(listener)
        if (before && (before.access !== outlook.access || before.values !== outlook.values))
          others.add(listener)
        known.set(listener, outlook)
      }
      return others
    },
  }
}
