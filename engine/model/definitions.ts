import { fileKinds, kindOf, type NamedKind } from '../language/kinds.ts'
import { kindByItsKey } from '../language/misplaced.ts'
import type { Report } from '../problems/problem.ts'
import type { Document, MapNode, Place } from '../source/document.ts'
import { problemAt } from '../source/locate.ts'
import { nodeAt, textOf } from '../source/look.ts'

/** A file that describes a thing. */
export interface Definition {
  readonly kind: NamedKind
  readonly name: string
  /** Undefined where the file is no map; that has been reported. */
  readonly node: MapNode | undefined
  /** Where it says its name. */
  readonly named: Place
}

export interface Definitions {
  readonly portal: MapNode | undefined
  readonly of: Readonly<Record<NamedKind, ReadonlyMap<string, Definition>>>
  /** Names that files with another name say they have: unknown, but reported already. */
  readonly misnamed: ReadonlySet<string>
}

/** All files by kind and name, in the order of their names, so that the order in which they were read is nowhere to be seen. */
export function indexDefinitions(documents: readonly Document[], report: Report): Definitions {
  const of = {
    entity: new Map<string, Definition>(),
    form: new Map<string, Definition>(),
    tab: new Map<string, Definition>(),
    permissions: new Map<string, Definition>(),
    mail: new Map<string, Definition>(),
    samples: new Map<string, Definition>(),
  } satisfies Record<NamedKind, Map<string, Definition>>
  const misnamed = new Set<string>()
  let portal: Document | undefined

  for (const document of [...documents].sort(byFile)) {
    const is = kindOf(document.source.file)
    if (is?.kind === 'portal') portal = document
    if (!is || is.kind === 'portal' || is.kind === 'accessTest' || kindByItsKey(document.root, is)) continue
    const written = nodeAt(document.root, fileKinds[is.kind].nameKey)
    const name = textOf(written)
    if (written && name !== undefined && name !== is.name) {
      misnamed.add(name)
      const hint = `Call the file \`${name}.yaml\`, or write \`${fileKinds[is.kind].nameKey}: ${is.name}\`.`
      report(
        problemAt(
          written,
          'wrong-name',
          `This file is called \`${is.name}\`, what it describes \`${name}\`.`,
          hint,
        ),
      )
    }
    of[is.kind].set(is.name, {
      kind: is.kind,
      name: is.name,
      node: mapOf(document),
      named: written ?? startOf(document),
    })
  }
  if (!portal) report(missingPortal())
  return { portal: portal && mapOf(portal), of, misnamed }
}

function byFile(a: Document, b: Document): number {
  return a.source.file < b.source.file ? -1 : 1
}

function mapOf({ root }: Document): MapNode | undefined {
  return root?.kind === 'map' ? root : undefined
}

function startOf({ source }: Document): Place {
  return { source, start: 0, end: 0 }
}

function missingPortal(): ReturnType<typeof problemAt> {
  const source = { file: 'portal.yaml', text: '', lineStarts: [0] }
  return problemAt(
    { source, start: 0, end: 0 },
    'missing-file',
    'There is no `portal.yaml`.',
    'It is the map of the portal: its areas, their pages, and which tabs a page has.',
  )
}
