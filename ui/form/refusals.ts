import type { ProblemDetails } from '../../engine/server/wire.ts'
import { visible, type FormState } from './form-state.ts'
import type { FormContext } from './holds.ts'

export interface Refusal {
  readonly state: FormState
  /** What concerns no field that is shown. */
  readonly above: readonly string[]
  /** `instance` of the problem, where it has one. */
  readonly refusal: string | undefined
}

/** Places what the server said at the fields it concerns; what concerns none that is shown belongs above the form. */
export function refuse(state: FormState, problem: ProblemDetails, context: FormContext): Refusal {
  const shown = new Set(visible(state, context).fields.map((field) => field.field))
  const refused = new Map<string, string>()
  const above: string[] = []
  for (const error of problem.errors) {
    const field = error.field.split('.')[0] ?? ''
    if (!shown.has(field)) above.push(error.message)
    else if (!refused.has(field)) refused.set(field, error.message)
  }
  if (refused.size === 0 && above.length === 0) above.push(problem.detail || problem.title)
  return { state: { ...state, refused }, above: [...new Set(above)], refusal: problem.instance }
}
