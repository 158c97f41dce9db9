/**
 * Whether a regular expression could take exponential time: where a group that repeats without end holds repetitions or
 * alternatives, where four repeat without end, or where it looks around or back. Stricter than need be, so that it can be read at a glance.
 */
export function isSlow(pattern: string): boolean {
  const bare = pattern.replace(/\\[^1-9k]/g, 'x').replace(/\[[^\]]*\]/g, 'x')
  if (/\\[1-9k]|\(\?[=!<]/.test(bare)) return true
  return (
    openGroups(bare).some(
      ({ inside, after }) =>
        /^(?:[*+]|\{\d+,\}|\{\d+,\d{2,}\})/.test(after) && /[*+|]|\{\d+,\d*\}|\?(?!:)/.test(inside),
    ) || /(?:[*+]|\{\d+,\}).*(?:[*+]|\{\d+,\}).*(?:[*+]|\{\d+,\}).*(?:[*+]|\{\d+,\})/.test(bare)
  )
}

function openGroups(pattern: string): readonly { readonly inside: string; readonly after: string }[] {
  const starts: number[] = []
  const groups: { inside: string; after: string }[] = []
  for (const [at, character] of pattern.split('').entries()) {
    if (character === '(') starts.push(at)
    if (character !== ')') continue
    const start = starts.pop()
    if (start !== undefined)
      groups.push({ inside: pattern.slice(start + 1, at), after: pattern.slice(at + 1) })
  }
  return groups
}
