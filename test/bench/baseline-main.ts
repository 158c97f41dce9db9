import { buildBaseline } from './baseline.ts'
import { loadDriver, missingDriver, openDurable } from './driver.ts'

/** The baseline as a process: `baseline-main <database>`; prints its address once it listens. */
const [path] = process.argv.slice(2)
const driver = loadDriver()
if (!driver || path === undefined) throw new Error(driver ? 'Which database?' : missingDriver)
const app = await buildBaseline(openDurable(driver, path))
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`)
process.on('disconnect', () => process.exit())
