import { boolean } from './boolean.ts'
import { choice } from './choice.ts'
import { dateTime } from './date-time.ts'
import { date } from './date.ts'
import { decimal } from './decimal.ts'
import { email } from './email.ts'
import type { FieldType } from './field-type.ts'
import { file } from './file.ts'
import { integer } from './integer.ts'
import { levels } from './levels.ts'
import { longText } from './long-text.ts'
import { money } from './money.ts'
import { phone } from './phone.ts'
import { relation } from './relation.ts'
import { text } from './text.ts'
import { url } from './url.ts'

export type FieldTypeName =
  | 'text'
  | 'longText'
  | 'email'
  | 'url'
  | 'phone'
  | 'integer'
  | 'decimal'
  | 'money'
  | 'boolean'
  | 'date'
  | 'dateTime'
  | 'choice'
  | 'relation'
  | 'levels'
  | 'file'

/** Every type of field; to add one, add its file and its line here. */
export const fieldTypes = {
  text,
  longText,
  email,
  url,
  phone,
  integer,
  decimal,
  money,
  boolean,
  date,
  dateTime,
  choice,
  relation,
  levels,
  file,
} satisfies Record<FieldTypeName, FieldType>

export function isFieldTypeName(name: unknown): name is FieldTypeName {
  return typeof name === 'string' && Object.hasOwn(fieldTypes, name)
}
