import { parentPort, Worker } from 'node:worker_threads'
import { load, type Loaded } from '../load.ts'
import { ProblemsFound } from '../problems/collect.ts'
import type { Problem } from '../problems/problem.ts'
import { parseChanged, type ParseAll } from '../source/parse-all.ts'
import { writeSchemas } from './check/schema.ts'
import { readWanted, type WantedFiles } from './wanted.ts'

/** Reads and understands definitions in a thread of its own: some hundred milliseconds in which nobody else waits. */
export interface LoadAside {
  read(folder: string): Promise<WantedFiles>
  load(files: ReadonlyMap<string, string>): Promise<Loaded>
  /** Writes what editors of the definitions in a folder go by, where it is not so already. */
  writeSchemas(folder: string): Promise<void>
  /** Something is about to be read: the thread may as well start. */
  warm(): void
  close(): Promise<void>
}

type Question =
  | { readonly folder: string }
  | { readonly schemasFor: string }
  | { readonly files: ReadonlyMap<string, string> }
type Answer =
  | { readonly wanted: WantedFiles }
  | { readonly written: number }
  | { readonly loaded: Loaded }
  | { readonly problems: readonly Problem[] }
  | { readonly error: string }

type Asked = Question & { readonly id: number }
type Answered = Answer & { readonly id: number }

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

  async function ask(question: Question): Promise<Answer> {
    const id = ++count
    const thread = awake()
    try {
      const answer = await new Promise<Answer>((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        thread.postMessage({ ...question, id } satisfies Asked)
      })
      if ('error' in answer) throw new Error(answer.error)
      return answer
    } finally {
      waiting.delete(id)
    }
  }

  return {
    warm: () => void awake(),
    async read(folder) {
      const answer = await ask({ folder })
      if ('wanted' in answer) return answer.wanted
      throw new Error('an answer to another question')
    },
    async load(files) {
      const answer = await ask({ files })
      if ('loaded' in answer) return answer.loaded
      if ('problems' in answer) throw new ProblemsFound(answer.problems)
      throw new Error('an answer to another question')
    },
    async writeSchemas(folder) {
      await ask({ schemasFor: folder })
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
  parentPort?.on('message', ({ id, ...question }: Asked) => {
    void answerTo(question, parse).then((answer) => parentPort?.postMessage({ ...answer, id }))
  })
}

async function answerTo(question: Question, parse: ParseAll): Promise<Answer> {
  try {
    if ('folder' in question) return { wanted: await readWanted(question.folder) }
    if ('schemasFor' in question) {
      const wanted = await readWanted(question.schemasFor)
      return { written: 'files' in wanted ? await writeSchemas(question.schemasFor, wanted.files) : 0 }
    }
    return { loaded: load(question.files, parse) }
  } catch (error) {
    if (error instanceof ProblemsFound) return { problems: error.problems }
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
