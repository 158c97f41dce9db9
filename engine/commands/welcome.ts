import pc from 'picocolors'
import type { FirstAdministrator } from '../accounts/first-administrator.ts'
import type { Portal } from '../portal.ts'

/**
 * Where to go and, after the first start, how to sign in: the only time that link is shown. As long as nobody has used it,
 * later starts say how to get another.
 */
export function welcome(
  { plan, administrator, unclaimed }: Portal,
  origin: string,
  { config, database }: { readonly config: string; readonly database: string },
): string {
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
    : unclaimed !== null
      ? [
          '',
          `  Nobody has signed in yet. Where the link of ${pc.bold(unclaimed)} is lost, this makes another:`,
          '',
          `  npm run lintel -- account password-link --area ${areas[0]?.name ?? ''} --username ${unclaimed} \\`,
          `    --origin ${origin} --config ${quoted(config)}${isSecret(database) ? '' : ` --database ${quoted(database)}`}`,
        ]
      : []
  return ['', ...lines, ...firstSignIn, '', ''].join('\n')
}

export function firstLink({ path, token }: FirstAdministrator, origin: string): string {
  return `${origin}${path === '/' ? '' : path}/set-password#token=${token}`
}

/** Such an address may hold a password, and comes from the environment, where the command finds it too. */
function isSecret(database: string): boolean {
  return !database.startsWith('sqlite:')
}

function quoted(word: string): string {
  return /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
