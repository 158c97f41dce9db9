import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Batch, RecordChange, Wire } from './changes.ts'

const channel = 'lintel_changes'
/** Bytes; PostgreSQL takes less than 8,000. */
const longest = 7_000
/** Milliseconds until a connection that broke is made again. */
const again = 1_000

interface Message {
  readonly from: string
  readonly changes: readonly RecordChange[]
  /** Only where it is so. */
  readonly incomplete?: true
}

/**
 * After the commit, and for many writes at once: a `notify` within the transaction would have commits wait for each other.
 */
export function postgresWire(
  { Client }: Pick<typeof pg, 'Client'>,
  url: string,
  run: (sql: string, texts: readonly string[]) => Promise<unknown>,
): Wire {
  const own = randomUUID()
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  async function connect(tell: (batch: Batch) => void, isFirst: boolean): Promise<void> {
    const fresh = new Client({ connectionString: url, application_name: 'lintel events', keepAlive: true })
    const lost = (): void => {
      if (client !== fresh) return
      client = null
      void fresh.end().catch(() => undefined)
      retry(tell)
    }
    fresh.on('error', lost)
    fresh.on('end', lost)
    fresh.on('notification', ({ payload }) => {
      const { from, changes, incomplete = false } = JSON.parse(payload ?? '') as Message
      if (from !== own) tell({ changes, incomplete })
    })
    client = fresh
    try {
      await fresh.connect()
      await fresh.query(`listen ${channel}`)
      if (!isFirst) tell({ changes: [], incomplete: true })
    } catch {
      lost()
    }
  }

  function retry(tell: (batch: Batch) => void): void {
    if (isClosed) return
    timer = setTimeout(() => void connect(tell, false), again)
    timer.unref()
  }

  return {
    receive: (tell) => void connect(tell, true),
    async send({ changes, incomplete }) {
      const texts = portions(changes).map((portion) =>
        JSON.stringify({ from: own, changes: portion, ...(incomplete && { incomplete }) } satisfies Message),
      )
      for (const text of texts) await run(`select pg_notify('${channel}', ?)`, [text])
    },
    async close() {
      isClosed = true
      clearTimeout(timer)
      const open = client
      client = null
      await open?.end().catch(() => undefined)
    },
  }
}

/** As many as fit each time; at least one message, which says that somebody may have signed out. */
function portions(changes: readonly RecordChange[]): RecordChange[][] {
  const all: RecordChange[][] = [[]]
  let length = 0
  for (const change of changes) {
    const size = Buffer.byteLength(JSON.stringify(change)) + 1
    if (length + size > longest) {
      all.push([])
      length = 0
    }
    length += size
    all.at(-1)?.push(change)
  }
  return all
}
