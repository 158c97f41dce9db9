import type { View, ViewKind } from '../../plan/screens.ts'
import type { Label } from '../../words/label.ts'
import { screenChange, type ScreenChange } from '../screen-change.ts'
import { listed } from '../sentences.ts'
import { compareFields, compareList, compareOverview, whereChange } from './lists.ts'
import { compareOrder, placed } from './ordered.ts'
import { nameToday, type Sight } from './sight.ts'
import { textChange } from './texts.ts'

type Of<Kind extends ViewKind> = Extract<View<Label>, { view: Kind }>

/** What a kind of view is called, and what of it can change. A kind without an entry does not compile. */
const kinds: {
  readonly [Kind in ViewKind]: {
    words(view: Of<Kind>): string
    compare(sight: Sight, place: string, before: Of<Kind>, after: Of<Kind>): ScreenChange[]
  }
} = {
  list: {
    words: ({ id, entity }) => named('list', id, entity),
    compare: (sight, place, before, after) => [
      ...compareList(sight, place, before, after),
      ...compareViews(within(sight, before), `${place} / detail`, before.detail, after.detail),
    ],
  },
  overview: {
    words: ({ id, entity }) => named('overview', id, entity),
    compare: (sight, place, before, after) => [
      ...compareOverview(sight, place, before, after),
      ...compareViews(within(sight, before), `${place} / detail`, before.detail, after.detail),
    ],
  },
  fields: {
    words: ({ entity }) => `the fields view of ${entity}`,
    compare: ({ languages, ...sight }, place, before, after) => [
      ...about(place, textChange('its title', before.title, after.title, languages)),
      ...compareFields({ languages, ...sight }, place, before, after),
    ],
  },
  form: {
    words: ({ form }) => `the form ${form.form}`,
    compare: ({ forms }, place, before, after) => {
      const same = nameToday(forms, before.form.form) === after.form.form
      return about(place, same ? undefined : `the form is ${after.form.form}, before ${before.form.form}`)
    },
  },
  shuttle: {
    words: ({ field }) => `the shuttle of ${field}`,
    compare: ({ languages }, place, before, after) => [
      ...about(
        place,
        textChange('the heading of what is available', before.available, after.available, languages),
      ),
      ...about(
        place,
        textChange('the heading of what is assigned', before.assigned, after.assigned, languages),
      ),
      ...searchBox(place, before, after),
    ],
  },
  levels: { words: () => 'the matrix of levels', compare: () => [] },
  tabs: {
    words: ({ tabs }) =>
      `the set of inner tabs ${listed(tabs.map(({ title }) => Object.values(title.byLanguage)[0] ?? ''))}`,
    compare: compareInnerTabs,
  },
  changes: { words: () => 'what became of each field', compare: () => [] },
  thread: {
    words: ({ entity }) => `the inbox of ${entity}`,
    compare: (sight, place, before, after) => {
      const form = before.form && nameToday(sight.forms, before.form.form)
      const same = (form ?? null) === (after.form?.form ?? null)
      const now = after.form ? `begins with the form ${after.form.form}` : 'begins nothing any more'
      return [
        ...about(place, same ? undefined : `the inbox ${now}`),
        ...about(place, peopleOrder(sight, before, after)),
        ...about(place, whereChange(sight, before, after)),
      ]
    },
  },
  text: {
    words: () => 'a text',
    compare: ({ languages }, place, before, after) =>
      about(place, textChange('the text', before.text, after.text, languages)),
  },
}

function within(sight: Sight, { entity }: { readonly entity: string }): Sight {
  return { ...sight, recordWas: entity }
}

function named(kind: string, id: string, entity: string): string {
  return id === entity ? `the ${kind} of ${entity}` : `the ${kind} ${id} of ${entity}`
}

export function viewInWords<Kind extends ViewKind>(view: Of<Kind>): string {
  return kinds[view.view].words(view)
}

/** The views of a tab, or of what is inside another view; their ids tell which is which. */
export function compareViews(
  sight: Sight,
  place: string,
  before: readonly View<Label>[],
  after: readonly View<Label>[],
): ScreenChange[] {
  const order = compareOrder(
    before.map((item) => ({ key: keyOf(item, idToday(sight, item)), item })),
    after.map((item) => ({ key: keyOf(item, item.id), item })),
  )
  const wordsOf = (key: string | undefined): string | undefined => {
    const found = after.find((view) => keyOf(view, view.id) === key)
    return found && viewInWords(found)
  }
  return [
    ...order.new.flatMap(({ item, after: other }) =>
      screenChange('appears', 'view', place, `${viewInWords(item)} appears ${placed(wordsOf(other))}`),
    ),
    ...order.gone.flatMap(({ item }) => screenChange('goes', 'view', place, `${viewInWords(item)} goes`)),
    ...order.moved.flatMap(({ key, after: other }) =>
      screenChange('moves', 'view', place, `${wordsOf(key) ?? key} moves, ${placed(wordsOf(other))}`),
    ),
    ...order.kept.flatMap((pair) => compareView(sight, place, pair.before, pair.after)),
  ]
}

/** A view of another kind is another view, whatever its id. */
function keyOf({ view }: View<Label>, id: string): string {
  return `${view} ${id}`
}

/** Most ids are made of the name of the entity, which may have changed. */
function idToday({ today }: Sight, view: View<Label>): string {
  if (!('entity' in view) || !new RegExp(`^${view.entity}(-\\d+)?$`).test(view.id)) return view.id
  return `${today.entity(view.entity) ?? view.entity}${view.id.slice(view.entity.length)}`
}

function compareView<Kind extends ViewKind>(
  sight: Sight,
  place: string,
  before: Of<Kind>,
  after: View<Label>,
): ScreenChange[] {
  if (!isOf(before.view, after)) return []
  const at = `${place} / ${short(after)}`
  return [
    ...about(at, shownChange(sight, before, after)),
    ...kinds[before.view].compare(sight, at, before, after),
  ]
}

/** Who comes and goes is told of the conversations themselves. */
function peopleOrder({ today }: Sight, before: Of<'thread'>, after: Of<'thread'>): string | undefined {
  const now = after.participants.map(({ field }) => field)
  const was = before.participants.map(({ field }) => today.field(before.entity, field))
  const kept = was.filter((field) => field !== undefined && now.includes(field))
  return kept.join() === now.filter((field) => was.includes(field)).join()
    ? undefined
    : 'who takes part stands in another order'
}

/** A view of that name which shows other records, or another field of them. */
function shownChange({ today }: Sight, before: View<Label>, after: View<Label>): string | undefined {
  if (!('entity' in before) || !('entity' in after)) return undefined
  if (today.entity(before.entity) !== after.entity) return `it shows ${after.entity}, before ${before.entity}`
  if (!('field' in before) || !('field' in after)) return undefined
  return today.field(before.entity, before.field) === after.field
    ? undefined
    : `it shows the field ${after.field}, before ${before.field}`
}

function isOf<Kind extends ViewKind>(kind: Kind, view: View<Label>): view is Of<Kind> {
  return view.view === kind
}

function short(view: View<Label>): string {
  return viewInWords(view).replace(/^(the|a) /, '')
}

function compareInnerTabs(
  sight: Sight,
  place: string,
  before: Of<'tabs'>,
  after: Of<'tabs'>,
): ScreenChange[] {
  const [first = ''] = sight.languages
  const keyed = ({ tabs }: Of<'tabs'>): { key: string; item: Of<'tabs'>['tabs'][number] }[] =>
    tabs.map((item) => ({ key: item.title.byLanguage[first] ?? '', item }))
  const order = compareOrder(keyed(before), keyed(after))
  return [
    ...order.new.flatMap(({ key, item, after: other }) => {
      const shows = listed(item.views.map(viewInWords))
      return screenChange(
        'appears',
        'tab',
        place,
        `the inner tab ${key} appears ${placed(other)}, with ${shows}`,
      )
    }),
    ...order.gone.flatMap(({ key }) => screenChange('goes', 'tab', place, `the inner tab ${key} goes`)),
    ...order.moved.flatMap(({ key, after: other }) =>
      screenChange('moves', 'tab', place, `the inner tab ${key} moves, ${placed(other)}`),
    ),
    ...order.kept.flatMap(({ key, before: was, after: is }) => [
      ...about(place, textChange(`the title of the inner tab ${key}`, was.title, is.title, sight.languages)),
      ...about(
        place,
        was.badge === is.badge
          ? undefined
          : `the inner tab ${key} ${is.badge ? 'shows' : 'no longer shows'} how many there are`,
      ),
      ...compareViews(sight, `${place} / ${key}`, was.views, is.views),
    ]),
  ]
}

function about(place: string, sentence: string | undefined): ScreenChange[] {
  return screenChange('changes', 'view', place, sentence)
}

function searchBox(place: string, before: { search: boolean }, after: { search: boolean }): ScreenChange[] {
  if (before.search === after.search) return []
  return screenChange(
    after.search ? 'appears' : 'goes',
    'view',
    place,
    `the search box ${after.search ? 'appears' : 'goes'}`,
  )
}
