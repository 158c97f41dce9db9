import { defineConfig } from 'vite'

// Node 20 runs no TypeScript: one file of JavaScript, its libraries left where npm put them.
export default defineConfig({
  build: {
    ssr: 'engine/main.ts',
    outDir: 'dist/engine',
    target: 'node20',
    minify: false,
    emptyOutDir: true,
  },
  logLevel: 'error',
})
