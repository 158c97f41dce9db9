import type { Problem } from './problem.ts'

/**
 * A file with what has one sure answer mended: only those letters change, so comments and layout stay. Answers how many
 * were; mistakes that overlap others are left to the next time.
 */
export function fixText(text: string, problems: readonly Problem[]): { text: string; fixed: number } {
  const lineStarts = startsOf(text)
  const offset = (line: number, column: number): number => (lineStarts[line - 1] ?? 0) + column - 1
  const edits = problems
    .flatMap(({ fix, line, column, endLine, endColumn }) =>
      fix === null ? [] : [{ start: offset(line, column), end: offset(endLine, endColumn), fix }],
    )
    .sort((a, b) => b.start - a.start)
  let mended = text
  let fixed = 0
  let before = Infinity
  for (const { start, end, fix } of edits) {
    if (end > before) continue
    mended = mended.slice(0, start) + inQuotesOf(mended.slice(start, end), fix) + mended.slice(end)
    before = start
    fixed++
  }
  return { text: mended, fixed }
}

/** Quotes that were there stay. */
function inQuotesOf(written: string, fix: string): string {
  const quote = /^(['"]).*\1$/.exec(written)?.[1] ?? ''
  return `${quote}${fix}${quote}`
}

function startsOf(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
