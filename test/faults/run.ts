import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** `npm run faults [names] [-- --rounds 5]`: every script of this folder, or those named, one after the other. */
const folder = fileURLToPath(new URL('.', import.meta.url))
const all = readdirSync(folder)
  .filter((file) => /^[a-z-]+\.ts$/.test(file) && file !== 'run.ts')
  .map((file) => file.slice(0, -3))
  .sort()
const args = process.argv.slice(2)
const flagsFrom = args.findIndex((arg) => arg.startsWith('--'))
const names = flagsFrom === -1 ? args : args.slice(0, flagsFrom)
const flags = flagsFrom === -1 ? [] : args.slice(flagsFrom)

if (flags.includes('--help')) {
  console.log(`npm run faults [names] [-- --rounds 5]\n\n${all.map((name) => `  ${name}`).join('\n')}`)
  process.exit()
}
const unknown = names.filter((name) => !all.includes(name))
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. There are: ${all.join(', ')}.`)
  process.exit(1)
}
const broken: string[] = []
for (const name of names.length > 0 ? names : all) {
  console.log(name)
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', `${folder}${name}.ts`, ...flags], {
    stdio: 'inherit',
  })
  if (status !== 0) broken.push(name)
}
if (broken.length > 0) {
  console.error(`Broken: ${broken.join(', ')}.`)
  process.exit(1)
}
