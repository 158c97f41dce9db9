import type { FastifyBaseLogger } from 'fastify'

const most = 100

export interface Background {
  run(job: () => Promise<void>, log: FastifyBaseLogger): void
  done(): Promise<void>
}

/** Jobs after answers, one at a time; more than a hundred waiting are an attack, and are let go. */
export function backgroundJobs(): Background {
  let waiting = 0
  let last: Promise<void> = Promise.resolve()
  return {
    run(job, log) {
      if (waiting >= most) {
        log.warn('too many jobs are waiting: one was let go')
        return
      }
      waiting++
      last = last
        .then(job)
        .catch((error: unknown) => log.error({ err: error }, 'a job after an answer failed'))
        .finally(() => {
          waiting--
        })
    },
    done: () => last,
  }
}
