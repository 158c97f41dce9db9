import type { nothing, TemplateResult } from 'lit'

/** What a cell draws: `nothing` where there is no value. */
export type Rendered = TemplateResult | typeof nothing
