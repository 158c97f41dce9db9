import { catalogue } from '../../problems/catalogue.ts'
import { explainInText, isProblemCode } from '../../problems/explain.ts'
import { didYouMean } from '../../problems/suggest.ts'
import { Stop } from '../stop.ts'

/** Says what a kind of mistake is; without a code, which there are. */
export function explain(code: string | undefined): void {
  if (code === undefined) {
    const width = Math.max(...Object.keys(catalogue).map((name) => name.length))
    const lines = Object.entries(catalogue).map(([name, what]) => `${name.padEnd(width)}  ${what}`)
    process.stdout.write(`${lines.join('\n')}\n`)
    return
  }
  if (!isProblemCode(code))
    throw new Stop(
      `There is no kind of problem \`${code}\`. ${didYouMean(code, Object.keys(catalogue), 'lintel explain lists them all.')}`,
    )
  process.stdout.write(`${explainInText(code)}\n`)
}
