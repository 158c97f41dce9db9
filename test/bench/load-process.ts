import { fork } from 'node:child_process'
import type { Measured, Round } from './load.ts'

export interface Load {
  run(round: Round): Promise<Measured>
  stop(): void
}

/** One process for all rounds, so that each finds it equally warm. */
export function startLoad(file: string): Load {
  const child = fork(file, { execArgv: [] })
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code) => reject(new Error(`The load ended with ${code}.`)))
  })
  ended.catch(() => undefined)
  const run = (round: Round): Promise<Measured> => {
    const answer = new Promise<Measured>((resolve, reject) => {
      child.once('message', (message: { measured?: Measured; failed?: string }) => {
        if (message.measured) resolve(message.measured)
        else reject(new Error(message.failed))
      })
      child.send(round)
    })
    return Promise.race([answer, ended])
  }
  return { run, stop: () => void child.kill() }
}
