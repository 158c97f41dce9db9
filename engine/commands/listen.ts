import { once } from 'node:events'
import { createServer } from 'node:net'
import { Stop } from './stop.ts'

interface Where {
  readonly host: string
  readonly port: number
}

/** Stops where the portal could not listen, so that nothing is made or changed for a start that comes to nothing. */
export async function tryPort({ host, port }: Where): Promise<void> {
  const server = createServer()
  try {
    await once(server.listen({ host, port }), 'listening')
  } catch (error) {
    throw listenProblem(error as NodeJS.ErrnoException, { host, port })
  }
  server.close()
  await once(server, 'close')
}

export function listenProblem(error: NodeJS.ErrnoException, { host, port }: Where): unknown {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} of ${host} is in use. Stop what listens there, or choose another with --port.`,
    EACCES: `Port ${port} may not be listened on by this user. Choose one above 1023 with --port.`,
    EADDRNOTAVAIL: `${host} is no address of this machine. Choose another with --host.`,
    ENOTFOUND: `${host} is no address of this machine. Choose another with --host.`,
    EAI_AGAIN: `${host} is no address that this machine knows. Choose another with --host.`,
    EAFNOSUPPORT: `This machine has no addresses such as ${host}. Choose another with --host.`,
    EINVAL: `${host} cannot be listened on. Choose another with --host.`,
  }
  const reason = reasons[error.code ?? '']
  return reason === undefined ? error : new Stop(reason)
}
