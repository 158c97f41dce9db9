import type { Place } from '../../source/document.ts'
import { entriesOf, itemsOf, nodeAt, textOrAt } from '../../source/look.ts'
import { filesIn, type Advice } from './advice.ts'

interface Name {
  readonly name: string
  readonly place: Place | undefined
  /** Whether something is stored under it, that `was` keeps under another. */
  readonly isKept: boolean
}

/** Names beside each other that people take for one another when they read: a field `total` and a field `tota1`. */
export function lookAlikes(advice: Advice): void {
  for (const names of besideEachOther(advice)) {
    const first = new Map<string, Name>()
    for (const one of names) {
      const looks = looksOf(one.name)
      const other = first.get(looks)
      if (!other) first.set(looks, one)
      else if (other.name !== one.name) {
        advice.warn(
          one.place,
          'look-alike',
          `\`${one.name}\` is easily taken for \`${other.name}\`.`,
          one.isKept
            ? `Give one of them a name that looks different; \`was: ${one.name}\` beside the new one keeps what is stored.`
            : 'Give one of them a name that looks different.',
          other.place && { place: other.place, message: 'The other one is here' },
        )
      }
    }
  }
}

/** `1` and `l`, `0` and `o`, `rn` and `m`, `vv` and `w`; `due_on` and `dueon`, but not `row_1_1` and `row_11`. */
function looksOf(name: string): string {
  return name
    .replace(/(?<![0-9])[_-](?![0-9])/g, '')
    .replaceAll('1', 'l')
    .replaceAll('0', 'o')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
}

function besideEachOther(advice: Advice): readonly (readonly Name[])[] {
  const kinds = [
    ['entities/', 'entity'],
    ['forms/', 'form'],
    ['tabs/', 'tab'],
    ['mails/', 'mail'],
  ] as const
  const files = kinds.map(([folder, key]) =>
    filesIn(advice, folder).map(([name, root]) => ({
      name,
      place: nodeAt(root, key),
      isKept: key === 'entity',
    })),
  )
  const areas = entriesOf(nodeAt(advice.roots.get('portal.yaml'), 'areas'))
  return [
    ...files,
    ...filesIn(advice, 'entities/').flatMap(([name, root]) =>
      fieldsAndOptions(`entities/${name}.yaml`, root),
    ),
    namesOf(areas).map((area) => ({ ...area, isKept: false })),
    ...areas.map(({ value }) => namesOf(entriesOf(nodeAt(value, 'pages')))),
    ...areas.map(({ value }) =>
      itemsOf(nodeAt(value, 'levels')).flatMap((item) => {
        const level = textOrAt(item, 'level')
        return level ? [{ name: level.text, place: level.at, isKept: true }] : []
      }),
    ),
  ]
}

function fieldsAndOptions(file: string, root: Parameters<typeof nodeAt>[0]): readonly (readonly Name[])[] {
  // What another definition says by `use` is told there.
  const fields = entriesOf(nodeAt(root, 'fields')).filter(({ key }) => key.source.file === file)
  return [namesOf(fields), ...fields.map(({ value }) => namesOf(entriesOf(nodeAt(value, 'options'))))]
}

function namesOf(entries: ReturnType<typeof entriesOf>): readonly Name[] {
  return entries.map(({ name, key }) => ({ name, place: key, isKept: true }))
}
