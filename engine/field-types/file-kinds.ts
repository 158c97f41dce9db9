/** What a file is, told by its first bytes: names lie. */
export interface FileKind {
  readonly type: string
  /** The first is given to a file whose name has none of them. */
  readonly extensions: readonly string[]
  fits(head: Uint8Array): boolean
}

/** Bytes of a file that are looked at. */
export const headSize = 8_192

export const fileKinds = {
  pdf: { type: 'application/pdf', extensions: ['pdf'], fits: startsWith('%PDF-') },
  png: { type: 'image/png', extensions: ['png'], fits: startsWith('\x89PNG\r\n\x1a\n') },
  jpeg: { type: 'image/jpeg', extensions: ['jpg', 'jpeg'], fits: startsWith('\xff\xd8\xff') },
  gif: { type: 'image/gif', extensions: ['gif'], fits: startsWith('GIF8') },
  webp: {
    type: 'image/webp',
    extensions: ['webp'],
    fits: (head) => startsWith('RIFF')(head) && latin(head).slice(8, 12) === 'WEBP',
  },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extensions: ['xlsx'],
    fits: office('xl/'),
  },
  docx: {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extensions: ['docx'],
    fits: office('word/'),
  },
  zip: { type: 'application/zip', extensions: ['zip'], fits: startsWith('PK\x03\x04') },
  csv: { type: 'text/csv; charset=utf-8', extensions: ['csv'], fits: isText },
  txt: { type: 'text/plain; charset=utf-8', extensions: ['txt'], fits: isText },
} as const satisfies Record<string, FileKind>

export type FileKindName = keyof typeof fileKinds

/** The first of these kinds that the content is; those that the name claims to be come first. */
export function kindOf(
  head: Uint8Array,
  name: string,
  among: readonly FileKindName[],
): FileKindName | undefined {
  const fitting = among.filter((kind) => fileKinds[kind].fits(head))
  return fitting.find((kind) => hasExtension(name, kind)) ?? fitting[0]
}

export function hasExtension(name: string, kind: FileKindName): boolean {
  const extensions: readonly string[] = fileKinds[kind].extensions
  return extensions.includes(name.slice(name.lastIndexOf('.') + 1).toLowerCase())
}

function latin(head: Uint8Array): string {
  return Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1')
}

function startsWith(magic: string): (head: Uint8Array) => boolean {
  return (head) => latin(head.subarray(0, magic.length)) === magic
}

/** A zip whose first entries are those of an office document. */
function office(folder: string): (head: Uint8Array) => boolean {
  return (head) => {
    const text = latin(head)
    return text.startsWith('PK\x03\x04') && (text.includes(folder) || text.includes('[Content_Types].xml'))
  }
}

/** UTF-8, cut anywhere, without the control characters that no text has. */
function isText(head: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })

    return !/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text)
  } catch {
    return false
  }
}
