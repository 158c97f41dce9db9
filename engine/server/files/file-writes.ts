import type { FastifyRequest } from 'fastify'
import type { Readable } from 'node:stream'
import { forgetFile, noteFile } from '../../files/kept-files.ts'
import { FileRefused, receiveFile, type Received } from '../../files/receive.ts'
import type { FileStore } from '../../files/store.ts'
import type { FieldPlan } from '../../plan/plan.ts'
import type { AreaContext } from '../context.ts'
import { Failure, invalid, unavailable } from '../failures.ts'
import { oneValue, onlyParameters, parseParameters, queryText } from '../query/parameters.ts'
import { namedBy } from './disposition.ts'

/** Of a portal that was given no place for files. */
export function storeOf({ settings }: AreaContext): FileStore {
  if (!settings.files) throw unavailable(60)
  return settings.files
}

/** Keeps the bytes that the request brings; the record comes after them, and is then never without. */
export async function received(
  context: AreaContext,
  field: FieldPlan,
  request: FastifyRequest,
): Promise<Received> {
  const { db } = context
  const { editor } = field
  if (editor.kind !== 'file') throw new Error(`${field.name} is no file`)
  const store = storeOf(context)
  const name = nameOf(request)
  const announced = Number(request.headers['content-length'] ?? 0)
  const noting: FileStore = {
    ...store,
    async put(key, content) {
      await noteFile(db, key)
      await store.put(key, content).catch(async (error: unknown) => {
        await forgetFile(db, store, key)
        throw error
      })
    },
  }
  try {
    if (announced > editor.maxSize) throw new FileRefused('too-large')
    const body = request.body as Readable | undefined
    return await receiveFile(noting, body ?? noBytes(), name, field.name, editor)
  } catch (error) {
    // What is still on its way is let pass, so that the answer is read.
    request.raw.resume()
    throw error instanceof FileRefused ? failureOf(error, field.name, editor) : error
  }
}

function nameOf({ url, headers }: FastifyRequest): string {
  const given = parseParameters(queryText(url))
  onlyParameters(given, new Set(['name']))
  const name = oneValue(given, 'name') ?? namedBy(headers['content-disposition'])
  return name.isWellFormed() ? name.slice(0, 1_000) : ''
}

async function* noBytes(): AsyncGenerator<Uint8Array> {
  // A request without a body brings an empty file.
}

function failureOf(
  { reason }: FileRefused,
  field: string,
  { accept, maxSize }: { readonly accept: readonly string[]; readonly maxSize: number },
): Failure {
  if (reason === 'empty') return invalid([{ field, key: 'field-file-empty' }])
  if (reason === 'kind')
    return invalid([{ field, key: 'field-file-kind', parameters: { kinds: accept.join(', ') } }])
  const limit = maxSize >= 1_048_576 ? `${Math.round(maxSize / 104_857.6) / 10} MB` : `${maxSize / 1024} kB`
  const errors = [{ field, key: 'field-file-large', parameters: { limit } } as const]
  return new Failure(413, 'too-large', { errors })
}
