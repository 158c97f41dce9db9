/** `GET {api}/screens` */
export interface MenuAnswer {
  readonly title: string
  readonly pages: readonly {
    readonly page: string
    readonly title: string
    readonly icon: string | null
    readonly tabs: readonly { readonly tab: string; readonly title: string }[]
    /** Of an inbox on the page: what is counted beside its name. Null where there is none. */
    readonly unread: UnreadEntries | null
  }[]
}

/** The entries of an inbox, of which those of one's own are counted that are neither read nor archived. */
export interface UnreadEntries {
  readonly entity: string
  /** The field that says whose an entry is. */
  readonly own: string
  readonly archived: boolean
}
