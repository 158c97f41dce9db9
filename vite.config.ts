import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

/** Vaadin makes style elements at run time: each gets the nonce of the page, without which the page's policy ignores it. */
const stylesWithNonce: Plugin = {
  name: 'styles-with-nonce',
  enforce: 'pre',
  transform(code, id) {
    if (!id.includes('/node_modules/@vaadin/')) return null
    const nonce = `(document.getElementById('lintel-area')?.nonce ?? '')`
    const changed = code
      .replaceAll(
        `document.createElement('style')`,
        `Object.assign(document.createElement('style'), { nonce: ${nonce} })`,
      )
      .replaceAll(/innerHTML = `\s*<style>/g, `innerHTML = \`<style nonce="\${${nonce}}">`)
    return changed === code ? null : { code: changed, map: null }
  },
}

const atRoot = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Builds the screens into `dist/ui`; the server fills in `<!--lintel-area-->` of their `index.html`. */
export default defineConfig({
  root: atRoot('ui'),
  plugins: [stylesWithNonce],
  resolve: {
    // It calls home in development.
    alias: { '@vaadin/vaadin-usage-statistics/vaadin-usage-statistics.js': atRoot('ui/styles/nothing.ts') },
  },
  build: {
    outDir: atRoot('dist/ui'),
    // The page of the OpenAPI document is one piece.
    chunkSizeWarningLimit: 2000,
    emptyOutDir: true,
    target: ['chrome123', 'firefox120', 'safari17.5'],
    // Older targets rewrite Aura's light-dark() and relative colours, and the page stays blank.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: [atRoot('ui/index.html'), atRoot('ui/docs.html')],
      output: {
        // What every page needs comes in one piece, instead of in one for each set of its users.
        codeSplitting: {
          groups: [
            { name: 'base', test: /node_modules\/(@?lit|lit-)/, priority: 3 },
            {
              name: 'fields',
              test: /node_modules\/@vaadin\/(text-field|password-field|button|input-container|field-base|a11y-base)\//,
              priority: 2,
            },
          ],
        },
      },
    },
  },
})
