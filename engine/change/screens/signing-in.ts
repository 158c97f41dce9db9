import type { AreaPlan } from '../../plan/plan.ts'
import { listed } from '../sentences.ts'
import { fieldChanges } from './forms.ts'
import type { Sight } from './sight.ts'
import { textChange } from './texts.ts'

/** How people sign in, and what they look after themselves. */
export function compareSigningIn(sight: Sight, was: AreaPlan, area: AreaPlan): (string | undefined)[] {
  return [...signOn(sight, was, area), secondFactor(was, area), ...profile(sight, was, area)]
}

function signOn(
  { today, languages }: Sight,
  { signOn: was, accounts }: AreaPlan,
  { signOn: now }: AreaPlan,
): (string | undefined)[] {
  if (!was && !now) return []
  if (!now) return ['people sign in with passwords of their own, which those who had none must set']
  if (!was) return [`people sign in with ${now.issuer}: passwords and second factors no longer count`]
  const isFound = was.match.field === now.match.field && was.match.claim === now.match.claim
  return [
    was.issuer === now.issuer ? undefined : `people sign in with ${now.issuer}, before with ${was.issuer}`,
    was.client === now.client
      ? undefined
      : `the provider knows the portal as ${now.client}, before as ${was.client}`,
    was.secret === now.secret ? undefined : `the client's secret is read from ${now.secret ?? 'nowhere'}`,
    isFound
      ? undefined
      : `accounts are found by their ${now.match.field}, which is the claim ${now.match.claim}`,
    textChange('the name of the provider', was.title, now.title, languages),
    accountMade(was.create, now.create, (field) => today.field(accounts, field) ?? field),
  ]
}

type Making = NonNullable<AreaPlan['signOn']>['create']

function accountMade(was: Making, now: Making, fieldToday: (name: string) => string): string | undefined {
  if (!now) return was ? 'nobody gets an account by signing in' : undefined
  const filled = (making: NonNullable<Making>, nameOf: (name: string) => string): string[] =>
    Object.entries(making.from).map(([field, claim]) => `${nameOf(field)} from ${claim}`)
  const says = `gets one with the role ${now.role}`
  if (!was) return `whoever signs in without an account ${says}`
  const [then, is] = [filled(was, fieldToday), filled(now, String)]
  if (was.role === now.role && [...then].sort().join() === [...is].sort().join()) return undefined
  return `whoever signs in without an account ${says}${is.length > 0 ? `, and ${listed(is)}` : ''}`
}

function secondFactor(was: AreaPlan, area: AreaPlan): string | undefined {
  const [before, now] = [from(was), from(area)]
  if (before === now) return undefined
  return now === undefined
    ? 'no level asks for a second factor any more'
    : `whoever has the level ${now}, or a higher one, on any page needs a second factor`
}

function from({ levels }: AreaPlan): string | undefined {
  return levels.find(({ secondFactor: demand }) => demand === 'required')?.name
}

function profile(sight: Sight, was: AreaPlan, area: AreaPlan): string[] {
  const before = new Map(
    (was.profile?.fields ?? []).map((item) => [
      sight.today.field(was.accounts, item.field) ?? `${item.field} (gone)`,
      item,
    ]),
  )
  const now = area.profile?.fields ?? []
  const names = now.map(({ field }) => field)
  if ([...before.keys()].join() === names.join())
    return now.flatMap((item) => {
      const old = before.get(item.field)
      const said = old ? fieldChanges(sight, was.accounts, old, item) : []
      return said.map((sentence) => `on the page of the profile, ${sentence}`)
    })
  return names.length === 0
    ? ['accounts can change nothing of their own records any more']
    : [`accounts can change ${listed(names)} of their own records`]
}
