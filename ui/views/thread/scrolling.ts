/** Pixels from the end within which somebody reads along. */
const near = 80

export function isAtEnd(box: Element | null): boolean {
  return !box || box.scrollHeight - box.scrollTop - box.clientHeight < near
}

export function scrollToEnd(box: Element | null): void {
  if (box) box.scrollTop = box.scrollHeight
}

/** What is read stays where it is, while more comes above it. */
export async function keepInPlace(box: Element | null, add: () => Promise<unknown>): Promise<void> {
  const height = box?.scrollHeight ?? 0
  await add()
  if (box) box.scrollTop += box.scrollHeight - height
}
