import { ensureAudit } from '../../database/audit/ensure.ts'
import type { Head } from '../../database/audit/seal.ts'
import { verifyAudit, type Verified } from '../../database/audit/verify.ts'
import { withDatabase } from '../changes/open.ts'
import { Stop } from '../stop.ts'

export interface VerifyOptions {
  readonly database: string
  /** As an earlier run said it. */
  readonly head?: string
  readonly json?: true
}

/** Looks at every entry of the audit trail and its seal; 0 where all is as it was written. */
export async function verify({ database, head, json }: VerifyOptions): Promise<0 | 1> {
  const noted = head === undefined ? null : headOf(head)
  const verified = await withDatabase(database, async (db) => {
    await ensureAudit(db)
    return verifyAudit(db, noted)
  })
  process.stdout.write(json ? `${JSON.stringify(verified)}\n` : inText(verified, noted))
  return verified.flaws.length === 0 ? 0 : 1
}

function headOf(text: string): Head {
  const found = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text)
  if (!found) throw new Stop(`${text} is no head of an audit trail. Write it as it was printed: 12:ab34…`)
  return { number: Number(found[1]), hash: found[2] ?? '' }
}

function inText({ head, sound, unsealed, forgotten, flaws, more }: Verified, noted: Head | null): string {
  const lines = flaws.map(({ sentence }) => sentence)
  if (more > 0) lines.push(`… and ${more} more.`)
  const count = (number: number): string => number.toLocaleString('en')
  if (flaws.length === 0) lines.push(`${count(sound)} entries, all as they were written.`)
  else lines.unshift(`The audit trail is not as it was written. First:`)
  if (unsealed > 0) lines.push(unsealedText(count(unsealed)))
  if (forgotten > 0) lines.push(`${count(forgotten)} older ones were removed, as the definitions say.`)
  if (head.number > 0) lines.push(`Its head is ${head.number}:${head.hash}`)
  if (noted === null && head.number > 0)
    lines.push(
      'Note the head down where nobody who can write to this database can: with --head, a later run tells a trail',
      'that was cut off or made anew, hashes and all, from this one. Without, it cannot.',
    )
  return `${lines.join('\n')}\n`
}

function unsealedText(count: string): string {
  return count === '1'
    ? '1 is not sealed yet: of it nothing can be said.'
    : `${count} are not sealed yet: of them nothing can be said.`
}
