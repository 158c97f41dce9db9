import type { Change } from '../change.ts'
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
  type Sign,
  type Told,
} from './parts.ts'
import { noAccess, noScreens, refusal } from './text.ts'

const signs = { '+': '➕', '-': '➖', '~': '✏️', '!': '⛔' } as const satisfies Record<Sign, string>

/** A change for the description of a pull request. */
export function printMarkdown(change: Change): string {
  if (isNothing(change)) return '**Nothing to do:** the database is what the definitions say.\n'
  const refused = refusedSteps(change)
  return [
    `**${summaryOf(change)}**${refused.length > 0 ? ` ⛔ ${escaped(refusal(refused))}` : ''}`,
    section('Tables', change.tables.map(stepInMarkdown), 'Nothing changes in what is stored.'),
    section('Access', accessByWhom(change.access).map(toldInMarkdown), sentence(noAccess(change))),
    section('Screens', screensByPlace(change.screens).map(toldInMarkdown), sentence(noScreens(change))),
  ].join('\n\n')
}

function section(title: string, items: readonly string[], nothing: string): string {
  return `### ${title}\n\n${items.length === 0 ? nothing : items.join('\n')}${title === 'Screens' ? '\n' : ''}`
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`
}

function stepInMarkdown(step: Step): string {
  return [
    `- ${signs[signOfStep(step)]} \`${step.code}\` ${escaped(step.sentence)}`,
    ...(step.refused ? [`  **${withCode(step.refused.reason)}**`] : []),
    ...evidenceOf(step).map((evidence) => `  ${withCode(evidence)}`),
    ...(step.refused ? [`  ${withCode(step.refused.hint)}`] : []),
  ].join('  \n')
}

function toldInMarkdown({ heading, lines }: Told): string {
  return [
    `- **${escaped(heading)}**`,
    ...lines.map((line) => `  - ${signs[line.sign]} ${escaped(line.sentence)}`),
  ].join('\n')
}

/** Names are what somebody typed: they make no links, mentions or markup. */
function escaped(text: string): string {
  return plain(text)
    .replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&')
    .replace(/@/g, '@\u2060')
}

/** What is between backticks stays as it is. */
function withCode(text: string): string {
  return plain(text)
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : escaped(part)))
    .join('')
}
