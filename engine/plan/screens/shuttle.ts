import type { ShuttleView } from '../../model/view.ts'
import type { Label } from '../../words/label.ts'
import type { ShuttleView as ShuttleScreen } from '../screens.ts'

export function planShuttle(view: ShuttleView): ShuttleScreen<Label> {
  const to = view.field.relation?.to ?? view.entity
  return {
    view: 'shuttle',
    id: view.id,
    entity: view.entity.name,
    field: view.field.name,
    to: to.name,
    label: to.label,
    available: view.available,
    assigned: view.assigned,
    search: view.search.length > 0,
    update: true,
  }
}
