/** What Markdown becomes: these elements, without attributes. */
const formatting = /^(?:[^<]|<\/?(?:p|br|code|pre|em|strong|ul|ol|li)\s*\/?>)*$/

/**
 * Descriptions are Markdown, which the page shows as markup after cleaning it. The policy of the page lets through plain
 * formatting only; anything more is shown as the text that it is.
 */
export function trustFormatting(): void {
  window.trustedTypes?.createPolicy('default', {
    createHTML: (text) => (formatting.test(text) ? text : text.replaceAll('<', '&lt;')),
  })
}
