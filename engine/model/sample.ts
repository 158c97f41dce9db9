import type { ProblemCode } from '../problems/catalogue.ts'
import type { Place } from '../source/document.ts'
import type { Entity, Field } from './entity.ts'

/** Records for a first look, in an order in which each needs only those before it. */
export type Samples = readonly Sample[]

export interface Sample {
  readonly entity: string
  /** How other samples call it; unique among those of its entity. */
  readonly key: string
  readonly values: Readonly<Record<string, SampleValue>>
  /** References to samples that come after it, to be set once all are there. */
  readonly later: Readonly<Record<string, SampleValue>>
}

/** A sample with its place. */
export interface SampleDraft {
  readonly entity: Entity
  readonly key: string
  readonly values: Map<string, SampleValue>
  readonly place: Place
}

export interface SampleReader {
  readonly drafts: ReadonlyMap<string, ReadonlyMap<string, SampleDraft>>
  /** Of the account of the first start, which `$user` stands for; undefined where there is none. */
  readonly user: Entity | 'unknown' | undefined
  readonly complain: (place: Place, code: ProblemCode, message: string, hint: string) => undefined
}

/** A value of a sample: known now, or once the other samples and the day are. */
export type SampleValue =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'reference'; readonly entity: string; readonly key: string }
  | { readonly kind: 'references'; readonly entity: string; readonly keys: readonly string[] }
  /** The account of the first start; nothing where there is none. */
  | { readonly kind: 'user' }
  /** A file of this name, made of what the record says. */
  | { readonly kind: 'file'; readonly name: string }
  /** So many days, or parts of one, from the day or the moment of loading. */
  | { readonly kind: 'days'; readonly days: number; readonly of: 'date' | 'dateTime' }

/** Of what the engine writes, samples say when it was, whether an account is active, and its language. */
export function isSettable({ system, name, relation }: Field): boolean {
  if (system) return name === 'created_at' || name === 'status' || name === 'language'
  return relation?.inverseOf === undefined
}
