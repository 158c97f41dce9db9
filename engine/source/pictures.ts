/** A picture among the definitions, ready to be sent. */
export interface Picture {
  readonly type: 'image/svg+xml' | 'image/png'
  /** The text of an SVG; a PNG in base64. */
  readonly body: string
}

type Read = { readonly picture: Picture } | { readonly because: string; readonly hint: string }

const most = 64 * 1024
const dataPrefix = 'data:image/png;base64,'

/** Files beside the YAML that a theme may name: `logos/shop.svg`. */
export function isPicture(file: string): boolean {
  return /^logos\/[a-z0-9][a-z0-9._-]*\.(svg|png)$/.test(file)
}

/** Definitions are texts, also where they are kept: what is none stands there as a `data:` address. */
export function pictureText(content: Buffer): string {
  return dataPrefix + content.toString('base64')
}

/** What is written to a file: the bytes of a picture, any other text as it is. */
export function fileContent(file: string, text: string): string | Buffer {
  return isPicture(file) && text.startsWith(dataPrefix)
    ? Buffer.from(text.slice(dataPrefix.length), 'base64')
    : text
}

/** What would run, or load something from elsewhere, is no picture. */
export function readPicture(file: string, text: string): Read {
  if (text.length > most * (file.endsWith('.png') ? 1.4 : 1)) {
    return { because: 'is more than 64 kB.', hint: 'A logo is small: make it simpler, or less wide.' }
  }
  return file.endsWith('.png') ? readPng(text) : readSvg(text)
}

function readPng(text: string): Read {
  const body = text.slice(dataPrefix.length)
  const isPng =
    text.startsWith(dataPrefix) &&
    Buffer.from(body.slice(0, 12), 'base64').subarray(0, 8).toString('hex') === '89504e470d0a1a0a'
  if (isPng) return { picture: { type: 'image/png', body } }
  return { because: 'is no PNG.', hint: 'Save it as PNG or SVG.' }
}

const dangers: readonly (readonly [RegExp, string])[] = [
  [/<!(DOCTYPE|ENTITY)/i, 'declares entities.'],
  [/<\s*(script|foreignObject|iframe|object|embed|handler|listener)\b/i, 'holds a program or a page.'],
  [/\son[a-z]+\s*=/i, 'holds a program.'],
  [/javascript:/i, 'holds a program.'],
  [/(href|src)\s*=\s*["']?\s*(?!["'#\s]|data:image\/)/i, 'loads something from elsewhere.'],
  [/url\(\s*["']?\s*(?!["'#\s]|data:image\/)/i, 'loads something from elsewhere.'],
  [/@import/i, 'loads something from elsewhere.'],
]

function readSvg(text: string): Read {
  if (!/^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<svg[\s>]/.test(text)) {
    return { because: 'is no SVG.', hint: 'It begins with `<svg`.' }
  }
  const found = dangers.find(([pattern]) => pattern.test(text))
  if (!found) return { picture: { type: 'image/svg+xml', body: text } }
  return { because: found[1], hint: 'Save it as a plain SVG, of shapes only.' }
}
