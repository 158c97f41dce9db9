import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMap, parse, parseDocument, type Document } from 'yaml'
import { filesOf } from './definitions.ts'

const folder = 'test/fixtures/portals/suppliers/config'

/** The portal that ships, with a portal for suppliers beside that of customers. */
export function suppliersPortal(): Readonly<Record<string, string>> {
  const files = new Map(filesOf('config'))
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.yaml')) continue
    const text = readFileSync(join(folder, name), 'utf8')
    const there = files.get(name)
    files.set(name, there === undefined ? text : added(there, text))
  }
  return Object.fromEntries(files)
}

/** What is added to a file that is there already: maps are put together, anything else is new. */
function added(text: string, more: string): string {
  const document = parseDocument(text)
  put(document, [], parse(more) as object)
  return document.toString({ lineWidth: 0 })
}

function put(document: Document, path: readonly string[], more: object): void {
  for (const [key, value] of Object.entries(more) as [string, unknown][]) {
    const at = [...path, key]
    if (isMap(document.getIn(at)) && typeof value === 'object' && value !== null) put(document, at, value)
    else document.setIn(at, value)
  }
}
