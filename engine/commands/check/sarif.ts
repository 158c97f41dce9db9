import { catalogue, isWarning, type ProblemCode } from '../../problems/catalogue.ts'
import { explanations } from '../../problems/explanations/registry.ts'
import type { Problem } from '../../problems/problem.ts'

/** The report as a SARIF 2.1.0 log (OASIS), for tools that show what analysers find. */
export function asSarif(problems: readonly Problem[], folder: string): object {
  const codes = [...new Set(problems.map(({ code }) => code))].sort()
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'lintel check', rules: codes.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: problems.map((problem) => ({
          ruleId: problem.code,
          ruleIndex: codes.indexOf(problem.code),
          level: isWarning(problem.code) ? 'warning' : 'error',
          message: { text: `${problem.message} ${problem.hint}`.trim() },
          locations: [{ physicalLocation: locationOf(problem, folder) }],
          ...(problem.related && {
            relatedLocations: [
              {
                physicalLocation: locationOf(problem.related, folder),
                message: { text: problem.related.message },
              },
            ],
          }),
        })),
      },
    ],
  }
}

function ruleOf(code: ProblemCode): object {
  return {
    id: code,
    shortDescription: { text: catalogue[code] },
    fullDescription: { text: explanations[code].why },
    help: { text: explanations[code].mend },
  }
}

function locationOf(
  place: Pick<Problem, 'file' | 'line' | 'column' | 'endLine' | 'endColumn'>,
  folder: string,
): object {
  return {
    artifactLocation: { uri: encodeURI(`${folder}/${place.file}`) },
    region: {
      startLine: place.line,
      startColumn: place.column,
      endLine: place.endLine,
      endColumn: place.endColumn,
    },
  }
}
