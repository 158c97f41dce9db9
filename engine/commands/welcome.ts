import pc from 'picocolors'
import type { Portal } from '../portal.ts'

/** Where to go and, after the first start, how to sign in: the only time that password is shown. */
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
        '  Sign in as the first administrator. This password is shown only now:',
        '',
        `  Username  ${pc.bold(administrator.username)}`,
        `  Password  ${pc.bold(administrator.password)}`,
      ]
    : []
  return ['', ...lines, ...firstSignIn, '', ''].join('\n')
}
