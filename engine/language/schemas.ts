import accessTestSchema from '../../schemas/access-test.schema.json'
import entitySchema from '../../schemas/entity.schema.json'
import formSchema from '../../schemas/form.schema.json'
import mailSchema from '../../schemas/mail.schema.json'
import permissionsSchema from '../../schemas/permissions.schema.json'
import portalSchema from '../../schemas/portal.schema.json'
import samplesSchema from '../../schemas/samples.schema.json'
import tabSchema from '../../schemas/tab.schema.json'
import wordsSchema from '../../schemas/words.schema.json'
import type { JsonSchema } from '../words/json-schema.ts'
import type { FileKind } from './kinds.ts'

/** The schema of each kind of file, as it is written in `schemas/`. */
export const schemas = {
  portal: portalSchema,
  entity: entitySchema,
  form: formSchema,
  tab: tabSchema,
  permissions: permissionsSchema,
  mail: mailSchema,
  samples: samplesSchema,
  accessTest: accessTestSchema,
} satisfies Readonly<Record<FileKind, JsonSchema>>

/** What those refer to, each. */
export { wordsSchema }
