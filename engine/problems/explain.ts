import {
  catalogue,
  fileProblems,
  meaningProblems,
  nameProblems,
  pathProblems,
  shapeProblems,
  warnings,
  yamlProblems,
  type ProblemCode,
} from './catalogue.ts'
import { explanations } from './explanations/registry.ts'
import type { Explanation } from './explanations/explanation.ts'

const chapters: readonly (readonly [string, object])[] = [
  ['Files', fileProblems],
  ['YAML', yamlProblems],
  ['Keys and values', shapeProblems],
  ['Names', nameProblems],
  ['Fields and paths', pathProblems],
  ['Meaning', meaningProblems],
  ['Warnings', warnings],
]

export function isProblemCode(name: string): name is ProblemCode {
  return Object.hasOwn(catalogue, name)
}

/** What a kind of mistake is, why it is one and how to mend it, as text for a terminal. */
export function explainInText(code: ProblemCode): string {
  const { why, mend, example } = explanations[code]
  const parts = [`${code}: ${catalogue[code]}.`, wrapped(why), wrapped(mend)]
  return [...parts, ...examplesOf(example).map(({ title, text }) => `${title}\n\n${indented(text)}`)].join(
    '\n\n',
  )
}

/** All of them, as a page to read. */
export function explainInMarkdown(): string {
  const parts = chapters.flatMap(([title, problems]) => [
    `## ${title}`,
    ...(Object.keys(problems) as ProblemCode[]).map(asMarkdown),
  ])
  const intro =
    'What `lintel check` finds, why it is a mistake and how to mend it; `lintel explain CODE` says the same. ' +
    'Written by the engine from `engine/problems/`; the examples are run by a test.'
  return `${['# Problems', intro, ...parts].join('\n\n')}\n`
}

function asMarkdown(code: ProblemCode): string {
  const { why, mend, example } = explanations[code]
  const examples = examplesOf(example).map(({ title, text }) => `${title}\n\n\`\`\`yaml\n${text}\`\`\``)
  return [`### ${code}`, `${catalogue[code]}. ${why}`, mend, ...examples].join('\n\n')
}

function examplesOf(example: Explanation['example']): readonly { title: string; text: string }[] {
  if (!example) return []
  const { file, wrong, right } = example
  return [
    { title: `Wrong, in ${file}:`, text: wrong },
    ...(right === '' ? [] : [{ title: 'Right:', text: right }]),
  ]
}

function indented(text: string): string {
  return text.trimEnd().replace(/^(?=.)/gm, '    ')
}

/** In lines of at most 90 characters. */
function wrapped(text: string): string {
  return text.replace(/(?![^\n]{1,90}$)([^\n]{1,90})\s/g, '$1\n')
}
