import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fieldTypes } from '../../engine/field-types/registry.ts'
import { fieldExamples, viewExamples } from '../../engine/language/reference/examples.ts'
import { reference } from '../../engine/language/reference/reference.ts'
import { examine } from '../../engine/load.ts'
import { builtInFields, builtInOperations, draftBuiltIns } from '../../engine/model/built-in/built-in.ts'
import { isWarning } from '../../engine/problems/catalogue.ts'
import { viewTypes } from '../../engine/views/registry.ts'
import { smallPortal } from '../support/definitions.ts'

function mistakesIn(changes: Readonly<Record<string, string>>): readonly string[] {
  return examine(smallPortal(changes))
    .filter(({ code }) => !isWarning(code))
    .map(({ file, line, message, hint }) => `${file}:${line} ${message} ${hint}`)
}

const ofEngine = draftBuiltIns(['en']).map((entity) => ({
  name: entity.name,
  label: entity.label.many.byLanguage['en'] ?? '',
  operations: builtInOperations(entity.name),
  fields: builtInFields(['en'], entity, []).map(({ name, type, label }) => ({
    name,
    type,
    label: label.byLanguage['en'] ?? '',
  })),
}))

describe('the reference', () => {
  test('is what the schemas and registries say: UPDATE_GENERATED=1 writes it anew', () => {
    if (process.env['UPDATE_GENERATED']) writeFileSync('schemas/README.md', reference(ofEngine))
    expect(readFileSync('schemas/README.md', 'utf8')).toBe(reference(ofEngine))
  })

  test.each(Object.keys(fieldTypes))('shows a field of type %s that works', (type) => {
    const entity = type === 'levels' ? 'staff_roles' : 'books'
    const example = fieldExamples[type as keyof typeof fieldExamples]
    const text = smallPortal().get(`entities/${entity}.yaml`) ?? ''
    const without = type === 'levels' ? text.replace(/^ {2}levels:.*\n/m, '') : text
    expect(example).toContain(`type: ${type}`)
    expect(mistakesIn({ [`entities/${entity}.yaml`]: `${without}  ${example}\n` })).toEqual([])
  })

  test.each(Object.keys(viewTypes))('shows a view of kind %s that works', (kind) => {
    const { view, files = {} } = viewExamples[kind as keyof typeof viewExamples]
    expect(view).toContain(`view: ${kind}`)
    const tab = `tab: loans\nviews:\n${view.replace(/^/gm, '  ')}\n`
    expect(mistakesIn({ 'tabs/loans.yaml': tab, ...files })).toEqual([])
  })
})
