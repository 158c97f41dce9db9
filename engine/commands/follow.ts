import { hostname } from 'node:os'
import { isDeepStrictEqual } from 'node:util'
import { addInstance, keepInstance, newsFor, removeInstance } from '../database/instances.ts'
import type { Portal } from '../portal.ts'
import type { Reloads } from './reloads.ts'

/** Milliseconds between two looks at the database, and between two signs of life. */
const lookEvery = 500
const signEvery = 30_000

/**
 * Hears through the database what other instances and commands do: newer definitions are followed, and those in the folder
 * read again where somebody asks for it.
 */
export async function followOthers(
  portal: Portal,
  reloads: Reloads,
  origin: string,
  say: (text: string) => void,
): Promise<{ close(): Promise<void> }> {
  const { db } = portal
  const id = await addInstance(db, { host: hostname(), pid: process.pid, origin, revision: portal.revision })
  let told = { revision: portal.revision, answered: 0, outcome: '' }
  let toldAt = Date.now()
  let forgot = 0
  let trouble = ''
  let looking: Promise<void> | null = null

  async function look(): Promise<void> {
    const { revision, asked, forget } = await newsFor(db, id)
    if (forget > forgot) portal.forgetSessions()
    forgot = forget
    if (revision > 0 && revision !== portal.revision) await follow()
    const answer = asked > told.answered ? await reloads.now('reload') : null
    const now = {
      revision: portal.revision,
      answered: asked,
      outcome:
        answer === null ? told.outcome : answer.kind === 'kept' ? answer.report.text.slice(0, 20_000) : '',
    }
    if (isDeepStrictEqual(now, told) && Date.now() - toldAt < signEvery) return
    await keepInstance(db, id, now)
    told = now
    toldAt = Date.now()
  }

  async function follow(): Promise<void> {
    try {
      const outcome = await portal.follow()
      trouble = ''
      if (outcome.kind === 'in-force')
        say(`Revision ${outcome.revision} is in force: it was applied elsewhere.`)
    } catch (error) {
      const text = `A newer revision cannot be followed: ${error instanceof Error ? error.message : String(error)}`
      if (text !== trouble) say(text)
      trouble = text
    }
  }

  const timer = setInterval(() => {
    // A database that is away is looked at again in a moment; requests say so meanwhile.
    looking ??= look()
      .catch(() => undefined)
      .finally(() => {
        looking = null
      })
  }, lookEvery)
  return {
    async close() {
      clearInterval(timer)
      await looking
      await removeInstance(db, id).catch(() => undefined)
    },
  }
}
