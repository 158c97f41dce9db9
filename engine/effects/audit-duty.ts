import { forgetEntries } from '../database/audit/retention.ts'
import { lastEntry, sealEntries } from '../database/audit/seal.ts'
import type { Database } from '../database/database.ts'
import type { Plan } from '../plan/plan.ts'

/** Seals the audit trail a moment after it was written, and takes away what is older than it is kept. */
export interface AuditDuty {
  /** Seals what is left. */
  close(): Promise<void>
}

export interface AuditDutyOptions {
  readonly db: Database
  /** Entries from before are not kept (ISO 8601, UTC); null keeps all. */
  readonly keptSince: () => string | null
  readonly warn: (text: string) => void
}

const sealedEvery = 1_000
const forgottenEvery = 3_600_000

export function startAuditDuty({ db, keptSince, warn }: AuditDutyOptions): AuditDuty {
  let seen = -1
  let quiet = 0
  let round: Promise<void> | null = null
  let forgottenAt = 0
  let trouble = ''

  async function work(): Promise<void> {
    const last = await lastEntry(db)
    // An entry may become visible after one with a higher number: a few rounds more are looked for it.
    quiet = last === seen ? quiet + 1 : 0
    seen = last
    if (quiet < (db.dialect === 'sqlite' ? 1 : 5)) await sealEntries(db)
    if (Date.now() - forgottenAt < forgottenEvery) return
    forgottenAt = Date.now()
    const since = keptSince()
    if (since !== null) await forgetEntries(db, since)
  }

  function go(): void {
    round ??= work()
      .then(() => void (trouble = ''))
      .catch((error: unknown) => complain(codeOf(error)))
      .finally(() => {
        round = null
      })
  }

  /** Once, for as long as it stays the same: it is tried again every second. */
  function complain(code: string): void {
    if (code !== trouble) warn(`the audit trail was not sealed: ${code}`)
    trouble = code
  }

  const timer = setInterval(go, sealedEvery)
  timer.unref()

  return {
    async close() {
      clearInterval(timer)
      await round
      await sealEntries(db).catch(() => undefined)
    },
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

/** By what the definitions say: for ever where they say nothing. */
export function keptSince({ audit }: Pick<Plan, 'audit'>, now = new Date()): string | null {
  const keep = audit?.keep
  if (!keep) return null
  const since = new Date(now)
  since.setUTCFullYear(since.getUTCFullYear() - (keep.years ?? 0))
  since.setUTCMonth(since.getUTCMonth() - (keep.months ?? 0))
  since.setUTCDate(since.getUTCDate() - (keep.days ?? 0))
  return since.toISOString()
}
