import { parentPort, Worker } from 'node:worker_threads'
import { load, type Loaded } from '../load.ts'
import { ProblemsFound } from '../problems/collect.ts'
import type { Problem } from '../problems/problem.ts'
import { parseChanged, type ParseAll } from '../source/parse-all.ts'

/** Understands definitions in a thread of its own: some hundred milliseconds in which nobody else waits. */
export interface LoadAside {
  load(files: ReadonlyMap<string, string>): Promise<Loaded>
  /** Something is about to be read: the thread may as well start. */
  warm(): void
  close(): Promise<void>
}

interface Asked {
  readonly id: number
  readonly files: ReadonlyMap<string, string>
}

type Answered = { readonly id: number } & (
  { readonly loaded: Loaded } | { readonly problems: readonly Problem[] } | { readonly error: string }
)

interface Waiting {
  resolve(answer: Answered): void
  reject(error: Error): void
}

/** Where the engine is built, this is all of it; and all of it is what the thread starts with. */
const built = import.meta.url

/** Milliseconds after which a thread that nobody needed ends: it holds a quarter of what an idle portal does. */
const idle = 60_000

export function openLoadAside(): LoadAside {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | null = null
  let timer: NodeJS.Timeout | undefined
  let count = 0

  function start(): Worker {
    const started = new Worker(`import(${JSON.stringify(built)}).then(({ answerLoads }) => answerLoads())`, {
      eval: true,
    })
    started.unref()
    started.on('message', (answer: Answered) => waiting.get(answer.id)?.resolve(answer))
    started.on('error', (error) => fail(started, error instanceof Error ? error : new Error(String(error))))
    started.on('exit', () => fail(started, new Error('the thread that reads definitions ended')))
    return started
  }

  function fail(which: Worker, error: Error): void {
    if (worker === which) worker = null
    for (const { reject } of waiting.values()) reject(error)
  }

  function awake(): Worker {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (waiting.size === 0) void worker?.terminate()
      else awake()
    }, idle).unref()
    return (worker ??= start())
  }

  async function ask(files: ReadonlyMap<string, string>): Promise<Answered> {
    const id = ++count
    const thread = awake()
    try {
      return await new Promise<Answered>((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        thread.postMessage({ id, files } satisfies Asked)
      })
    } finally {
      waiting.delete(id)
    }
  }

  return {
    warm: () => void awake(),
    async load(files) {
      const answer = await ask(files)
      if ('loaded' in answer) return answer.loaded
      throw 'problems' in answer ? new ProblemsFound(answer.problems) : new Error(answer.error)
    },
    async close() {
      clearTimeout(timer)
      await worker?.terminate()
    },
  }
}

/** What the thread does. */
export function answerLoads(): void {
  const parse = parseChanged()
  parentPort?.on('message', ({ id, files }: Asked) => parentPort?.postMessage(answerTo(id, files, parse)))
}

function answerTo(id: number, files: ReadonlyMap<string, string>, parse: ParseAll): Answered {
  try {
    return { id, loaded: load(files, parse) }
  } catch (error) {
    if (error instanceof ProblemsFound) return { id, problems: error.problems }
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
