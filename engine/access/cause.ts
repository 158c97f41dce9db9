/** Because of whom, and of what, something is written: for the audit trail. Absent where the engine acts by itself. */
export interface Cause {
  readonly by: 'account' | 'visitor' | 'command' | 'engine'
  /** A username, whoever called a command, or what the engine was at. */
  readonly who: string
  readonly account: CausingAccount | null
  /** As whom the account saw the portal. */
  readonly as: (CausingAccount & { readonly who: string }) | null
  readonly area: string | null
  /** Id of the request, and from where it came. */
  readonly request: string | null
  readonly address: string | null
  /** Of the definitions that it was answered by. */
  readonly revision: number | null
}

export interface CausingAccount {
  readonly entity: string
  readonly id: number
}

/** Of what no request asked for: a command, with who called it, or what the engine does when it starts. */
export function ownCause(by: 'command' | 'engine', who: string, revision: number | null = null): Cause {
  return { by, who, account: null, as: null, area: null, request: null, address: null, revision }
}
