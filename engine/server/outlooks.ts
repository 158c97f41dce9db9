import { entitiesAlong } from '../access/sight.ts'
import type { Identity } from '../accounts/identities.ts'
import type { RecordChange } from '../database/changes.ts'
import type { Records } from '../database/records.ts'
import type { Plan } from '../plan/plan.ts'

/** What listeners may see as a whole: their levels, and what of their accounts permissions look at. */
export interface Outlooks<Listener> {
  /** Of one who has just come, as far as it is known by the way. */
  begin(listener: Listener, identity: Identity): void
  /** Looks the rest up; those whose levels are others by then. */
  learn(identified: ReadonlyMap<Listener, Identity>): Promise<ReadonlySet<Listener>>
  /** Those for whom it is another than it was. */
  changed(
    identified: ReadonlyMap<Listener, Identity>,
    changes: readonly RecordChange[],
  ): Promise<ReadonlySet<Listener>>
}

interface Outlook {
  readonly access: string
  /** Undefined before they are looked up. */
  readonly values: string | null | undefined
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

  async function learn(identified: ReadonlyMap<Listener, Identity>): Promise<ReadonlySet<Listener>> {
    const others = new Set<Listener>()
    for (const [listener, outlook] of await look(identified)) {
      const before = known.get(listener)
      if (before && differs(before, outlook)) others.add(listener)
      known.set(listener, outlook)
    }
    return others
  }

  return {
    begin: (listener, { reader }) =>
      void known.set(listener, { access: reader.access.key, values: undefined }),
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
      return learn(concerned)
    },
  }
}

function differs(before: Outlook, now: Outlook): boolean {
  return before.access !== now.access || (before.values !== undefined && before.values !== now.values)
}
