import { digestOf } from './change/digest.ts'
import { load, type Loaded } from './load.ts'
import type { Plan } from './plan/plan.ts'
import { ProblemsFound } from './problems/collect.ts'

/** Files that were applied, with the plan that they had then. */
interface Kept {
  readonly files: Readonly<Record<string, string>>
  readonly plan: Plan | null
}

/** Digest of files → their plan, the one that was asked for last at the end. */
const plans = new Map<string, Plan>()
const mostPlans = 4

/** What these files mean is known, and need not be found out again. */
export function rememberPlan({ files, plan }: Loaded): void {
  remember(digestOf(files), plan)
}

/**
 * What was applied, with the plan that its files have for this version of the engine: the one that is kept beside them may be
 * of an earlier version, which knew fewer words. It is taken all the same where this one no longer accepts the files.
 */
export function understood<Applied extends Kept>(applied: Applied): Applied {
  if (!applied.plan) return applied
  const digest = digestOf(applied.files)
  const plan = plans.get(digest) ?? planOf(applied.files) ?? applied.plan
  return { ...applied, plan: remember(digest, plan) }
}

function planOf(files: Kept['files']): Plan | null {
  try {
    return load(new Map(Object.entries(files))).plan
  } catch (error) {
    if (error instanceof ProblemsFound) return null
    throw error
  }
}

function remember(digest: string, plan: Plan): Plan {
  plans.delete(digest)
  plans.set(digest, plan)
  const [oldest] = plans.keys()
  if (plans.size > mostPlans && oldest !== undefined) plans.delete(oldest)
  return plan
}
