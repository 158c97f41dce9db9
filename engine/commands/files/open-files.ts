import { accessSync, constants, mkdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { FileStore } from '../../files/store.ts'
import { Stop } from '../stop.ts'
import { folderStore } from './folder-store.ts'
import { s3Store } from './s3-store.ts'

export interface FilesOptions {
  /** A folder, or `s3://bucket/prefix?endpoint=…&region=…`; null for a folder beside the database. */
  readonly files: string | null
  readonly database: string
  readonly secrets: (name: string) => string | undefined
}

/** Where the files of a database are kept. */
export function openFiles({ files, database, secrets }: FilesOptions): FileStore {
  if (!files?.startsWith('s3:')) return folderStore(files === null ? folderBeside(database) : usable(files))
  const url = new URL(files)
  const endpoint = url.searchParams.get('endpoint')
  const [accessKeyId, secretAccessKey] = [secrets('AWS_ACCESS_KEY_ID'), secrets('AWS_SECRET_ACCESS_KEY')]
  if (endpoint === null || url.hostname === '')
    throw new Stop('Write where files are kept as s3://BUCKET?endpoint=https://…')
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new Stop('The keys of the file store are missing: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.')
  const folder = url.pathname.replace(/^\/|\/$/g, '')
  return s3Store({
    endpoint: endpoint.replace(/\/$/, ''),
    bucket: url.hostname,
    prefix: folder === '' ? '' : `${folder}/`,
    region: url.searchParams.get('region') ?? 'us-east-1',
    accessKeyId,
    secretAccessKey,
  })
}

/** Whoever names a folder learns at once that nothing can be kept there, and not of the first file. Throws as Node does. */
function usable(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  accessSync(folder, constants.W_OK)
  return folder
}

/** Each database has a folder of its own: `data/files/lintel` for `data/lintel.db`. */
export function folderBeside(database: string): string {
  if (database.startsWith('sqlite:')) {
    const path = database.slice('sqlite:'.length)
    return join(dirname(path), 'files', basename(path).replace(/\.db$/, ''))
  }
  const { hostname, pathname } = new URL(database)
  return join('data', 'files', `${hostname}-${pathname.slice(1)}`.replaceAll(/[^\w.-]/g, '_'))
}
