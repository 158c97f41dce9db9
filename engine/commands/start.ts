import closeWithGrace, { type Options } from 'close-with-grace'
import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { openPortal, type Portal, type PortalOptions } from '../portal.ts'
import { reportOf } from '../reload.ts'
import { loadKept } from '../kept-plan.ts'
import type { Report } from '../server/lasting.ts'
import { openSecret } from './secret/open-secret.ts'
import { tidyCopies } from './copies.ts'
import { asStop, makeRoomFor } from './database.ts'
import { openFiles } from './files/open-files.ts'
import { followOthers } from './follow.ts'
import { lastApplied } from './last-applied.ts'
import { listenProblem, tryPort } from './listen.ts'
import { openLoadAside } from './load-aside.ts'
import { keptText, openReloads } from './reloads.ts'
import { Stop } from './stop.ts'
import { readUiFiles } from './ui-files.ts'
import { readWanted, type WantedFiles } from './wanted.ts'
import { watchFolder } from './watch.ts'
import { welcome } from './welcome.ts'

export interface StartOptions {
  readonly config: string
  readonly database: string
  readonly host: string
  readonly port: number
  /** Base address of links; where nobody says, the address that is listened on. */
  readonly origin: string | null
  readonly samples: boolean
  /** Of the environment, by name: what definitions refer to and do not hold. */
  readonly secrets: (name: string) => string | undefined
  /** Where files are kept; null for a folder beside the database. */
  readonly files: string | null
  readonly smtpUrl: string | null
  readonly mailFrom: string | null
  /** Whether definitions that are saved are put in force at once. */
  readonly watch: boolean
  /** Whether definitions that cannot be in force keep the portal from starting. */
  readonly strict: boolean
  /** Seconds between being told to stop, from when on it is not ready, and taking no more requests. */
  readonly drain: number
}

const say = (text: string): void => void process.stderr.write(`${text}\n`)

/** Serves until it is told to stop; then finishes what is under way. */
export async function start(options: StartOptions): Promise<void> {
  const { host, port, config } = options
  const origin = originOf(options)
  const [wanted, uiFolderFiles] = await Promise.all([readWanted(config), readUiFiles()])
  // Before anything is made: the link of the first administrator is shown once, by a start that goes on.
  await tryPort(options)
  await makeRoomFor(options.database)
  const secretBox = await openSecret(options)
  if (!secretBox) say('Nobody can set up a second factor: LINTEL_SECRET is not set.')
  const aside = openLoadAside()
  const portal = await openWith(options, wanted, {
    database: options.database,
    samples: options.samples,
    mail: { smtpUrl: options.smtpUrl, from: options.mailFrom ?? `lintel@${new URL(origin).hostname}` },
    settings: {
      origin,
      secureCookies: origin.startsWith('https:'),
      uiFolderFiles,
      files: openFiles(options),
      // Not a stream of its own, which a full disk would end the process by.
      logger: { level: 'warn', stream: process.stdout },
      secrets: options.secrets,
      metricsToken: options.secrets('LINTEL_METRICS_TOKEN') || undefined,
      secretBox,
    },
    warn: say,
    patience: patienceOf(options.secrets('LINTEL_DATABASE_TIMEOUT')),
    loadFiles: aside.load,
  }).catch((error: unknown) => {
    throw asStop(error)
  })

  await portal.listen({ host, port }).catch(async (error: NodeJS.ErrnoException) => {
    await portal.close()
    throw listenProblem(error, options)
  })
  await tidyCopies(options.database)
  const tidy = async (): Promise<void> => {
    await tidyCopies(options.database)
    // For whoever edits here; a folder that cannot be written is one that nobody edits in.
    if (options.watch) await aside.writeSchemas(config).catch(() => undefined)
  }
  const reloads = openReloads(portal, () => aside.read(config), origin, say, tidy)
  const following = await followOthers(portal, reloads, origin, say)
  const saved = (): void => {
    aside.warm()
    reloads.soon()
  }
  const watching = options.watch ? await watchFolder(config, saved) : null
  process.on('SIGHUP', () => void reloads.now('reload').catch((error: unknown) => say(String(error))))

  const grace: Options = { delay: options.drain * 1000 + 30_000, logger: false, skip: ['SIGHUP'] }
  closeWithGrace(grace, async ({ err, signal }) => {
    if (err)
      process.stderr.write(
        `Lintel stops, having failed in a way it should not: ${err.stack ?? String(err)}\n`,
      )
    await watching?.close()
    await following.close()
    await reloads.close()
    await aside.close()
    portal.drain()
    // Whoever waits at a terminal is not kept waiting.
    if (signal !== 'SIGINT') await pause(options.drain * 1000)
    await portal.close()
    process.stdout.write('Stopped.\n')
  })
  // Whoever reads it may stop the portal at once.
  process.stdout.write(welcome(portal, origin, options))
  if (portal.before > 0 && portal.revision > portal.before) say(broughtText(portal, config))
  if (portal.report) say(keptText(portal.report.text, portal.revision))
  // Files that were saved between being read and being watched.
  if (watching && !isDeepStrictEqual(await readWanted(config), wanted)) saved()
}

/** With the definitions that are wanted; where they cannot be in force, with those that were applied last. */
async function openWith(
  { strict, database }: StartOptions,
  wanted: WantedFiles,
  options: Omit<PortalOptions, 'definitions'>,
): Promise<Portal> {
  if ('report' in wanted) return openKept(wanted.report)
  const { files } = wanted
  try {
    return await openPortal({ ...options, definitions: (db) => loadKept(db, files) })
  } catch (error) {
    const report = reportOf(error, files)
    if (report.kind === 'failed' || (strict && report.kind !== 'problems')) throw error
    return openKept(report)
  }

  function openKept(report: Omit<Report, 'at'>): Promise<Portal> {
    if (strict) throw new Stop(report.text)
    return openLast(report, database, options)
  }
}

async function openLast(
  report: Omit<Report, 'at'>,
  database: string,
  options: Omit<PortalOptions, 'definitions'>,
): Promise<Portal> {
  const definitions = await lastApplied(database)
  if (!definitions) throw new Stop(report.text)
  const portal = await openPortal({ ...options, definitions })
  portal.keep(report)
  return portal
}

/** Nobody may have meant it, as after a backup was put back. */
function broughtText({ before, revision }: Portal, config: string): string {
  const how = `npm run lintel -- diff ${before} ${revision}`
  return `Revision ${revision} is in force: ${config} was not as revision ${before}. What changed: ${how}`
}

/** Seconds, as the environment says them. */
function patienceOf(text: string | undefined): number {
  const seconds = text === undefined || text === '' ? 30 : Number(text)
  if (Number.isFinite(seconds) && seconds > 0) return seconds * 1000
  throw new Stop(`LINTEL_DATABASE_TIMEOUT is no number of seconds: ${text ?? ''}`)
}

/** Links and cookies go by this address, never by what a request says of itself. */
function originOf({ origin, host, port }: StartOptions): string {
  const text = origin ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.pathname !== '/') {
    throw new Stop(`${text} is no base address. Write it as https://portal.example.org`)
  }
  return url.origin
}
