import type { Change } from '../change.ts'
import { listed } from '../sentences.ts'
import type { Step } from '../step.ts'
import {
  accessByWhom,
  evidenceOf,
  isNothing,
  plain,
  refusedSteps,
  screensByPlace,
  signOfStep,
  summaryOf,
  type Told,
} from './parts.ts'

const width = 100

/** A change for a terminal, to be decided on by whoever reads it: tables, access, screens, and what is in the way. */
export function printChange(change: Change): string {
  if (isNothing(change)) return 'Nothing to do: the database is what the definitions say.'
  const refused = refusedSteps(change)
  return [
    section('Tables', stepsInText(change.tables), 'nothing changes in what is stored'),
    section('Access', toldInText(accessByWhom(change.access)), noAccess(change)),
    section('Screens', toldInText(screensByPlace(change.screens)), noScreens(change)),
    summaryOf(change),
    ...(refused.length > 0 ? [folded(refusal(refused), '')] : []),
  ].join('\n')
}

export function noAccess({ from }: Change): string {
  return from === 0 ? 'nobody has any yet' : 'nobody may do more or less than before'
}

export function noScreens({ from }: Change): string {
  return from === 0 ? 'all of them are new' : 'nothing is seen otherwise'
}

export function refusal(steps: readonly Step[]): string {
  const names = listed([...new Set(steps.map(({ name }) => name))])
  return steps.length === 1
    ? `Nothing can be applied while ${names} is refused: its hint says what to write.`
    : `Nothing can be applied while these are refused: ${names}. Their hints say what to write.`
}

function section(title: string, lines: readonly string[], nothing: string): string {
  return lines.length === 0 ? `${title}: ${nothing}.\n` : `${title}\n${lines.join('\n')}\n`
}

function stepsInText(steps: readonly Step[]): string[] {
  const column = Math.max(0, ...steps.map(({ code }) => code.length))
  const indent = ' '.repeat(column + 6)
  return steps.flatMap((step) => {
    const { code, sentence, refused } = step
    return [
      `  ${signOfStep(step)} ${code.padEnd(column)}  ${folded(plain(sentence), indent)}`,
      ...(refused ? [indent + folded(`Refused: ${plain(refused.reason)}`, indent)] : []),
      ...evidenceOf(step).map((evidence) => indent + folded(evidence, indent)),
      ...(refused ? [indent + folded(plain(refused.hint), indent)] : []),
    ]
  })
}

function toldInText(parts: readonly Told[]): string[] {
  return parts.flatMap(({ heading, lines }) => [
    `  ${heading}`,
    ...lines.map(({ sign, sentence }) => `    ${sign} ${folded(sentence, ' '.repeat(6))}`),
  ])
}

function folded(text: string, indent: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line].join(`\n${indent}`)
}
