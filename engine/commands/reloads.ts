import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import pc from 'picocolors'
import type { Portal } from '../portal.ts'
import type { Outcome } from '../reload.ts'
import type { WantedFiles } from './wanted.ts'
import { firstLink } from './welcome.ts'

/** Reads the definitions anew, and says on the console what came of it. */
export interface Reloads {
  /** Once for many calls in a row. */
  soon(): void
  now(author: string): Promise<Outcome>
  close(): Promise<void>
}

/** Milliseconds of quiet after a save, and how long saves without end may put it off. */
const quiet = 40
const longest = 400
/** Milliseconds after which a file is as its author meant it. */
const settled = 750
/** Milliseconds until what failed for a reason that passes is tried again. */
const againAfter = 3_000

/** `readWanted` reads the folder of the definitions; `tidy` is called when a revision has come into force. */
export function openReloads(
  portal: Portal,
  readWanted: () => Promise<WantedFiles>,
  origin: string,
  say: (text: string) => void,
  tidy: () => Promise<void>,
): Reloads {
  let timer: NodeJS.Timeout | undefined
  let since = 0
  let isClosed = false
  let said = portal.report?.text ?? ''
  let last: Promise<unknown> = Promise.resolve()

  async function read(author: string): Promise<Outcome> {
    const started = performance.now()
    const wanted = await readWanted()
    const outcome: Outcome =
      'report' in wanted
        ? { kind: 'kept', report: portal.keep(wanted.report) }
        : await portal.reload({
            files: wanted.files,
            author,
            isMeant: async () => author !== 'watch' || stays(readWanted, wanted.files),
          })
    tell(outcome, performance.now() - started)
    if (outcome.kind === 'in-force') await tidy()
    if (outcome.kind === 'kept' && outcome.isPassing) tryAgain(author)
    return outcome
  }

  /** A database that is away comes back, and nobody saves the files again for that. */
  function tryAgain(author: string): void {
    if (isClosed || timer !== undefined) return
    timer = setTimeout(() => {
      now(author).catch((error: unknown) => say(String(error)))
    }, againAfter)
    timer.unref()
  }

  /** The same report is said once, however often the same files are saved. */
  function tell(outcome: Outcome, took: number): void {
    const text = outcome.kind === 'kept' ? outcome.report.text : ''
    if (outcome.kind === 'in-force') say(inForceText(outcome, took, origin))
    else if (outcome.kind === 'kept' && text !== said) say(keptText(outcome.report.text, portal.revision))
    else if (outcome.kind === 'same' && said !== '')
      say(`The definitions are again those of revision ${portal.revision}.`)
    said = text
  }

  function now(author: string): Promise<Outcome> {
    clearTimeout(timer)
    timer = undefined
    const turn = last.then(() => read(author))
    last = turn.catch(() => undefined)
    return turn
  }

  return {
    now,
    soon() {
      if (timer === undefined) since = performance.now()
      clearTimeout(timer)
      const left = Math.max(0, since + longest - performance.now())
      timer = setTimeout(
        () => {
          now('watch').catch((error: unknown) => say(String(error)))
        },
        Math.min(quiet, left),
      )
    },
    async close() {
      isClosed = true
      clearTimeout(timer)
      await last
    },
  }
}

/**
 * A file that an editor or a copy has written by half may be whole YAML, of fewer fields than it is going to have: before
 * anything goes or changes, the files have to stay as they are for a while.
 */
async function stays(
  readWanted: () => Promise<WantedFiles>,
  files: ReadonlyMap<string, string>,
): Promise<boolean> {
  await pause(settled)
  const now = await readWanted()
  return 'files' in now && isDeepStrictEqual(now.files, files)
}

export function keptText(report: string, revision: number): string {
  return `${report}\n\n${pc.yellow(`Revision ${revision} goes on.`)}\n`
}

function inForceText(
  { revision, administrator }: Extract<Outcome, { kind: 'in-force' }>,
  took: number,
  origin: string,
): string {
  const first = administrator
    ? `\n  Its first administrator, ${administrator.username}, chooses a password here (shown only now): ${firstLink(administrator, origin)}`
    : ''
  return `${pc.green(`Revision ${revision} is in force`)}, after ${Math.round(took)} ms.${first}`
}
