import type { Report } from '../problems/problem.ts'
import type { Document, Node } from '../source/document.ts'
import { itemsOf, nodeAt, textAt, textOf } from '../source/look.ts'
import { linkAccountRequests } from './account-requests.ts'
import { checkAccounts, linkLevels } from './accounts.ts'
import { readAreas } from './areas.ts'
import { refuseCircles } from './circles.ts'
import { indexDefinitions } from './definitions.ts'
import { linkDisplays } from './displays.ts'
import { readEffects } from './effects.ts'
import { addFields, addSystemFields, draftEntities } from './entities.ts'
import { readForms } from './forms.ts'
import { addInverses } from './inverses.ts'
import { checkTexts, nameLabel, readLabel } from './labels.ts'
import type { Linker } from './linker.ts'
import { readMails } from './mails.ts'
import type { Keep, Model } from './model.ts'
import { linkPermissions } from './permissions.ts'
import { checkRenames, formerNames } from './renames.ts'
import { linkRules } from './rules.ts'
import { linkTabs } from './tabs.ts'
import { linkThread } from './threads.ts'

/**
 * From what is written to what it means: every name resolved, every default filled in. Reports what does not hold
 * together and goes on; with problems reported, the model is not to be used.
 */
export function buildModel(
  documents: readonly Document[],
  report: Report,
  pictures: ReadonlyMap<string, string> = new Map(),
): Model {
  const definitions = indexDefinitions(documents, report)
  const { portal } = definitions
  const languages = readLanguages(portal)
  const texts = { strangers: new Set<string>(), complete: 0, incomplete: [] }
  const start = { definitions, languages, pictures, report, texts, areas: new Map(), forms: new Map() }
  const linker: Linker = { ...start, entities: draftEntities(start) }
  const entities = [...linker.entities.values()]

  for (const entity of entities) addFields(linker, entity)
  for (const entity of entities) addInverses(linker, entity)
  for (const entity of entities) addSystemFields(linker, entity)
  readAreas(linker)
  checkAccounts(linker)
  linkLevels(linker)
  linkDisplays(linker)

  const users = [...new Set([...linker.areas.values()].map(({ accounts }) => accounts))]
  for (const entity of entities) linkRules(linker, entity, users)
  for (const entity of entities) entity.afterCreate = readEffects(linker, entity, users)
  for (const entity of entities) linkThread(linker, entity)
  refuseCircles(linker)
  checkRenames(linker)
  readForms(linker)
  linkAccountRequests(linker)
  linkTabs(linker)
  linkPermissions(linker)

  const mails = readMails(linker)

  const name = textAt(portal, 'portal') ?? 'portal'
  const title = readLabel(linker, nodeAt(portal, 'title'), nameLabel(linker, name))
  checkTexts(linker)
  return {
    name,
    title,
    languages,
    accent: textAt(nodeAt(portal, 'theme'), 'accent'),
    entities: linker.entities,
    areas: linker.areas,
    mails,
    keepsAudit: readKeep(nodeAt(nodeAt(portal, 'audit'), 'keep')),
    was: { tabs: formerNames(linker, 'tab'), forms: formerNames(linker, 'form') },
  }
}

function readKeep(node: Node | undefined): Keep | undefined {
  const part = (key: string): number => {
    const value = nodeAt(node, key)
    return value?.kind === 'scalar' && typeof value.value === 'number' ? value.value : 0
  }
  const keep = { years: part('years'), months: part('months'), days: part('days') }
  return keep.years + keep.months + keep.days > 0 ? keep : undefined
}

function readLanguages(portal: Parameters<typeof nodeAt>[0]): readonly string[] {
  const written = itemsOf(nodeAt(portal, 'languages')).flatMap((item) => {
    const language = textOf(item)
    return language !== undefined && /^[a-z]{2,3}(-[A-Z]{2})?$/.test(language) ? [language] : []
  })
  return written.length > 0 ? [...new Set(written)] : ['en']
}
