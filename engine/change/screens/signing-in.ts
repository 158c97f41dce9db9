import type { AreaPlan } from '../../plan/plan.ts'
import { listed } from '../sentences.ts'

/** How people sign in, and what they look after themselves. */
export function compareSigningIn(was: AreaPlan, area: AreaPlan): (string | undefined)[] {
  return [signOn(was, area), secondFactor(was, area), profile(was, area)]
}

function signOn({ signOn: was }: AreaPlan, { signOn: now }: AreaPlan): string | undefined {
  if (!was && !now) return undefined
  if (!now) return 'people sign in with passwords of their own, which those who had none must set'
  if (!was) return `people sign in with ${now.issuer}: passwords and second factors no longer count`
  if (was.issuer !== now.issuer) return `people sign in with ${now.issuer}, before with ${was.issuer}`
  const isSame = was.match.field === now.match.field && was.match.claim === now.match.claim
  if (!isSame) return `accounts are found by their ${now.match.field}, which is the claim ${now.match.claim}`
  if (Boolean(was.create) === Boolean(now.create)) return undefined
  return now.create ? 'whoever signs in without an account gets one' : 'nobody gets an account by signing in'
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

function profile(was: AreaPlan, area: AreaPlan): string | undefined {
  const [before, now] = [fields(was), fields(area)]
  if (before.join() === now.join()) return undefined
  return now.length === 0
    ? 'accounts can change nothing of their own records any more'
    : `accounts can change ${listed(now)} of their own records`
}

function fields({ profile: form }: AreaPlan): readonly string[] {
  return form?.fields.map(({ field }) => field) ?? []
}
