/** Definitions of so many entities, each with 20 fields of several types, to be read with those of a portal. */
export function manyEntities(count: number): ReadonlyMap<string, string> {
  return new Map(
    Array.from({ length: count }, (_, entity) => [`entities/things_${entity}.yaml`, things(entity, count)]),
  )
}

function things(entity: number, of: number): string {
  const fields = Array.from({ length: 20 }, (_, field) => {
    if (field % 5 === 4)
      return `  other_${field}: { type: relation, to: things_${(entity * 7 + field) % of}, label: { en: Other } }`
    if (field % 5 === 3)
      return `  state_${field}: { type: choice, default: open_${entity}, options: { open_${entity}: Open, shut: Shut }, visibleIf: { name_0: { ne: x } } }`
    return `  name_${field}: { type: text, label: Name ${field}, required: ${field === 0}, maxLength: 80 }`
  })
  return `entity: things_${entity}\nlabel: { one: Thing, many: Things }\nfields:\n${fields.join('\n')}\n`
}
