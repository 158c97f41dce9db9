import type { JsonSchema } from '../words/json-schema.ts'
import { keysOf } from './parts.ts'
import type { Project } from './project.ts'

type Definitions = Readonly<Record<string, JsonSchema>>

/** The words of the language, with texts in the languages of this portal. */
export function speaking({ plan }: Project, words: Definitions): Definitions {
  const languages = plan.languages.map((name) => ({ name, description: `The text in \`${name}\`.` }))
  const label = keysOf(languages, () => ({ type: 'string', minLength: 1 }))
  return { ...words, 'words.label': { ...words['words.label'], ...label } }
}
