import type { FileChange, LineChange } from '../files.ts'
import { counted } from '../sentences.ts'
import { plain } from './parts.ts'

const around = 3

/** The files that differ, with how much of them. */
export function printFiles(changes: readonly FileChange[]): string {
  if (changes.length === 0) return 'Files: none differs.\n'
  const width = Math.max(...changes.map(({ file }) => file.length))
  const signs = { appears: '+', goes: '-', changes: '~' } as const
  const lines = changes.map(
    ({ file, kind, lines: of }) => `  ${signs[kind]} ${plain(file).padEnd(width)}  ${amount(of)}`,
  )
  return `Files\n${lines.join('\n')}\n`
}

function amount(lines: readonly LineChange[]): string {
  const count = (sign: LineChange['sign']): number => lines.filter((line) => line.sign === sign).length
  const parts = [
    ...(count('+') > 0 ? [`${counted(count('+'), 'line')} more`] : []),
    ...(count('-') > 0 ? [`${counted(count('-'), 'line')} fewer`] : []),
  ]
  return parts.join(', ')
}

/** Their lines, each change with a few around it. */
export function printLines(changes: readonly FileChange[]): string {
  return changes
    .map(({ file, lines }) => {
      const near = lines.map((_, at) =>
        lines.slice(Math.max(0, at - around), at + around + 1).some(({ sign }) => sign !== ' '),
      )
      const shown = lines.flatMap(({ sign, text }, at) => {
        if (!near[at]) return near[at - 1] === true && at < lines.length - 1 ? ['  …'] : []
        return [`${sign} ${plain(text)}`]
      })
      return `${plain(file)}\n${shown.join('\n')}\n`
    })
    .join('\n')
}
