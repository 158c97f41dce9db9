/**
 * What the text of a mail may hold besides text: paragraphs, with an empty line between them; links, `[text](address)`; a
 * paragraph that is one link is a button; `\` at the end of a line breaks it. It is read before any value is put in: what
 * looks like markup within a value stays text.
 */
export type Block =
  | { readonly kind: 'paragraph'; readonly parts: readonly Part[] }
  | { readonly kind: 'button'; readonly text: string; readonly target: string }

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'link'; readonly text: string; readonly target: string }

const link = /\[([^[\]\n]+)\]\(([^()\s]+)\)/g
const onlyLink = /^\[([^[\]\n]+)\]\(([^()\s]+)\)$/

/** Where links of a mail may lead: the link that the engine makes, another page, or another mail. */
export function isTarget(text: string): boolean {
  return text === '{link}' || /^(https?:\/\/|mailto:)[^\s"'<>{}]+$/i.test(text)
}

export function blocksOf(template: string): readonly Block[] {
  return template
    .trim()
    .split(/\n[ \t]*\n\s*/)
    .filter((paragraph) => paragraph !== '')
    .map((paragraph): Block => {
      const [, text, target] = onlyLink.exec(paragraph.trim()) ?? []
      if (text !== undefined && target !== undefined && isTarget(target))
        return { kind: 'button', text, target }
      return { kind: 'paragraph', parts: paragraph.split('\n').flatMap(partsOfLine) }
    })
}

/** The addresses that a text has links to, with what stands around each: to look at before it is ever sent. */
export function linksOf(template: string): readonly { readonly written: string; readonly target: string }[] {
  return [...template.matchAll(link)].map(([written, , target = '']) => ({ written, target }))
}

function partsOfLine(line: string, index: number): Part[] {
  const isBroken = line.endsWith('\\')
  const parts: Part[] = index === 0 ? [] : [{ kind: 'text', text: '\n' }]
  const text = isBroken ? line.slice(0, -1).trimEnd() : line.trimEnd()
  let at = 0
  for (const found of text.matchAll(link)) {
    const [written, said = '', target = ''] = found
    if (!isTarget(target)) continue
    parts.push({ kind: 'text', text: text.slice(at, found.index) }, { kind: 'link', text: said, target })
    at = found.index + written.length
  }
  parts.push({ kind: 'text', text: text.slice(at) })
  if (isBroken) parts.push({ kind: 'break' })
  return parts.filter((part) => part.kind !== 'text' || part.text !== '')
}
