import type { AreaPlan, GrantPlan, PagePlan, Plan } from '../../plan/plan.ts'
import { listed } from '../sentences.ts'
import { table } from './grant-table.ts'
import { reachableFields } from './possible.ts'
import { withheld } from './withheld.ts'

/**
 * Who may do what, as a document that is reviewed: by area, by page, by level. Equal for equal plans, and without
 * anything that changes when nobody's access does, such as the numbers of lines.
 */
export function accessLock(plan: Plan): string {
  const parts = [
    '# Who may do what',
    'Written by `lintel access` from the definitions, to be read in reviews; what is written here by hand has no effect. ' +
      'Whatever does not stand here is refused.',
    'A cell says of which fields: `all`, those that are named, or all `but` those. ✓ stands for the record as a whole. ' +
      'A number in brackets is a condition below the table; what several rows allow adds up.',
    ...Object.values(plan.areas).flatMap((area) => ofArea(plan, area)),
    '## What `all` stands for',
    'The fields of each entity that can be granted. A field that is added to one is reached by every `all` above.',
    fieldsOfAll(plan),
  ]
  return `${parts.join('\n\n')}\n`
}

function fieldsOfAll(plan: Plan): string {
  const entities = Object.values(plan.entities).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entities
    .map((entity) => {
      const writable = new Set(reachableFields(entity, 'update'))
      const fields = reachableFields(entity, 'read').map((name) =>
        writable.has(name) ? `\`${name}\`` : `\`${name}\` (read only)`,
      )
      return `- \`${entity.name}\`: ${fields.join(', ')}`
    })
    .join('\n')
}

function ofArea(plan: Plan, area: AreaPlan): readonly string[] {
  const names = area.levels.map(({ name }) => `\`${name}\``)
  return [
    `## Area \`${area.name}\``,
    [
      `Signs in at \`${area.path}\` with \`${area.accounts}\`; \`${area.roles}\` give a level on each page: ${listed(names)}. ` +
        'A level holds what the ones before it hold.',
      ...(area.reports
        ? [
            `Who has \`${area.reports.level}\` on \`${area.reports.page}\` is told when definitions cannot take effect.`,
          ]
        : []),
    ].join(' '),
    '### Everybody who is signed in, whatever the levels',
    area.always.length > 0 ? table(plan, area.always) : 'Nothing but their own account.',
    ...area.pageOrder.flatMap((name) => {
      const page = area.pages[name]
      return page ? ofPage(plan, area, page) : []
    }),
    `### What nobody may do at \`${area.name}\``,
    withheld(plan, area),
  ]
}

function ofPage(plan: Plan, area: AreaPlan, page: PagePlan): readonly string[] {
  const parts: string[] = [`### Page \`${page.name}\``]
  let below: readonly GrantPlan[] = []
  const passed: string[] = []
  for (const { name } of area.levels) {
    const held = page.grants[name] ?? []
    const added = held.slice(below.length)
    const heading = `#### \`${page.name}\`: \`${name}\``
    const more = passed.length > 0 && below.length > 0
    if (added.length > 0) {
      parts.push(more ? `${heading}\n\nWhat ${listed(passed)} may, and:` : heading, table(plan, added))
    } else {
      parts.push(
        `${heading}\n\n${more ? `What ${listed(passed)} may, and no more.` : 'Opens the page, and allows nothing.'}`,
      )
    }
    passed.push(`\`${name}\``)
    below = held
  }
  return parts
}
