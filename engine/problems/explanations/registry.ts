import type { ProblemCode } from '../catalogue.ts'
import type { Explanation } from './explanation.ts'
import { fileExplanations } from './files.ts'
import { meaningExplanations } from './meaning.ts'
import { nameExplanations } from './names.ts'
import { pathExplanations } from './paths.ts'
import { warningExplanations } from './warnings.ts'
import { shapeExplanations } from './shapes.ts'
import { yamlExplanations } from './yaml.ts'

/** Every kind of mistake, explained; in the order of the catalogue. */
export const explanations: Readonly<Record<ProblemCode, Explanation>> = {
  ...fileExplanations,
  ...yamlExplanations,
  ...shapeExplanations,
  ...nameExplanations,
  ...pathExplanations,
  ...meaningExplanations,
  ...warningExplanations,
}
