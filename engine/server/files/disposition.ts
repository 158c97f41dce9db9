/** RFC 6266: always an attachment, its name for old and for new readers. */
export function attachment(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  const whole = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`
}

/** The name that a sender gives its file; empty where it gives none that can be read. */
export function namedBy(header: string | undefined): string {
  const whole = /;\s*filename\*=UTF-8''([^;\s]+)/i.exec(header ?? '')?.[1]
  if (whole !== undefined) {
    try {
      return decodeURIComponent(whole)
    } catch {
      return ''
    }
  }
  return /;\s*filename="?([^";]+)"?/i.exec(header ?? '')?.[1]?.trim() ?? ''
}
