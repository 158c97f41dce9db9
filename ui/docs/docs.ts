import 'swagger-ui-dist/swagger-ui.css'
import './docs.css'
import swaggerUi from 'swagger-ui-dist/swagger-ui-es-bundle.js'
import { readArea } from '../area.ts'
import { createApi, Refused } from '../client.ts'
import { texts, useLanguage } from '../language/texts.ts'
import { theme } from '../theme.ts'
import { trustFormatting } from './trust-formatting.ts'

/** `{api}/docs`: what this account may call, to read and to try. The page is the same for everybody, the document is not. */
trustFormatting()
const area = readArea()
const dark = matchMedia('(prefers-color-scheme: dark)')
dark.addEventListener('change', applyTheme)
addEventListener('storage', applyTheme)
applyTheme()
await useLanguage(area.language)

const back = document.createElement('a')
back.href = area.path
back.textContent = texts().docs.back
const bar = document.createElement('header')
bar.className = 'docs-bar'
bar.append(back)
const main = document.createElement('main')
document.body.append(bar, main)

const api = createApi({
  area,
  language: () => area.language,
  unreachable: () => texts().failure.unreachable,
  signInAgain: async () => false,
})
try {
  const spec = await api.get<object>('/openapi.json')
  swaggerUi({
    spec,
    domNode: main,
    validatorUrl: null,
    docExpansion: 'none',
    defaultModelsExpandDepth: 0,
    tryItOutEnabled: true,
    filter: true,
  })
} catch (error) {
  if (!(error instanceof Refused)) throw error
  main.className = 'docs-refused'
  main.textContent = error.problem.detail
}

function applyTheme(): void {
  const chosen = theme()
  const isDark = chosen === 'dark' || (chosen === 'system' && dark.matches)
  document.documentElement.classList.toggle('dark-mode', isDark)
  document.documentElement.style.colorScheme = isDark ? 'dark' : 'light'
}
