/** Files that cannot be read as definitions. */
export const fileProblems = {
  'not-utf8': 'A file that is not text in UTF-8',
  'too-large': 'A file, or all of them together, beyond what definitions may measure',
  'refused-file': 'A link out of the folder, a device or a pipe',
  'misplaced-file': 'A file that is none of the kinds',
  'missing-file': 'A file that must be there',
  'wrong-name': 'A file whose name is not the name of what it holds',
} as const

/** Text that is not the YAML that definitions are written in. */
export const yamlProblems = {
  'yaml-syntax': 'Text that is not YAML',
  'control-character': 'A character that no text holds',
  'refused-yaml': 'Anchors, aliases, merge keys, tags, directives, further documents',
  'duplicate-key': 'One key twice in a map',
  'key-not-text': 'A key that YAML does not read as text',
  'too-deep': 'Maps and lists in each other beyond what definitions need',
} as const

/** Keys and values that the language does not have where they stand. */
export const shapeProblems = {
  'unknown-key': 'A key that the language does not have there',
  'missing-key': 'A key that must be there',
  'conflicting-keys': 'Keys that exclude each other',
  'wrong-type': 'A value of the wrong type',
  'not-one-of': 'A value outside of a closed set',
  'wrong-form': 'A text that is not written as its meaning asks',
  'wrong-length': 'A text, list or map that is too long or too short',
  'out-of-range': 'A number or day beyond its bounds',
  'duplicate-item': 'One thing twice in a list',
} as const

/** Names of things, and what points to them. */
export const nameProblems = {
  'wrong-was': 'A former name that nothing can have had',
  'reserved-name': 'A name that the engine needs itself',
  'duplicate-name': 'Two things of one name',
  'unknown-name': 'A name that points nowhere',
  'unused-tab': 'A tab that no page shows',
  'unreachable-page': 'A page that nobody may open',
} as const

/** Fields, and paths through relations. */
export const pathProblems = {
  'not-a-relation': 'A path through a field that points to nothing',
  'not-one-record': 'A path through a relation to several records',
  'path-too-deep': 'A path through more relations than a query goes through',
  'wrong-field': 'A field that cannot do what is asked of it',
  'slow-pattern': 'A regular expression that some text would keep busy for ever',
  'endless-display': 'Displays that name each other in a circle',
  'endless-need': 'Required relations in a circle, so that no first record could be made',
} as const

/** What reads well and cannot work. */
export const meaningProblems = {
  'wrong-operator': 'An operator that the type of the field does not have',
  'wrong-operand': 'What a field cannot be compared with',
  'wrong-account': 'An entity of accounts that nobody could sign in with',
  'wrong-roles': 'An entity of roles that cannot hold the levels of its area',
  'wrong-operation': 'An operation that the entity does not have',
  'wrong-place': 'A view that has no meaning where it stands',
  'missing-language': 'A text without the language that stands in for the others',
  'unknown-language': 'A text in a language that the portal does not speak',
  'endless-use': 'Definitions that are made from each other in a circle',
  'endless-samples': 'Samples that need each other in a circle',
} as const

/** What works, and is probably not meant: told by `check`, and keeps nothing from being in force. */
export const warnings = {
  'unshown-entity': 'An entity whose records no screen shows',
  'unused-form': 'A form that no view shows',
  'unused-mail': 'A mail that nothing sends',
  'unoffered-field': 'A required field that no form offers',
  'slow-sort': 'A list that opens slowly once there are many records',
  'never-required': 'A field whose `requiredIf` can never be met',
  'unmanaged-accounts': 'Accounts that nobody may make',
  'look-alike': 'Two names beside each other that look alike',
} as const

/**
 * Every kind of mistake: its code, which programs may rely on, and what it is. A fixture of the same name shows each one.
 * Sentences about a certain mistake are made where it is found. The most fundamental come first, and are told first.
 */
export const catalogue = {
  ...fileProblems,
  ...yamlProblems,
  ...shapeProblems,
  ...nameProblems,
  ...pathProblems,
  ...meaningProblems,
  ...warnings,
} as const

/** Whether definitions with it can be in force. */
export function isWarning(code: ProblemCode): boolean {
  return Object.hasOwn(warnings, code)
}

export type ProblemCode = keyof typeof catalogue
