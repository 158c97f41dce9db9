import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Credentials } from './data-baseline.ts'
import { freePort } from '../support/free-port.ts'

/** A server under measurement, in a process of its own, and one who has signed in to it. */
export interface Server {
  readonly address: string
  /** What to send as `Cookie`. */
  readonly cookie: string
  /** Resident, in megabytes; null where the system does not tell. */
  memory(): number | null
  /** Seconds of processor time so far; null where the system does not tell. */
  processorTime(): number | null
  /** Resolves when what it was asked has been done: a round must not pay for the one before. */
  settle(): Promise<void>
  stop(): Promise<void>
}

/** As the README starts it. */
export async function engineArguments(root: string, path: string): Promise<string[]> {
  const flags = ['--config', join(root, 'config'), '--database', `sqlite:${path}`, '--no-samples']
  return [join(root, 'engine/launch.mjs'), 'start', ...flags, '--port', String(await freePort())]
}

const startsWithin = 30_000

/** Resolves with the server signed in to; what it writes to the error output becomes ours. */
export async function startServer(args: readonly string[], credentials: Credentials): Promise<Server> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  try {
    const address = await readAddress(child)
    const cookie = await signIn(address, credentials)
    const processorTime = (): number | null => readProcessorTime(child.pid)
    return {
      address,
      cookie,
      processorTime,
      memory: () => readMemory(child.pid),
      settle: () => settle(processorTime),
      stop: () => stop(child),
    }
  } catch (error) {
    await stop(child)
    throw error
  }
}

function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const timer = setTimeout(
      () => reject(new Error(`No address within ${startsWithin} ms:\n${said}`)),
      startsWithin,
    )
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-10_000)
      const address = /http:\/\/[\w.:[\]]+:\d+/.exec(said)?.[0]
      if (address === undefined) return
      clearTimeout(timer)
      resolve(address)
    })
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`The server ended with ${code}:\n${said}`))
    })
  })
}

async function signIn(address: string, credentials: Credentials): Promise<string> {
  const answer = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify(credentials),
  })
  if (!answer.ok) throw new Error(`Signing in: ${answer.status} ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function settle(processorTime: () => number | null): Promise<void> {
  const giveUpAt = Date.now() + 5000
  let before = processorTime()
  if (before === null) return sleep(500)
  for (;;) {
    await sleep(60)
    const now = processorTime()
    if (now === before || Date.now() > giveUpAt) return
    before = now
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const patience = setTimeout(() => child.kill('SIGKILL'), 5000)
  await ended
  clearTimeout(patience)
}

function readMemory(pid: number | undefined): number | null {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readProcess(pid, 'status'))?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) / 1024
}

/** Linux counts in hundredths of a second. The name, in brackets, may hold blanks. */
function readProcessorTime(pid: number | undefined): number | null {
  const fields = readProcess(pid, 'stat').split(') ')[1]?.split(' ')
  return fields ? (Number(fields[11]) + Number(fields[12])) / 100 : null
}

function readProcess(pid: number | undefined, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
