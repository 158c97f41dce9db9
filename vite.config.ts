import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** Builds the screens into `dist/ui`; the server fills in `<!--lintel-area-->` of its `index.html`. */
export default defineConfig({
  root: fileURLToPath(new URL('ui', import.meta.url)),
  resolve: {
    // It calls home in development.
    alias: {
      '@vaadin/vaadin-usage-statistics/vaadin-usage-statistics.js': fileURLToPath(
        new URL('ui/styles/nothing.ts', import.meta.url),
      ),
    },
  },
  build: {
    outDir: fileURLToPath(new URL('dist/ui', import.meta.url)),
    emptyOutDir: true,
    target: ['chrome123', 'firefox120', 'safari17.5'],
    // Older targets rewrite Aura's light-dark() and relative colours, and the page stays blank.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // A data: address would need a wider content security policy.
    assetsInlineLimit: 0,
  },
})
