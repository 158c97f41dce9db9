import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { freePort } from '../../support/free-port.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** The engine as it is now, built aside: what is edited or built meanwhile does not change what is being tried. */
export interface Built {
  readonly launcher: string
  remove(): Promise<void>
}

export async function buildEngine(): Promise<Built> {
  const folder = join(root, 'dist', `faults-${process.pid}`)
  const outDir = join(folder, 'engine')
  await build({
    root,
    configFile: join(root, 'engine/vite.config.ts'),
    build: { outDir },
  })
  await mkdir(join(folder, 'ui'), { recursive: true })
  await writeFile(join(folder, 'ui/index.html'), '<!doctype html><title>Lintel</title><!--lintel-area-->')
  const launcher = join(outDir, 'launch.mjs')
  await writeFile(launcher, `import { main } from './main.js'\nawait main(process.argv)\n`)
  return { launcher, remove: () => rm(folder, { recursive: true, force: true }) }
}

export interface Starting {
  readonly built: Built
  readonly database: string
  readonly config?: string
  readonly port?: number
  readonly samples?: boolean
  /** As while definitions are being written: what is saved is in force at once. */
  readonly watch?: boolean
  /** Does not start on definitions that cannot be in force. */
  readonly strict?: boolean
  /** Seconds that it answers on after it was told to stop. */
  readonly drain?: number
}

/** The engine in a process of its own. */
export interface Engine {
  readonly address: string
  readonly port: number
  readonly pid: number
  /** All that it wrote, to either output. */
  said(): string
  /** Lines of its log, and of the error output. */
  complaints(): readonly string[]
  /** Told once, by the first start on a database. */
  readonly administrator: FirstAdministrator | null
  isAlive(): boolean
  /** Nobody reads any more what it writes. */
  deafen(): void
  /** Without a warning, as a power cut would; resolves when it is gone. */
  kill(): Promise<void>
  /** As whoever administers it would; the exit code. */
  stop(): Promise<number | null>
}

const startsWithin = 60_000
/** Of all instances on one database. */
const secret = Buffer.alloc(32, 7).toString('base64')

/** Resolves when it says where it listens. Throws with what it said where it ends instead. */
export async function startEngine(starting: Starting): Promise<Engine> {
  const engine = await launchEngine(starting)
  await engine.ready
  return engine
}

/** Chooses that password with the token, where it is not chosen yet. */
export interface FirstAdministrator {
  readonly username: string
  readonly password: string
  readonly token: string
}

const firstPassword = 'four quiet walnuts'

export interface Launched extends Engine {
  /** Resolves when it says where it listens. */
  readonly ready: Promise<void>
}

/** Does not wait until it listens. */
export async function launchEngine({ built, database, ...options }: Starting): Promise<Launched> {
  const port = options.port ?? (await freePort())
  const { config = join(root, 'config'), samples = false } = options
  const args = [
    built.launcher,
    ...['start', '--config', config, '--database', database, '--port', String(port)],
    ...['--drain', String(options.drain ?? 0)],
    ...(samples ? [] : ['--no-samples']),
    ...(options.strict ? ['--strict'] : []),
  ]
  // In production files are not watched: nothing but the fault may change what runs.
  const mode = options.watch ? 'development' : 'production'
  const env = { ...process.env, NODE_ENV: mode, NO_COLOR: '1', LINTEL_SECRET: secret }
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = once(child, 'exit')
  let out = ''
  let errors = ''
  const address = `http://127.0.0.1:${port}`
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const ready = new Promise<void>((resolve, reject) => {
    const fail = (what: string) => reject(new Error(`The engine ${what}:\n${out}${errors}`))
    const timer = setTimeout(() => fail('took too long'), startsWithin)
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
      if (!out.includes(`${address}/`) || !out.endsWith('\n')) return
      clearTimeout(timer)
      resolve()
    })
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      fail(`ended with ${code ?? signal}`)
    })
  })
  ready.catch(() => undefined)
  const isAlive = () => child.exitCode === null && child.signalCode === null
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
    if (isAlive()) child.kill(signal)
    await exited
    return child.exitCode
  }
  return {
    address,
    port,
    pid: child.pid ?? 0,
    ready,
    isAlive,
    deafen() {
      child.stdout.destroy()
      child.stderr.destroy()
    },
    said: () => out + errors,
    complaints: () => [
      ...errors.split('\n').filter((line) => line !== ''),
      ...out.split('\n').filter((line) => line.startsWith('{')),
    ],
    get administrator() {
      const token = /set-password#token=([\w-]+)/.exec(out)?.[1]
      return token === undefined ? null : { username: 'admin', password: firstPassword, token }
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  }
}
