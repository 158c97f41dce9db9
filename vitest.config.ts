import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: 'test/support/shared-postgres.ts',
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    // A browser on a busy machine may answer late once; what is wrong is wrong three times.
    retry: process.env['CI'] === undefined ? 0 : 2,
    hookTimeout: 120_000,
    // Two cores, which a file that waits for a browser or a database leaves to another.
    maxWorkers: 3,
    reporters: ['default', 'json'],
    outputFile: { json: 'dist/test-results.json' },
  },
})
