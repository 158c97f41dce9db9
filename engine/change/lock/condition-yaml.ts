import type { Comparison, Condition, Operand, Scalar } from '../../words/condition.ts'

/** A condition as its author would have written it, on one line: `{ branch: { in: $user.branches } }`. */
export function conditionInYaml(condition: Condition): string {
  return `{ ${partsOf(condition).join(', ')} }`
}

function partsOf(condition: Condition): readonly string[] {
  if ('or' in condition) return [`or: [${condition.or.map(conditionInYaml).join(', ')}]`]
  if ('not' in condition) return [`not: ${conditionInYaml(condition.not)}`]
  if ('some' in condition)
    return [`${condition.path.join('.')}: { some: ${conditionInYaml(condition.some)} }`]
  if ('and' in condition) {
    const parts = condition.and.flatMap(partsOf)
    const isFlat = condition.and.every((part) => !('and' in part))
    const keys = new Set(parts.map((part) => part.slice(0, part.indexOf(':'))))
    if (isFlat && keys.size === parts.length) return parts
    return [`and: [${condition.and.map(conditionInYaml).join(', ')}]`]
  }
  return [comparisonInYaml(condition)]
}

function comparisonInYaml({ path, op, value }: Comparison): string {
  const field = path.length === 0 ? 'id' : path.join('.')
  return op === 'eq' ? `${field}: ${operandInYaml(value)}` : `${field}: { ${op}: ${operandInYaml(value)} }`
}

export function operandInYaml(value: Operand): string {
  if (Array.isArray(value)) return `[${(value as readonly Scalar[]).map(scalarInYaml).join(', ')}]`
  if (value === null || typeof value !== 'object') return scalarInYaml(value)
  if ('user' in value) return ['$user', ...value.user].join('.')
  if ('single' in value) return [`$${value.single}`, ...value.path].join('.')
  if ('record' in value) return ['$record', ...value.record].join('.')
  return 'now' in value ? '$now' : '$today'
}

/** A text that YAML would read as something else, or as a path, is written so that it stays one. */
function scalarInYaml(value: Scalar): string {
  if (typeof value !== 'string') return String(value)
  const text = value.startsWith('$') ? `$${value}` : value
  const isPlain = /^[\p{L}_$][\p{L}\p{N}_@./$-]*$/u.test(text) && !/^(true|false|null)$/i.test(text)
  return isPlain ? text : JSON.stringify(text)
}
