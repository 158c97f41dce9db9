/** 1284 → '1,284', whatever the language of the machine. */
export function plainNumber(value: number): string {
  const [whole = '', rest] = String(value).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return rest === undefined ? grouped : `${grouped}.${rest}`
}

/** 'a, b and c' */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}

/** '1 record', '3,010 records' */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${plainNumber(count)} ${count === 1 ? one : many}`
}

/** A value of the definitions as YAML would have it. */
export function written(value: unknown): string {
  return typeof value === 'string' && !/^[\w@./+-]+$/.test(value) ? `'${value}'` : String(value)
}
