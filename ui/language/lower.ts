/** How a label reads within a sentence: its first letter small, unless the word is an abbreviation such as `VAT`. */
export function lower(label: string): string {
  const [first = '', second = ''] = label
  return second && second === second.toUpperCase() && second !== second.toLowerCase()
    ? label
    : first.toLowerCase() + label.slice(first.length)
}
