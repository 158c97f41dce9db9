/** The session's cookie. `__Host-` binds it to this host over HTTPS; a browser refuses that name over plain HTTP. */
export interface SessionCookie {
  readonly name: string
  read(header: string | undefined): string | null
  set(token: string): string
  readonly clear: string
}

export function sessionCookie(area: string, secure: boolean): SessionCookie {
  const name = `${secure ? '__Host-' : ''}lintel-${area}`
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  const start = `${name}=`
  return {
    name,
    read(header) {
      if (header === undefined) return null
      let from = header.startsWith(start) ? 0 : header.indexOf(`; ${start}`)
      if (from === -1) return null
      if (from > 0) from += 2
      const end = header.indexOf(';', from)
      const token = header.slice(from + start.length, end === -1 ? undefined : end)
      return /^[\w-]{20,100}$/.test(token) ? token : null
    },
    set: (token) => `${start}${token}; ${attributes}`,
    clear: `${start}; ${attributes}; Max-Age=0`,
  }
}
