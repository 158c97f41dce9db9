import { fileKinds, hasExtension, type FileKindName } from '../field-types/file-kinds.ts'

const longest = 120

/** A name as it may be shown, and saved on any system: without folders, control characters and tricks of direction. */
export function cleanName(given: string, kind: FileKindName, otherwise: string): string {
  const plain = given
    .normalize('NFC')
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  const name = plain === '' ? otherwise : plain
  const [extension] = fileKinds[kind].extensions
  const whole = hasExtension(name, kind) ? name : `${name}.${extension}`
  if ([...whole].length <= longest) return whole
  const dot = whole.lastIndexOf('.')
  const end = whole.slice(dot)
  return [...whole.slice(0, dot)].slice(0, longest - end.length).join('') + end
}
