import { must2xx, signIn, type Client } from './support/client.ts'
import { startEngine } from './support/engine.ts'
import { onBoth, type Dialect, type Ground } from './support/ground.ts'
import { must, script, type Figures } from './support/script.ts'

/** Many add one to one number at once, each going by what it read: none is lost. */
export async function increments(
  ground: Ground,
  dialect: Dialect,
  writers: number,
  each: number,
): Promise<Figures> {
  const engine = await startEngine({ built: ground.built, database: await ground.database(dialect) })
  try {
    const client = await signIn(engine)
    const partner = { name: 'Counting house', number: 'P-1', country: 'BE', notes: '0' }
    const { id } = await must2xx(client, 'POST', '/api/partners', partner)
    const path = `/api/partners/${id}`
    const tries = await Promise.all(Array.from({ length: writers }, () => add(client, path, each)))
    const { notes } = await must2xx(client, 'GET', path)
    must(notes === String(writers * each), `${writers * each} increments end at ${notes}`)
    const refused = tries.reduce((sum, one) => sum + one, 0) - writers * each
    return {
      increments: writers * each,
      'ended at': Number(notes),
      'refused as stale, and repeated': refused,
    }
  } finally {
    await engine.stop()
  }
}

/** How often it had to try. */
async function add(client: Client, path: string, times: number): Promise<number> {
  let tries = 0
  for (let done = 0; done < times;) {
    const { headers, body } = await client.send('GET', path)
    const changed = await client.send(
      'PATCH',
      path,
      { notes: String(Number(body.notes) + 1) },
      { 'if-match': headers.get('etag') ?? '' },
    )
    must(
      [200, 412].includes(changed.status),
      `an increment: ${changed.status} ${JSON.stringify(changed.body)}`,
    )
    tries++
    if (changed.status === 200) done++
  }
  return tries
}

await script(import.meta.url, (option) =>
  onBoth((ground, dialect) => increments(ground, dialect, option('writers', 40), option('each', 5))),
)
