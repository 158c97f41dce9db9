/** The kinds of files, each with its folder and the key that names what it describes. */
export const fileKinds = {
  entity: { folder: 'entities', nameKey: 'entity' },
  form: { folder: 'forms', nameKey: 'form' },
  tab: { folder: 'tabs', nameKey: 'tab' },
  permissions: { folder: 'permissions', nameKey: 'area' },
  mail: { folder: 'mails', nameKey: 'mail' },
  samples: { folder: 'samples', nameKey: 'entity' },
} as const

export type NamedKind = keyof typeof fileKinds
export type FileKind = 'portal' | 'accessTest' | NamedKind

/** Tests of permissions stand beside them, and are no definitions. */
const accessTests = /^permissions\/([^/]+)\.test\.yaml$/

export interface FileIs {
  readonly kind: FileKind
  /** What the file is called, without folder and ending. */
  readonly name: string
}

/** What a file describes, by where it stands; undefined where it is none of the kinds. */
export function kindOf(file: string): FileIs | undefined {
  if (file === 'portal.yaml') return { kind: 'portal', name: 'portal' }
  const test = accessTests.exec(file)?.[1]
  if (test !== undefined) return { kind: 'accessTest', name: test }
  const [folder, base, ...deeper] = file.split('/')
  if (!base?.endsWith('.yaml') || deeper.length > 0) return undefined
  const found = Object.entries(fileKinds).find(([, kind]) => kind.folder === folder)
  return found && { kind: found[0] as NamedKind, name: base.slice(0, -'.yaml'.length) }
}
