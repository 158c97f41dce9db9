import type { Node } from '../source/document.ts'

/** What to write where YAML has read something else than whoever wrote it meant; undefined where that is not it. */
export function misreadHint(type: unknown, node: Node, key: string): string | undefined {
  const types: readonly unknown[] = Array.isArray(type) ? type : [type]
  if (isNothing(node)) return /^(null|~)$/i.test(written(node)) ? undefined : commentHint(node)
  if (node.kind === 'map' && types.includes('string')) return bracesHint(node, key)
  if (types.includes('object') && !types.includes('string')) return gluedHint(written(node))
  return undefined
}

/** `type:email` is one word to YAML. */
export function gluedHint(text: string): string | undefined {
  const [, key, value] = /^([A-Za-z][\w-]*):(?!\/\/)(\S.*)/.exec(text) ?? []
  return key === undefined || value === undefined
    ? undefined
    : `Put a blank after the colon: \`${key}: ${value}\`.`
}

/** `accent: #3b5bdb`, a key without a value. */
function commentHint({ source, end }: Node): string | undefined {
  const [, comment] = /^:?[ \t]+(#\S[^\r\n]*)/.exec(source.text.slice(end, end + 200)) ?? []
  return comment === undefined
    ? undefined
    : `What follows \` #\` is a comment: put it between quotes, \`'${comment.trimEnd().replaceAll("'", "''")}'\`.`
}

/** `display: {title}`, a map of a key without a value. */
function bracesHint(node: Node, key: string): string | undefined {
  const text = written(node)
  const isPlaceholder = /^\{[^{}\n:"]*\}$/.test(text)
  return isPlaceholder ? `Write it between quotes: \`${key}: "${text}"\`.` : undefined
}

export function isNothing(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.value === null
}

function written({ source, start, end }: Node): string {
  return source.text.slice(start, end)
}
