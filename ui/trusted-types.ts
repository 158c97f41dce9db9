/** Styles and empty boxes: the constant texts that Vaadin's date picker makes its shadow roots of. */
const constants =
  /^<style nonce="[\w+/=]*">[^<]*<\/style>\s*(?:<div(?: (?:id|class|tabindex)="[\w-]*")*>\s*|<\/div>\s*)*$/

/**
 * The policy of the page lets no text become markup. Lit has a policy of its own for its templates; this is for what Vaadin
 * assigns to `innerHTML`, and lets through nothing that data could be.
 */
export function trustConstants(): void {
  window.trustedTypes?.createPolicy('default', {
    createHTML: (text) => {
      if (text === '' || constants.test(text)) return text
      throw new TypeError('Markup from a text')
    },
  })
}

declare global {
  interface Window {
    readonly trustedTypes?: {
      createPolicy(name: string, rules: { createHTML: (text: string) => string }): unknown
    }
  }
}
