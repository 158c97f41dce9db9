import pc from 'picocolors'
import type { FirstAdministrator } from '../accounts/first-administrator.ts'
import type { Portal } from '../portal.ts'

/** Where to go and, after the first start, how to sign in: the only time that link is shown. */
export function welcome({ plan, administrator }: Portal, origin: string): string {
  const areas = Object.values(plan.areas)
  const language = plan.languages[0] ?? 'en'
  const titles = areas.map(({ title }) => title.byLanguage[language] ?? '')
  const width = Math.max(...titles.map((title) => title.length))
  const lines = areas.map(
    ({ path }, at) => `  ${(titles[at] ?? '').padEnd(width)}  ${pc.cyan(`${origin}${path}`)}`,
  )
  const firstSignIn = administrator
    ? [
        '',
        `  Choose the password of the first administrator, ${pc.bold(administrator.username)}. This link works once, within a`,
        '  week, and is shown only now:',
        '',
        `  ${pc.cyan(firstLink(administrator, origin))}`,
      ]
    : []
  return ['', ...lines, ...firstSignIn, '', ''].join('\n')
}

export function firstLink({ path, token }: FirstAdministrator, origin: string): string {
  return `${origin}${path === '/' ? '' : path}/set-password#token=${token}`
}
