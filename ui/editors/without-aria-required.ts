/**
 * Vaadin marks buttons and groups as `aria-required`, which ARIA has for neither. The mark at the label stays, and so does
 * the message.
 */
export function withoutAriaRequired(element: Element | null): void {
  if (!element || watched.has(element)) return
  watched.add(element)
  const remove = (): void => element.removeAttribute('aria-required')
  new MutationObserver(remove).observe(element, { attributeFilter: ['aria-required'] })
  remove()
}

const watched = new WeakSet<Element>()
