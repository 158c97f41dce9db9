/** A regular expression as what it offers: in turn, or one of several. Undefined where it looks around or back. */
export interface Choice {
  readonly either: readonly (readonly Part[])[]
}

export interface Part {
  /** The text of what matches one character, or what stands between parentheses. */
  readonly what: string | Choice
  readonly least: number
  readonly most: number
}

/** Of an expression that compiles. */
export function partsOf(pattern: string): Choice | undefined {
  let at = 0
  return choice()

  function choice(): Choice | undefined {
    const either: Part[][] = [[]]
    while (at < pattern.length && pattern[at] !== ')') {
      if (pattern[at] === '|') {
        at++
        either.push([])
        continue
      }
      const found = what()
      if (found === undefined) return undefined
      if (found !== '') either.at(-1)?.push({ what: found, ...times() })
    }
    return { either }
  }

  function what(): string | Choice | undefined {
    if (pattern[at] !== '(') return character()
    const opening = /^\((?:\?:|\?<[^=!>]+>|(?!\?))/.exec(pattern.slice(at))
    if (!opening) return undefined
    at += opening[0].length
    const inside = choice()
    at++
    return inside
  }

  function character(): string | undefined {
    const rest = pattern.slice(at)
    // The ends of the text match no character of it.
    const anchor = /^(?:[\^$]|\\[bB])/.exec(rest)
    if (anchor) at += anchor[0].length
    if (anchor) return ''
    if (/^\\[1-9k]/.test(rest)) return undefined
    const one =
      /^(?:\[(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[0-9a-fA-F]{4}|\\x..|\\c.|\\.|[^])/u.exec(
        rest,
      )
    at += one?.[0].length ?? 1
    return one?.[0]
  }

  function times(): Pick<Part, 'least' | 'most'> {
    const said = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(pattern.slice(at))
    if (!said) return { least: 1, most: 1 }
    at += said[0].length
    const [, sign, low, comma, high] = said
    if (sign !== undefined) return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity }
    const least = Number(low)
    return { least, most: comma === '' ? least : high === '' ? Infinity : Number(high) }
  }
}
