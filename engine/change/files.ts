export interface FileChange {
  readonly file: string
  readonly kind: 'appears' | 'goes' | 'changes'
  readonly lines: readonly LineChange[]
}

export interface LineChange {
  readonly sign: '+' | '-' | ' '
  readonly text: string
}

type Files = Readonly<Record<string, string>>

/** Which files of two sets differ, line by line. */
export function compareFiles(before: Files, after: Files): FileChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names.flatMap((file): FileChange[] => {
    const was = Object.hasOwn(before, file) ? before[file] : undefined
    const is = Object.hasOwn(after, file) ? after[file] : undefined
    if (was === is) return []
    const kind = was === undefined ? 'appears' : is === undefined ? 'goes' : 'changes'
    return [{ file, kind, lines: compareLines(linesOf(was ?? ''), linesOf(is ?? '')) }]
  })
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}

/** Beyond this many pairs of lines, what lies between the first and the last difference is told as a whole. */
const mostPairs = 4_000_000

function compareLines(before: readonly string[], after: readonly string[]): LineChange[] {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let end = 0
  const isEqual = (): boolean => before[before.length - 1 - end] === after[after.length - 1 - end]
  while (end < before.length - start && end < after.length - start && isEqual()) end++
  const same = (texts: readonly string[]): LineChange[] => texts.map((text) => ({ sign: ' ', text }))
  const was = before.slice(start, before.length - end)
  const is = after.slice(start, after.length - end)
  return [...same(before.slice(0, start)), ...between(was, is), ...same(before.slice(before.length - end))]
}

function between(was: readonly string[], is: readonly string[]): LineChange[] {
  const gone = (text: string): LineChange => ({ sign: '-', text })
  const come = (text: string): LineChange => ({ sign: '+', text })
  if (was.length * is.length > mostPairs) return [...was.map(gone), ...is.map(come)]
  // How many lines are common from here to the end, for each pair of places.
  const common = Array.from({ length: was.length + 1 }, () => new Uint32Array(is.length + 1))
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0
  for (let i = was.length - 1; i >= 0; i--) {
    for (let j = is.length - 1; j >= 0; j--) {
      const row = common[i]
      if (row) row[j] = was[i] === is[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const lines: LineChange[] = []
  let [i, j] = [0, 0]
  while (i < was.length && j < is.length) {
    const text = was[i] ?? ''
    if (text === is[j]) {
      lines.push({ sign: ' ', text })
      i++
      j++
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      lines.push(gone(text))
      i++
    } else {
      lines.push(come(is[j] ?? ''))
      j++
    }
  }
  return [...lines, ...was.slice(i).map(gone), ...is.slice(j).map(come)]
}
