import { areSimilar } from './lookalikes.ts'
import type { EntityPair, Ground } from './pairs.ts'
import { keptFields } from './renames.ts'
import { threadChanges } from './threads.ts'
import { questions, type Draft, type FieldWork, type Hinder } from './work.ts'

/** What becomes of an entity as a whole. */
export function compareEntity(
  ground: Ground,
  pairs: readonly EntityPair[],
  pair: EntityPair,
  values: readonly FieldWork[],
): Draft[] {
  const { before, after, table, restored } = pair
  if (!after) return before && table ? [removal(ground, pairs, pair)] : []
  const { name } = after
  if (!before) return [{ code: 'add-entity', name, sentence: `adds ${name}`, asks: [] }]
  if (restored) {
    const asks = values.flatMap((work) => questions(work, ['fits', 'lacks', 'twice']))
    const records = { of: 'records', table: restored.table, deleted: false, hinders: null } as const
    return [
      {
        code: 'restore-entity',
        name,
        ...(restored.was !== undefined && { was: restored.was }),
        sentence: `brings ${name} back, with its records`,
        asks: [records, ...asks],
      },
    ]
  }
  const drafts: Draft[] = []
  if (before.name !== name) {
    const sentence = `calls ${before.name} ${name} from now on`
    drafts.push({ code: 'rename-entity', name, was: before.name, sentence, asks: [] })
  }
  return [...drafts, ...changes(ground, pair)]
}

function changes(ground: Ground, pair: EntityPair): Draft[] {
  const { before, after, table } = pair
  if (!before || !after || !table) return []
  const { name } = after
  const drafts: Draft[] = []
  const say = (sentence: string, deleted: boolean, hinders: Hinder | null): void => {
    drafts.push({
      code: 'change-entity',
      name,
      sentence,
      asks: hinders ? [{ of: 'records', table: table.name, deleted, hinders }] : [],
    })
  }
  if (!before.account && after.account) say(`makes ${name} accounts, which can sign in`, false, null)
  if (before.account && !after.account)
    say(`makes ${name} no accounts any more: none of them can sign in`, false, null)
  if (!before.softDelete && after.softDelete)
    say(`keeps ${name} that are deleted, to be restored`, false, null)
  if (before.softDelete && !after.softDelete)
    say(`deletes ${name} for good from now on`, true, {
      most: 0,
      reason: `${name} that are deleted would be back on every list.`,
      hint: 'Restore them first, and delete them for good afterwards; or keep `softDelete: true`.',
    })
  if (before.single && !after.single) say(`lets there be several ${name}`, false, null)
  if (!before.single && after.single)
    say(`lets there be one record of ${name} only`, false, {
      most: 1,
      reason: 'There are several records, and only one could stay.',
      hint: 'Delete all but one first, or take `single: true` out.',
    })
  for (const sentence of threadChanges(ground, pair)) say(sentence, false, null)
  return drafts
}

function removal(ground: Ground, pairs: readonly EntityPair[], pair: EntityPair): Draft {
  const name = pair.before?.name ?? ''
  const twin = ground.isBack ? null : lookalike(pairs, pair)
  const hinders =
    twin === null
      ? null
      : {
          most: 0,
          reason: `It looks as if \`${name}\` were called \`${twin}\` from now on, which would leave its records behind.`,
          hint: `Write \`was: ${name}\` in entities/${twin}.yaml to keep them, or apply without \`${name}\` first and add \`${twin}\` after that.`,
        }
  const sentence = `takes ${name} off; its records are kept aside until they are purged`
  const table = pair.table?.name ?? ''
  return { code: 'remove-entity', name, sentence, asks: [{ of: 'records', table, deleted: false, hinders }] }
}

/** A new entity with a name like it, or with most of its fields. */
function lookalike(pairs: readonly EntityPair[], { before }: EntityPair): string | null {
  const gone = before ? ownFields(before) : []
  const added = pairs.flatMap((pair) => (pair.after && !pair.before ? [pair.after] : []))
  const found = added.find((entity) => {
    if (areSimilar(before?.name ?? '', entity.name)) return true
    const fields = ownFields(entity)
    const shared = gone.filter((field) => fields.includes(field))
    return shared.length >= 2 && shared.length * 2 > Math.max(gone.length, fields.length)
  })
  return found?.name ?? null
}

function ownFields(entity: Parameters<typeof keptFields>[0]): string[] {
  return keptFields(entity)
    .filter(({ system }) => !system)
    .map(({ name, type }) => `${name} ${type}`)
}
