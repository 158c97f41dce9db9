import type { AccessChange } from '../access-change.ts'
import type { Change } from '../change.ts'
import type { ScreenChange } from '../screen-change.ts'
import { counted, listed, plainNumber } from '../sentences.ts'
import type { Evidence, Step, StepCode } from '../step.ts'

export type Sign = '+' | '-' | '~' | '!'

export function signOfStep({ code, refused }: Step): Sign {
  if (refused) return '!'
  if (/^(add|restore)-/.test(code)) return '+'
  return code.startsWith('remove-') ? '-' : '~'
}

const signOfAccess = { gains: '+', loses: '-', changes: '~' } as const satisfies Record<
  AccessChange['kind'],
  Sign
>

const signOfScreen = { appears: '+', goes: '-', moves: '~', changes: '~' } as const satisfies Record<
  ScreenChange['kind'],
  Sign
>

/** What was found, a sentence each; nothing where nothing was asked, or where the refusal says it. */
export function evidenceOf(step: Step): string[] {
  const { replaced, filled } = step
  const told = foundBy(step)
  return [
    ...(told === undefined ? [] : [told]),
    ...(replaced
      ? [`${share(replaced, 'record')} ${lose(replaced)} to \`otherwise\`: ${idsInWords(replaced)}.`]
      : []),
    ...(filled
      ? [`${share(filled, 'record')} ${get(filled)} from \`backfill\`: ${idsInWords(filled)}.`]
      : []),
  ]
}

function foundBy({ code, evidence, refused, replaced, filled }: Step): string | undefined {
  if (!evidence) return undefined
  const which = evidence.count > 0 && asksForIds(code) ? idsInWords(evidence) : ''
  if (refused) return which === '' ? undefined : `${which.slice(0, 1).toUpperCase()}${which.slice(1)}.`
  const what = code.endsWith('-page') || code.endsWith('-level') ? 'role' : 'record'
  if (evidence.of === 0) return `There are no ${what}s yet.`
  const words = found[code]
  if (words) return `${words(evidence)}.`
  if (evidence.count > 0) return `It concerns ${share(evidence, what)}${which === '' ? '' : `: ${which}`}.`
  return replaced || filled ? undefined : `None of ${counted(evidence.of, what)} is in the way.`
}

function lose({ count }: Evidence): string {
  return count < 2 ? 'loses its value' : 'lose their value'
}

function get({ count }: Evidence): string {
  return count < 2 ? 'gets a value' : 'get a value'
}

const found: Partial<Record<StepCode, (evidence: Evidence) => string>> = {
  'remove-entity': ({ count }) => `It has ${counted(count, 'record')}`,
  'remove-field': (evidence) => `${share(evidence, 'record')} ${have(evidence)} a value`,
  'rename-option': (evidence) => `${share(evidence, 'record')} ${have(evidence)} it`,
  'remove-option': (evidence) => `${share(evidence, 'record')} ${have(evidence)} it`,
  'rename-page': (evidence) => `${share(evidence, 'role')} ${have(evidence)} a level on it`,
  'rename-level': (evidence) => `${share(evidence, 'role')} ${have(evidence)} it`,
  'remove-page': (evidence) => `${share(evidence, 'role')} ${have(evidence)} a level on it`,
  'remove-level': (evidence) => `${share(evidence, 'role')} ${have(evidence)} it`,
}

function share({ count, of }: Evidence, what: string): string {
  return `${count === 0 ? 'None' : plainNumber(count)} of ${counted(of, what)}`
}

function have({ count }: Evidence): string {
  return count < 2 ? 'has' : 'have'
}

/** Steps that are about values of some records: which ones helps whoever mends them. */
function asksForIds(code: StepCode): boolean {
  return !code.startsWith('rename-') && code !== 'remove-field' && code !== 'remove-entity'
}

function idsInWords({ count, ids }: Evidence): string {
  const more = count - ids.length
  const named = ids.map(String)
  const all = more > 0 ? `${named.join(', ')} and ${plainNumber(more)} more` : listed(named)
  return `${count === 1 ? 'record' : 'records'} ${all}`
}

export interface Told {
  readonly heading: string
  readonly lines: readonly { readonly sign: Sign; readonly sentence: string }[]
}

/** Access by whom it concerns; roles for whom all of it is the same are told together. */
export function accessByWhom(changes: readonly AccessChange[]): Told[] {
  const areas = new Set(changes.map(({ area }) => area)).size
  const groups = new Map<string, { names: string[]; accounts: number | null; changes: AccessChange[] }>()
  for (const of of byWhom(changes)) {
    const [first] = of
    if (!first) continue
    const said = of.map(({ kind, sentence }) => `${kind} ${sentence}`)
    const key = JSON.stringify([first.area, first.who === 'role' ? '' : whom(first), said])
    const group = groups.get(key)
    if (group) group.names.push(whom(first))
    groups.set(key, {
      names: group?.names ?? [whom(first)],
      accounts: first.accounts === null ? null : (group?.accounts ?? 0) + first.accounts,
      changes: of,
    })
  }
  return [...groups.values()].map(({ names, accounts, changes: of }) => {
    const [first] = of
    const where = areas > 1 && first ? ` at ${first.area}` : ''
    return {
      heading: `${listed(names)}${where}${concerned(first?.who, accounts)}`,
      lines: ofSeveral(of),
    }
  })
}

/** What is gained or lost alike on several entities is one line. */
function ofSeveral(changes: readonly AccessChange[]): Told['lines'] {
  const lines = new Map<string, { sign: Sign; sentence: string; on: string[] }>()
  for (const { kind, on, sentence } of changes) {
    const at = ` ${sentence} `.indexOf(` ${on} `)
    const template = at < 0 ? sentence : `${sentence.slice(0, at)}\0${sentence.slice(at + on.length)}`
    const key = `${kind} ${template}`
    const line = lines.get(key)
    lines.set(key, { sign: signOfAccess[kind], sentence: template, on: [...(line?.on ?? []), on] })
  }
  return [...lines.values()].map(({ sign, sentence, on }) => ({
    sign,
    sentence: plain(
      sentence
        .replace('the page \0', on.length > 1 ? 'the pages \0' : 'the page \0')
        .split('\0')
        .join(listed(on)),
    ),
  }))
}

function concerned(who: AccessChange['who'] | undefined, accounts: number | null): string {
  if (accounts === null) return ''
  return who === 'level' ? ' (no role has it yet)' : ` (${counted(accounts, 'account')})`
}

function byWhom(changes: readonly AccessChange[]): AccessChange[][] {
  const groups = new Map<string, AccessChange[]>()
  for (const change of changes) {
    const key = JSON.stringify([change.area, change.who, change.role, change.level])
    groups.set(key, [...(groups.get(key) ?? []), change])
  }
  return [...groups.values()]
}

function whom({ who, role, level }: AccessChange): string {
  if (who === 'role') return plain(role ?? '')
  return who === 'everybody' ? 'Everybody' : `Level ${level?.level ?? ''} of the page ${level?.page ?? ''}`
}

/** Screens by where it is. */
export function screensByPlace(changes: readonly ScreenChange[]): Told[] {
  const places = new Map<string, ScreenChange[]>()
  for (const change of changes) places.set(change.place, [...(places.get(change.place) ?? []), change])
  return [...places].map(([place, of]) => ({
    heading: plain(place),
    lines: of.map(({ kind, sentence }) => ({ sign: signOfScreen[kind], sentence: plain(sentence) })),
  }))
}

/** Roles are called what somebody typed: nothing of it may move the cursor or turn the writing round. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
}

export function isNothing({ tables, access, screens }: Change): boolean {
  return tables.length + access.length + screens.length === 0
}

export function refusedSteps({ tables }: Change): readonly Step[] {
  return tables.filter(({ refused }) => refused)
}

/** '4 changes to tables (1 refused), 3 to access and none to screens.' */
export function summaryOf(change: Change): string {
  const refused = refusedSteps(change).length
  const [first, ...others] = [
    `${counted(change.tables.length, 'change')} to tables${refused > 0 ? ` (${plainNumber(refused)} refused)` : ''}`,
    `${number(change.access.length)} to access`,
    `${number(change.screens.length)} to screens`,
  ]
  return `${listed([(first ?? '').replace(/^0 changes/, 'No change'), ...others])}.`
}

function number(count: number): string {
  return count === 0 ? 'none' : plainNumber(count)
}
