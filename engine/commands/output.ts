import { Stop } from './stop.ts'

/**
 * A console that is gone (`| head`) or a log on a full disk costs what would have been said there, and nothing else: neither
 * ends a portal, nor a command halfway. What a command could not hand out is told by its exit code.
 */
export function outliveOutput(): void {
  if (process.stdout.listeners('error').includes(losingOutput)) return
  process.stdout.on('error', losingOutput)
  process.stderr.on('error', () => undefined)
}

function losingOutput(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE' || process.listenerCount('exit', failing) > 0) return
  process.once('exit', failing)
  process.stderr.write(`What this says could not all be written: ${error.message}.\n`)
}

function failing(): void {
  process.exitCode ||= 1
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user has no right to',
  EPERM: 'this user has no right to',
  EROFS: 'its disk can only be read',
  ENOSPC: 'its disk is full',
  EDQUOT: 'its disk is full',
  EFBIG: 'it may not grow any more',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'what should be its folder is a file',
  EISDIR: 'it is a folder',
  EEXIST: 'there is a file of that name',
  ELOOP: 'it is a link that leads to itself',
  ENAMETOOLONG: 'its name is too long',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
}

/** What the system refuses a command of a file that was named to it; anything else is given back. */
export function asRefusedFile(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { code = '', syscall = '', path, dest } = error as NodeJS.ErrnoException & { dest?: string }
  const reason = reasons[code]
  if (reason === undefined) return error
  if (path === undefined)
    return syscall === 'write' ? new Stop(`A file cannot be written: ${reason}.`) : error
  const verb = { mkdir: 'made', scandir: 'read', stat: 'read', unlink: 'removed', rm: 'removed' }[syscall]
  return new Stop(`${dest ?? path} cannot be ${verb ?? 'opened or written'}: ${reason}.`)
}
