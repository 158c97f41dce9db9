const extensions: Readonly<Record<string, readonly string[]>> = { jpeg: ['.jpg', '.jpeg'] }

/** What a browser offers where files of these kinds are chosen: `.pdf,.jpg,.jpeg`. */
export function accepted(kinds: readonly string[]): string {
  return kinds.flatMap((kind) => extensions[kind] ?? [`.${kind}`]).join(',')
}
