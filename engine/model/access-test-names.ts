import type { ProblemCode } from '../problems/catalogue.ts'
import { didYouMean } from '../problems/suggest.ts'
import type { Place } from '../source/document.ts'
import { positionOf } from '../source/locate.ts'
import type { Area } from './area.ts'
import type { Entity } from './entity.ts'
import type { Model } from './model.ts'
import type { SampleReader } from './sample.ts'

/** What the builders of tests share. */
export interface TestReader {
  readonly model: Model
  readonly area: Area
  readonly samples: SampleReader
  readonly complain: (place: Place, code: ProblemCode, message: string, hint: string) => undefined
}

export function placeOf(place: Place): { line: number; column: number } {
  return positionOf(place.source, place.start)
}

export function knownRecord(
  { samples, complain }: TestReader,
  { name }: Entity,
  key: string,
  place: Place,
): boolean {
  const known = samples.drafts.get(name)
  if (known?.has(key)) return true
  const message = `No record of \`${name}\` has the key \`${key}\` here.`
  const hint = didYouMean(key, known?.keys() ?? [])
  complain(place, 'unknown-name', message, hint || `Write it below \`records: ${name}:\`.`)
  return false
}

export function knownField({ complain }: TestReader, entity: Entity, name: string, place: Place): boolean {
  if (entity.fields.has(name)) return true
  const hint = didYouMean(name, entity.fields.keys())
  complain(place, 'unknown-name', `\`${entity.name}\` has no field \`${name}\`.`, hint)
  return false
}
