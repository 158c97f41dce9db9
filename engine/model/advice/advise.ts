import type { Report } from '../../problems/problem.ts'
import type { Document } from '../../source/document.ts'
import { problemAt } from '../../source/locate.ts'
import type { Model } from '../model.ts'
import type { Advice } from './advice.ts'
import { lookAlikes } from './look-alikes.ts'
import { neverRequired } from './never-required.ts'
import { slowSorts } from './slow-sorts.ts'
import { unmanagedAccounts } from './unmanaged-accounts.ts'
import { unofferedFields } from './unoffered-fields.ts'
import { unusedThings } from './unused-things.ts'

/** What works and is probably not meant. Only of definitions without a mistake: what could not be read would look unused. */
export function advise(documents: readonly Document[], model: Model, report: Report): void {
  const advice: Advice = {
    model,
    roots: new Map(documents.map(({ source, root }) => [source.file, root])),
    warn: (place, code, message, hint, other) =>
      place && report(problemAt(place, code, message, hint, other)),
  }
  unusedThings(advice)
  unofferedFields(advice)
  slowSorts(advice)
  neverRequired(advice)
  unmanagedAccounts(advice)
  lookAlikes(advice)
}
