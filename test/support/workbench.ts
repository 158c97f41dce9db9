import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { createServer, type ViteDevServer } from 'vite'
import { openBrowser } from './browser.ts'

const repository = fileURLToPath(new URL('../../', import.meta.url))

export interface Workbench {
  readonly page: Page
  close(): Promise<void>
}

/** A page in Chromium that holds single elements of the screens, as their sources are now; no server behind it. */
export async function openWorkbench(script: string): Promise<Workbench> {
  const vite = await serve(script)
  const browser = await openBrowser()
  const page = await open(browser, vite)
  return {
    page,
    close: async () => {
      await browser.close()
      await vite.close()
    },
  }
}

async function serve(script: string): Promise<ViteDevServer> {
  const server = await createServer({
    configFile: `${repository}vite.config.ts`,
    root: `${repository}ui`,
    cacheDir: `${repository}dist/workbench`,
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1', watch: null, hmr: false },
    // Bundling them on first sight would reload the page under the test.
    optimizeDeps: { noDiscovery: true },
    plugins: [
      {
        name: 'workbench',
        configureServer({ middlewares }) {
          middlewares.use('/workbench', (_, response) => {
            response.setHeader('content-type', 'text/html')
            response.end(
              `<!doctype html><html lang="en"><title>Workbench</title><main id="bench"></main>` +
                `<script type="module" src="/@fs${repository}${script}"></script></html>`,
            )
          })
        },
      },
    ],
  })
  return server.listen()
}

async function open(browser: Browser, vite: ViteDevServer): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Brussels' })
  const page = await context.newPage()
  page.setDefaultTimeout(5_000)
  page.on('pageerror', (error) => console.error(error))
  await page.goto(`${vite.resolvedUrls?.local[0]}workbench`)
  await page.waitForFunction(() => 'bench' in window)
  return page
}
