const reasons: readonly (readonly [said: RegExp, hint: string])[] = [
  [/Unterminated character class/, 'A `[` is never closed.'],
  [/Unterminated group/, 'A `(` is never closed.'],
  [/Unmatched '\)'/, 'A `)` closes nothing: write `\\)` if it is meant itself.'],
  [
    /Nothing to repeat/,
    'A `*`, `+` or `?` has nothing before it to repeat: write `\\*` if it is meant itself.',
  ],
  [/Incomplete quantifier/, 'A `{` starts no number of repeats: write `\\{` if it is meant itself.'],
  [/Lone quantifier brackets/, 'A `{`, `}` or `]` stands alone: write `\\` in front if it is meant itself.'],
  [/numbers out of order/, 'Of `{2,3}`, the smaller number comes first.'],
  [/Range out of order/, 'Of a range such as `[a-z]`, the first character comes first.'],
  [/at end of pattern/, 'A `\\` at the end has nothing after it: write `\\\\` if it is meant itself.'],
  [/Invalid escape/, 'A `\\` stands before a character that needs none: write that character alone.'],
  [/Invalid character class/, 'A class such as `\\d` cannot be an end of a range: write `\\-` for a hyphen.'],
  [/Invalid property name/, 'There is no such `\\p{…}`: one for letters is `\\p{L}`.'],
]

/** Why a text is no regular expression, as every `pattern` is compiled; undefined where it is one. */
export function whyNoExpression(text: string): string | undefined {
  try {
    new RegExp(text, 'u')
    return undefined
  } catch (error) {
    const said = (error as Error).message.replace(/^Invalid regular expression: /, '')
    return (
      reasons.find(([about]) => about.test(said))?.[1] ?? `It is refused: ${said.split(': ').at(-1) ?? said}.`
    )
  }
}
