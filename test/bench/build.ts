import { join } from 'node:path'
import { build } from 'vite'

export interface Built {
  readonly baseline: string
  readonly load: string
}

/** Both as plain JavaScript, as the engine is: a loader for TypeScript would count as their memory. */
export async function buildProcesses(root: string): Promise<Built> {
  const outDir = join(root, 'dist/bench')
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rollupOptions: {
        input: {
          baseline: join(root, 'test/bench/baseline-main.ts'),
          load: join(root, 'test/bench/load-main.ts'),
        },
      },
    },
  })
  return { baseline: join(outDir, 'baseline.js'), load: join(outDir, 'load.js') }
}
