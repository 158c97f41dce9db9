import { startPostgres } from '../support/databases.ts'
import { fuzzBoth, told } from '../support/fuzz/both.ts'
import { must, script } from './support/script.ts'

/** 20,000 requests made from the OpenAPI document, right ones and wrong ones: none fails, and both databases answer alike. */
await script(import.meta.url, async (option) => {
  const postgres = await startPostgres()
  try {
    const databases = [undefined, await postgres.createDatabase('fuzz')]
    const { sent, byStatus, found } = await fuzzBoth(databases, option('requests', 20_000), option('seed', 1))
    must(found.length === 0, [`${found.length} answers:`, ...found.slice(0, 20).map(told)].join('\n'))
    return { requests: sent, ...byStatus }
  } finally {
    await postgres.stop()
  }
})
