import type { Report } from '../problems/problem.ts'
import { didYouMean } from '../problems/suggest.ts'
import type { Document, Node, Place } from '../source/document.ts'
import { problemAt } from '../source/locate.ts'
import { entriesOf, itemsOf, nodeAt, textAt } from '../source/look.ts'
import { fold } from '../words/fold.ts'
import { indexDefinitions } from './definitions.ts'
import type { Entity, Field } from './entity.ts'
import type { Model } from './model.ts'
import { gatherComplaints } from './sample-complaints.ts'
import { inOrderOfNeed } from './sample-order.ts'
import { demandRequired } from './sample-demands.ts'
import { isSettable, type SampleDraft, type SampleReader, type Samples, type SampleValue } from './sample.ts'
import { readSampleValue } from './sample-values.ts'

export type { Sample, Samples, SampleValue } from './sample.ts'

/** Reads `samples/`, each value checked as a user's would be. */
export function readSamples(documents: readonly Document[], model: Model, report: Report): Samples {
  const { samples, entity: entities } = indexDefinitions(documents, () => undefined).of
  const complain: SampleReader['complain'] = (place, code, message, hint) =>
    void report(problemAt(place, code, message, hint))
  const groups = [...samples.values()].map(({ name, named, node }): SampleGroup => ({
    name,
    place: named,
    records: itemsOf(nodeAt(node, 'records')),
  }))
  const { reader, nodes } = draftGroups(model, groups, complain, firstAccounts(documents, model))
  for (const [name, records] of reader.drafts) {
    const written = nodeAt(entities.get(name)?.node, 'fields')
    if (written?.kind !== 'map') continue
    readRecords(reader, [...records.values()], nodes, (field) => written.entries.has(field))
    demandRequired(reader, [...records.values()], nodes, () => true)
  }
  for (const records of reader.drafts.values()) refuseTwins(reader, [...records.values()], nodes)
  return inOrderOfNeed(reader, [...nodes.keys()])
}

/** Where the first account is made; `unknown` where that area could not be read, which has been reported. */
function firstAccounts(documents: readonly Document[], model: Model): SampleReader['user'] {
  const portal = documents.find(({ source }) => source.file === 'portal.yaml')
  const [first] = entriesOf(nodeAt(portal?.root, 'areas'))
  return model.areas.get(first?.name ?? '')?.accounts ?? 'unknown'
}

/** Records of an entity, as they are written somewhere. */
export interface SampleGroup {
  readonly name: string
  readonly place: Place
  readonly records: readonly Node[]
}

/** Records written as samples are, of which only the fields for which `demands` holds must be given. */
export function readGroups(
  model: Model,
  groups: readonly SampleGroup[],
  report: Report,
  demands: (field: Field, entity: Entity) => boolean,
): { readonly reader: SampleReader; readonly samples: Samples } {
  const complain: SampleReader['complain'] = (place, code, message, hint) =>
    void report(problemAt(place, code, message, hint))
  const { reader, nodes } = draftGroups(model, groups, complain)
  for (const drafts of reader.drafts.values()) {
    const records = [...drafts.values()]
    readRecords(reader, records, nodes, () => false)
    demandRequired(reader, records, nodes, demands)
    refuseTwins(reader, records, nodes)
  }
  return { reader, samples: inOrderOfNeed(reader, [...nodes.keys()]) }
}

function draftGroups(
  model: Model,
  groups: readonly SampleGroup[],
  complain: SampleReader['complain'],
  user?: SampleReader['user'],
): { readonly reader: SampleReader; readonly nodes: Map<SampleDraft, Node> } {
  const drafts = new Map<string, Map<string, SampleDraft>>()
  const nodes = new Map<SampleDraft, Node>()
  for (const { name, place, records } of groups) {
    const entity = model.entities.get(name)
    if (entity) drafts.set(name, draftRecords(entity, records, nodes, complain))
    else {
      const hint = didYouMean(name, model.entities.keys())
      complain(place, 'unknown-name', `There is no entity \`${name}\`.`, hint)
    }
  }
  return { reader: { drafts, user, complain }, nodes }
}

function draftRecords(
  entity: Entity,
  records: readonly Node[],
  nodes: Map<SampleDraft, Node>,
  complain: SampleReader['complain'],
): Map<string, SampleDraft> {
  const drafts = new Map<string, SampleDraft>()
  for (const [index, node] of records.entries()) {
    const at = nodeAt(node, 'key')
    const key = textAt(node, 'key') ?? `#${index + 1}`
    const place = at ?? entriesOf(node)[0]?.key ?? node
    if (drafts.has(key)) {
      complain(
        place,
        'duplicate-name',
        `Another record of \`${entity.name}\` has the key \`${key}\`.`,
        'Choose another key.',
      )
      continue
    }
    if (entity.single && index === 1) {
      complain(
        place,
        'wrong-length',
        `There is one record of \`${entity.name}\`, always.`,
        'Keep one of them.',
      )
    }
    const draft = { entity, key, values: new Map<string, SampleValue>(), place }
    drafts.set(key, draft)
    nodes.set(draft, node)
  }
  return drafts
}

/** A field that is written and that the model has not was reported there. */
function readRecords(
  reader: SampleReader,
  drafts: readonly SampleDraft[],
  nodes: ReadonlyMap<SampleDraft, Node>,
  isWritten: (field: string) => boolean,
): void {
  const unknown = new Set<string>()
  const complaints = gatherComplaints(reader.complain)
  for (const draft of drafts) {
    const { entity, values } = draft
    for (const { name, key, value } of entriesOf(nodes.get(draft))) {
      const field = entity.fields.get(name)
      if (field && isSettable(field)) {
        const read = readSampleValue({ ...reader, complain: complaints.about(name) }, field, value)
        if (read) values.set(name, read)
      } else if (field) {
        reader.complain(key, 'wrong-field', `\`${name}\` is written by the engine.`, 'Delete it here.')
      } else if (name !== 'key' && !isWritten(name) && !unknown.has(name)) {
        // Most often all records have it: one problem says enough.
        unknown.add(name)
        const hint = didYouMean(name, settable(entity))
        reader.complain(key, 'unknown-name', `\`${entity.name}\` has no field \`${name}\`.`, hint)
      }
    }
  }
  complaints.tell()
}

function settable(entity: Entity): readonly string[] {
  return [...entity.fields.values()].filter(isSettable).map(({ name }) => name)
}

/** Two records with one value of a field that is unique. */
function refuseTwins(
  reader: SampleReader,
  drafts: readonly SampleDraft[],
  nodes: ReadonlyMap<SampleDraft, Node>,
): void {
  for (const field of drafts[0]?.entity.fields.values() ?? []) {
    if (!field.unique) continue
    const seen = new Set<string>()
    for (const draft of drafts) {
      const value = draft.values.get(field.name)
      if (!value) continue
      const text = JSON.stringify(value)
      const key = field.storage.kind === 'text' && field.storage.folded ? fold(text) : text
      if (seen.has(key)) {
        const place = nodeAt(nodes.get(draft), field.name) ?? draft.place
        reader.complain(
          place,
          'duplicate-item',
          `Another record has this \`${field.name}\`, which is unique.`,
          'Case and accents do not count.',
        )
      }
      seen.add(key)
    }
  }
}
