import { execFile, execFileSync } from 'node:child_process'
import { mkdir, statfs } from 'node:fs/promises'
import { promisify } from 'node:util'

/** Somewhere to keep a database, with little room. */
export interface Room {
  readonly folder: string
  /** From here on there is room for little more; for process `pid`. */
  tighten(pid: number): Promise<void>
  widen(pid: number): Promise<void>
  close(): Promise<void>
}

const run = promisify(execFile)

/** Null where this machine does not let us: not root, or in a container that may not mount. */
export async function smallDisk(folder: string, bytes: number): Promise<Room | null> {
  await mkdir(folder, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return null
  }
  const resize = async (size: number): Promise<void> =>
    void (await run('mount', ['-o', `remount,size=${size}`, folder]))
  return {
    folder,
    async tighten() {
      const { blocks, bavail, bsize } = await statfs(folder)
      await resize((blocks - bavail + 40) * bsize)
    },
    widen: () => resize(20 * bytes),
    async close() {
      await run('umount', [folder])
    },
  }
}

/** For any machine with prlimit: no file may grow beyond so many bytes, of which SQLite says that the disk fails. */
export function smallFiles(folder: string, bytes: number): Room {
  const limit = async (pid: number, most: string): Promise<void> =>
    void (await run('prlimit', ['--pid', String(pid), `--fsize=${most}:unlimited`]))
  return {
    folder,
    tighten: (pid) => limit(pid, String(bytes)),
    widen: (pid) => limit(pid, 'unlimited'),
    close: async () => undefined,
  }
}
