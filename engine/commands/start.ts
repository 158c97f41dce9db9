import closeWithGrace from 'close-with-grace'
import { openPortal, type Portal } from '../portal.ts'
import { asStop, makeFolderOf } from './database.ts'
import { readDefinitions } from './definitions.ts'
import { Stop } from './stop.ts'
import { readUiFiles } from './ui-files.ts'
import { welcome } from './welcome.ts'

export interface StartOptions {
  readonly config: string
  readonly database: string
  readonly host: string
  readonly port: number
  /** Base address of links; where nobody says, the address that is listened on. */
  readonly origin: string | null
  readonly samples: boolean
  readonly smtpUrl: string | null
  readonly mailFrom: string | null
}

/** Serves until it is told to stop; then finishes what is under way. */
export async function start(options: StartOptions): Promise<void> {
  const { host, port } = options
  const origin = originOf(options)
  const [definitions, uiFolderFiles] = await Promise.all([readDefinitions(options.config), readUiFiles()])
  await makeFolderOf(options.database)
  const portal = await openPortal({
    definitions,
    database: options.database,
    samples: options.samples,
    mail: { smtpUrl: options.smtpUrl, from: options.mailFrom ?? `lintel@${new URL(origin).hostname}` },
    settings: {
      origin,
      secureCookies: origin.startsWith('https:'),
      uiFolderFiles,
      logger: { level: 'warn' },
    },
    warn: (text) => process.stderr.write(`${text}\n`),
  }).catch((error: unknown) => {
    throw asStop(error)
  })

  await portal.listen({ host, port }).catch(async (error: NodeJS.ErrnoException) => {
    await portal.close()
    throw listenProblem(error, options)
  })
  process.stdout.write(welcome(portal, origin))
  closeWithGrace({ delay: 30_000, logger: false }, async () => {
    await closeQuietly(portal)
  })
}

async function closeQuietly(portal: Portal): Promise<void> {
  await portal.close()
  process.stdout.write('Stopped.\n')
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

function listenProblem(error: NodeJS.ErrnoException, { host, port }: StartOptions): unknown {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} of ${host} is in use. Stop what listens there, or choose another with --port.`,
    EACCES: `Port ${port} may not be listened on by this user. Choose one above 1023 with --port.`,
    EADDRNOTAVAIL: `${host} is no address of this machine. Choose another with --host.`,
    ENOTFOUND: `${host} is no address of this machine. Choose another with --host.`,
  }
  const reason = reasons[error.code ?? '']
  return reason === undefined ? error : new Stop(reason)
}
