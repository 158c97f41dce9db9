let isDown = false

const listen = { capture: true, passive: true } as const
window.addEventListener('pointerdown', () => (isDown = true), listen)
for (const end of ['pointerup', 'pointercancel'] as const)
  window.addEventListener(end, () => (isDown = false), listen)

/**
 * Does it now, or after the click under way. A message that appears between the press and the release of a button moves the
 * button away from under the pointer, and the click is lost.
 */
export function onPointerUp(work: () => void): void {
  if (!isDown) return work()
  let isDone = false
  const once = (): void => {
    if (isDone) return
    isDone = true
    // The click itself comes after the release.
    setTimeout(work)
  }
  window.addEventListener('pointerup', once, { once: true })
  window.addEventListener('pointercancel', once, { once: true })
}
