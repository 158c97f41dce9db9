import { spawn } from 'node:child_process'
import { mkdir, rm, stat } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const atRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const lock = atRoot('dist/.building')
/** Milliseconds after which whoever was building is believed to be gone. */
const patience = 60_000

/** Builds the screens where they are older than their sources, as `npm start` does; of several test files, one at a time. */
export async function buildUi(): Promise<void> {
  await mkdir(atRoot('dist'), { recursive: true })
  while (!(await isMine())) await pause(100)
  try {
    await launch()
  } finally {
    await rm(lock, { recursive: true, force: true })
  }
}

async function isMine(): Promise<boolean> {
  try {
    await mkdir(lock)
    return true
  } catch {
    const since = (await stat(lock).catch(() => null))?.mtimeMs ?? Date.now()
    if (Date.now() - since > patience) await rm(lock, { recursive: true, force: true })
    return false
  }
}

function launch(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [atRoot('engine/launch.mjs'), '--version'])
    let said = ''
    child.stdout.on('data', (text) => (said += String(text)))
    child.stderr.on('data', (text) => (said += String(text)))
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(said))))
  })
}
