import type { LevelsView } from '../../model/view.ts'
import { ownLabel, type Label } from '../../words/label.ts'
import type { LevelsView as LevelsScreen } from '../screens.ts'
import type { Place } from './place.ts'

const none = { en: 'None', nl: 'Geen', fr: 'Aucun' }

/** The pages and levels are those of the area whose roles these are. */
export function planLevels(view: LevelsView, { model }: Place): LevelsScreen<Label> {
  const area = [...model.areas.values()].find((candidate) => candidate.roles === view.entity)
  return {
    view: 'levels',
    id: view.id,
    entity: view.entity.name,
    field: view.field.name,
    pages: [...(area?.pages.values() ?? [])].map((page) => ({ page: page.name, title: page.title })),
    levels: [
      { level: 'none', title: ownLabel(model.languages, none) },
      ...(area?.levels ?? []).map(({ name, title }) => ({ level: name, title })),
    ],
    update: true,
  }
}
