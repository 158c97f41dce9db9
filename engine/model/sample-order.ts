import type { Sample, SampleDraft, SampleReader, Samples, SampleValue } from './sample.ts'

/**
 * Orders samples so that each refers only to those before it. What points forward and need not be there at once is kept
 * for later; where required references make a circle, nobody could ever enter these records.
 */
export function inOrderOfNeed({ drafts, complain }: SampleReader, all: readonly SampleDraft[]): Samples {
  const placed = new Set<SampleDraft>()
  const under = new Set<SampleDraft>()
  const ordered: Sample[] = []

  const place = (draft: SampleDraft): void => {
    if (placed.has(draft) || under.has(draft)) return
    under.add(draft)
    for (const needed of referencesOf(drafts, draft, 'required')) place(needed)
    for (const wanted of referencesOf(drafts, draft, 'optional')) {
      if (!needsAnyOf(drafts, wanted, under)) place(wanted)
    }
    under.delete(draft)
    placed.add(draft)
    ordered.push(split(draft))
  }

  const split = (draft: SampleDraft): Sample => {
    const values: Record<string, SampleValue> = {}
    const later: Record<string, SampleValue> = {}
    for (const [name, value] of draft.values) {
      const waits = pointedTo(drafts, value).some((needed) => !placed.has(needed))
      if (waits && draft.entity.fields.get(name)?.required) {
        complain(
          draft.place,
          'endless-samples',
          `This record needs another that needs it, through \`${name}\`.`,
          'Leave one of the references out.',
        )
      }
      ;(waits ? later : values)[name] = value
    }
    return { entity: draft.entity.name, key: draft.key, values, later }
  }

  for (const draft of all) place(draft)
  return ordered
}

function pointedTo(drafts: SampleReader['drafts'], value: SampleValue): readonly SampleDraft[] {
  const keys = value.kind === 'reference' ? [value.key] : value.kind === 'references' ? value.keys : []
  const entity = 'entity' in value ? value.entity : ''
  return keys.flatMap((key) => drafts.get(entity)?.get(key) ?? [])
}

/** Whether a sample cannot be there before one of these is. */
function needsAnyOf(
  drafts: SampleReader['drafts'],
  draft: SampleDraft,
  others: ReadonlySet<SampleDraft>,
): boolean {
  const seen = new Set<SampleDraft>()
  const pending = [draft]
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (others.has(next)) return true
    if (seen.has(next)) continue
    seen.add(next)
    pending.push(...referencesOf(drafts, next, 'required'))
  }
  return false
}

function referencesOf(
  drafts: SampleReader['drafts'],
  { entity, values }: SampleDraft,
  which: 'required' | 'optional',
): readonly SampleDraft[] {
  return [...values].flatMap(([name, value]) =>
    (entity.fields.get(name)?.required ?? false) === (which === 'required') ? pointedTo(drafts, value) : [],
  )
}
