/** A text that fits the pattern, for the plain patterns that people write; undefined for others. */
export function textFitting(pattern: string): string | undefined {
  const made = read(pattern.replace(/^\^\(\?:(.*)\)\$$/s, '$1').replace(/^\^|\$$/g, ''))
  if (made === null) return undefined
  return new RegExp(pattern, 'u').test(made) ? made : undefined
}

const classes: Readonly<Record<string, string>> = { d: '1', w: 'a', s: ' ', D: 'a', W: '-', S: 'a' }
const token = /^(?:\\(.)|\[((?:\\.|[^\]\\])+)\]|\((?:\?:)?((?:\\.|[^()\\])*)\)|([^\\[\](){}*+?|^$]))/su
const count = /^(?:\{(\d+)(?:,\d*)?\}|([*?])|\+)\??/

/** One after the other: a character, a class or a group without groups in it, as often as it must be. */
function read(pattern: string): string | null {
  let rest = pattern
  let made = ''
  while (rest !== '') {
    if (rest.startsWith('|')) return made
    const found = token.exec(rest)
    if (!found) return null
    const [whole, escaped, set, group, plain] = found
    rest = rest.slice(whole.length)
    const one = group === undefined ? oneOf(escaped, set, plain) : read(group)
    if (one === null) return null
    const times = count.exec(rest)
    rest = rest.slice(times?.[0].length ?? 0)
    made += one.repeat(
      times === null ? 1 : times[1] === undefined ? (times[2] === undefined ? 1 : 0) : Number(times[1]),
    )
  }
  return made
}

function oneOf(
  escaped: string | undefined,
  set: string | undefined,
  plain: string | undefined,
): string | null {
  if (escaped !== undefined) return classes[escaped] ?? (/[a-zA-Z]/.test(escaped) ? null : escaped)
  if (plain !== undefined) return plain === '.' ? 'a' : plain
  if (set === undefined || set.startsWith('^')) return null
  return set.startsWith('\\') ? oneOf(set[1], undefined, undefined) : (set[0] ?? null)
}
