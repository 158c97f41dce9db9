import type { Handle } from './driver.ts'

/** Because of whom something is written, as a handler knows it. */
export interface By {
  readonly account: number
  readonly username: string
  readonly request: string
  readonly address: string
}

type Values = Readonly<Record<string, unknown>>

/** Entries of an audit trail, written in the transaction of the change: what the engine's are, but for their seals. */
export function prepareAudit(db: Handle) {
  const insert = db.prepare(
    `INSERT INTO audit (at, operation, account, who, entity, record, name, changes, rule, request, address)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )

  return (
    by: By,
    operation: string,
    entity: string,
    id: number,
    name: string,
    before: Values,
    after: Values,
  ) => {
    const changes: Record<string, [unknown, unknown]> = {}
    for (const [field, value] of Object.entries(after)) {
      const was = before[field] ?? null
      if (was !== value) changes[field] = [was, value]
    }
    insert.run(
      new Date().toISOString(),
      operation,
      by.account,
      by.username,
      entity,
      id,
      name,
      JSON.stringify(changes),
      'customer-portal admin',
      by.request,
      by.address,
    )
  }
}
