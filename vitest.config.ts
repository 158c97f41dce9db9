import { defineConfig } from 'vitest/config'

const isolated = 'test/**/*.{mocked,isolated}.test.ts'

export default defineConfig({
  test: {
    globalSetup: 'test/support/shared-postgres.ts',
    testTimeout: 60_000,
    // A browser on a busy machine may answer late once; what is wrong is wrong three times.
    retry: process.env['CI'] === undefined ? 0 : 2,
    hookTimeout: 120_000,
    // Two cores, which a file that waits for a browser or a database leaves to another.
    maxWorkers: 3,
    reporters: ['default', 'json'],
    outputFile: { json: 'dist/test-results.json' },
    projects: [
      // To load the engine anew for every file would take a quarter of the time.
      {
        extends: true,
        test: { name: 'all', include: ['test/**/*.test.ts'], exclude: [isolated], isolate: false },
      },
      // What puts something in the place of a module needs modules of its own; what measures a heap, a heap.
      { extends: true, test: { name: 'isolated', include: [isolated] } },
    ],
  },
})
