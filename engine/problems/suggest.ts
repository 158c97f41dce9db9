import leven from 'leven'

/** The known name that somebody who wrote `name` most likely meant. */
export function closest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  let distance = tolerated(name.length) + 1
  for (const candidate of known) {
    const next = plural(name, candidate) ? 1 : leven(name.toLowerCase(), candidate.toLowerCase())
    if (next < distance || (next === distance && best !== undefined && candidate < best)) {
      best = candidate
      distance = next
    }
  }
  return best
}

// Two letters exchanged are two mistakes; a short name is another name with two.
function tolerated(length: number): number {
  if (length <= 3) return 1
  return Math.max(2, Math.floor(length / 3))
}

function plural(name: string, candidate: string): boolean {
  return `${name}s` === candidate || name === `${candidate}s`
}

/** A hint: the name that was meant, or the few that there are. */
export function didYouMean(name: string, known: Iterable<string>, otherwise = ''): string {
  const all = [...known]
  const best = closest(name, all)
  if (best !== undefined) return `Did you mean \`${best}\`?`
  if (otherwise !== '') return otherwise
  if (all.length === 0) return 'There are none yet.'
  return all.length <= 20
    ? `There ${all.length === 1 ? 'is' : 'are'}: ${all.map((other) => `\`${other}\``).join(', ')}.`
    : ''
}
