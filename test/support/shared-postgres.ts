import { startPostgres } from './databases.ts'

/** One PostgreSQL for a run of everything: each test file would start its own otherwise, as it does where it runs alone. */
export default async function sharePostgres(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['LINTEL_TEST_POSTGRES'] !== 'shared') return undefined
  const postgres = await startPostgres('own')
  process.env['LINTEL_TEST_POSTGRES'] = postgres.address
  return () => postgres.stop()
}
