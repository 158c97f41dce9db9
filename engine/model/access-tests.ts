import { kindOf } from '../language/kinds.ts'
import type { Report } from '../problems/problem.ts'
import { didYouMean } from '../problems/suggest.ts'
import type { Document, Entry, Node } from '../source/document.ts'
import { problemAt } from '../source/locate.ts'
import { entriesOf, itemsOf, nodeAt, textAt, textOf } from '../source/look.ts'
import type { AccessTest, AccessTests, Expectation } from './access-test.ts'
import type { Area } from './area.ts'
import type { Entity, Field } from './entity.ts'
import type { Model } from './model.ts'
import { readGroups } from './samples.ts'
import { knownField, knownRecord, placeOf, type TestReader } from './access-test-names.ts'
import { readTry } from './access-tries.ts'

/** Reads the tests of permissions; each name in them is looked up in the model, and among their own records. */
export function readAccessTests(
  documents: readonly Document[],
  model: Model,
  report: Report,
): readonly AccessTests[] {
  return documents.flatMap((document) => {
    const { file } = document.source
    return kindOf(file)?.kind === 'accessTest' ? readFile(document, model, report) : []
  })
}

function readFile({ source, root }: Document, model: Model, report: Report): readonly AccessTests[] {
  const complain: TestReader['complain'] = (place, code, message, hint) =>
    void report(problemAt(place, code, message, hint))
  const named = nodeAt(root, 'area')
  const name = textOf(named)
  const area = model.areas.get(name ?? '')
  if (!area) {
    if (named && name !== undefined) {
      const hint = didYouMean(name, model.areas.keys())
      complain(named, 'unknown-name', `There is no area \`${name}\`.`, hint)
    }
    return []
  }
  const groups = entriesOf(nodeAt(root, 'records')).map(({ name: entity, key, value }) => ({
    name: entity,
    place: key,
    records: itemsOf(value),
  }))
  const { reader, samples } = readGroups(model, groups, report, mustBeGiven(area))
  const tests: TestReader = { model, area, samples: reader, complain }
  return [
    {
      file: source.file,
      area: area.name,
      records: samples,
      tests: itemsOf(nodeAt(root, 'tests')).map((test) => readTest(tests, test)),
    },
  ]
}

/** Whom a record belongs to decides who sees it; a role is made up where the test says the levels. */
function mustBeGiven({ accounts, roleField }: Area) {
  return (field: Field, entity: Entity): boolean =>
    field.relation !== undefined && !(entity === accounts && field.name === roleField)
}

function readTest(reader: TestReader, node: Node): AccessTest {
  const { area, complain } = reader
  const as = nodeAt(node, 'as')
  const account = textOf(as) ?? null
  if (as && account !== null) knownRecord(reader, area.accounts, account, as)
  if (!as) {
    const needs = [...area.accounts.fields.values()].find(
      (field) => field.required && mustBeGiven(area)(field, area.accounts),
    )
    if (needs) {
      const message = `Nobody can be made up for this test: \`${needs.name}\` of \`${area.accounts.name}\` is required.`
      complain(
        entriesOf(node)[0]?.key ?? node,
        'missing-key',
        message,
        'Write `as:` with the key of a record.',
      )
    }
  }
  return {
    title: textAt(node, 'title') ?? null,
    account,
    levels: readLevels(reader, nodeAt(node, 'levels')),
    expectations: [
      ...(['can', 'cannot'] as const).flatMap((expects) =>
        itemsOf(nodeAt(node, expects)).flatMap((item) => readTry(reader, item, expects)),
      ),
      ...entriesOf(nodeAt(node, 'sees')).flatMap((entry) => readSight(reader, entry)),
    ],
  }
}

function readLevels({ area, complain }: TestReader, node: Node | undefined): AccessTest['levels'] {
  if (!node) return null
  const levels: Record<string, string> = {}
  for (const { name, key, value } of entriesOf(node)) {
    const level = textOf(value)
    const known = area.levels.map((one) => one.name)
    if (!area.pages.has(name)) {
      complain(key, 'unknown-name', `The area has no page \`${name}\`.`, didYouMean(name, area.pages.keys()))
    } else if (level !== undefined && !known.includes(level)) {
      complain(value, 'unknown-name', `The area has no level \`${level}\`.`, didYouMean(level, known))
    } else if (level !== undefined) levels[name] = level
  }
  return levels
}

function readSight(reader: TestReader, { name, key, value }: Entry): readonly Expectation[] {
  const [entityName = '', record] = name.split('/')
  const entity = reader.model.entities.get(entityName)
  if (!entity) {
    const hint = didYouMean(entityName, reader.model.entities.keys())
    reader.complain(key, 'unknown-name', `There is no entity \`${entityName}\`.`, hint)
    return []
  }
  const names = itemsOf(value).flatMap((item) => {
    const text = textOf(item)
    if (text === undefined) return []
    const isKnown =
      record === undefined ? knownRecord(reader, entity, text, item) : knownField(reader, entity, text, item)
    return isKnown ? [text] : []
  })
  const place = placeOf(key)
  if (record === undefined) return [{ ...place, expects: 'sees', entity: entityName, records: names }]
  if (!entity.single && !knownRecord(reader, entity, record, key)) return []
  return [{ ...place, expects: 'sees-fields', entity: entityName, record, fields: names }]
}
