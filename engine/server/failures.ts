import { STATUS_CODES } from 'node:http'
import { inLanguage, type Label } from '../words/label.ts'
import { message, type MessageKey } from './messages/messages.ts'
import type { ProblemDetails } from './wire.ts'

export type FailureParameters = Readonly<Record<string, string | number | Label>>

export interface FieldFailure {
  readonly field: string
  readonly key: MessageKey
  readonly parameters?: FailureParameters
}

interface Details {
  readonly parameters?: FailureParameters
  readonly errors?: readonly FieldFailure[]
  readonly headers?: Readonly<Record<string, string>>
  /** With `412`: the text of the record as it is now. */
  readonly current?: string | undefined
}

/** A refused request, thrown from anywhere and answered in one place. */
export class Failure extends Error {
  readonly status: number
  readonly code: MessageKey
  readonly details: Details

  constructor(status: number, code: MessageKey, details: Details = {}) {
    super(`${status} ${code}`)
    this.status = status
    this.code = code
    this.details = details
  }
}

export function malformed(code: MessageKey, parameters: FailureParameters = {}): Failure {
  return new Failure(400, code, { parameters })
}

export function invalid(errors: readonly FieldFailure[]): Failure {
  return new Failure(422, 'invalid', { errors })
}

/** Not now: whoever asks again after so many seconds may be answered. */
export function unavailable(seconds = 2): Failure {
  return new Failure(503, 'unavailable', { headers: { 'retry-after': String(seconds) } })
}

/** A link of a mail that does not work, or not any more. */
export function voidLink(): Failure {
  return new Failure(422, 'link-void', { errors: [{ field: 'token', key: 'link-void' }] })
}

/** The body of the answer: `application/problem+json`, RFC 9457. */
export function problemText(failure: Failure, language: string, refusal: string | null = null): string {
  const { parameters, errors = [], current } = failure.details
  const say = (key: MessageKey, given?: FailureParameters): string =>
    message(language, key, inWords(given, language))
  const problem: ProblemDetails = {
    type: 'about:blank',
    title: STATUS_CODES[failure.status] ?? 'Refused',
    status: failure.status,
    code: failure.code,
    detail: say(failure.code, parameters),
    ...(refusal !== null && { instance: `urn:lintel:refusal:${refusal}` }),
    errors: errors.map(({ field, key, parameters: given }) => ({
      field,
      code: key.replace(/^field-/, ''),
      message: say(key, given),
    })),
  }
  const text = JSON.stringify(problem)
  return current === undefined ? text : `${text.slice(0, -1)},"current":${current}}`
}

function inWords(parameters: FailureParameters = {}, language: string): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === 'object' ? inLanguage(value, language) : value,
    ]),
  )
}
