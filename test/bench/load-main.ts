import { runRound, type Round } from './load.ts'

/** The load as a process: takes rounds, one at a time, and answers what it measured. */
process.on('message', (round: Round) => {
  runRound(round).then(
    (measured) => process.send?.({ measured }),
    (error: unknown) => process.send?.({ failed: String(error) }),
  )
})
process.on('disconnect', () => process.exit())
