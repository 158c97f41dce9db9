import './cells.css'
import { nothing } from 'lit'
import type { Cell, CellKind } from '../../engine/field-types/field-type.ts'
import { booleanCell } from './boolean.ts'
import { changesCell } from './changes.ts'
import { choiceCell } from './choice.ts'
import { dateCell, dateTimeCell } from './date.ts'
import { fileCell } from './file.ts'
import { linkCell } from './link.ts'
import { levelsCell } from './levels.ts'
import { numberCell } from './number.ts'
import { relationCell, relationsCell } from './relation.ts'
import type { Rendered } from './rendered.ts'
import { textCell } from './text.ts'

type CellOf<Kind extends CellKind> = Extract<Cell<string>, { kind: Kind }>

/** What a value looks like where it is read. Functions, not elements: a list draws hundreds. A kind missing here does not compile. */
const cells: {
  readonly [Kind in CellKind]: (value: unknown, cell: CellOf<Kind>, unit?: unknown) => Rendered
} = {
  text: textCell,
  link: linkCell,
  number: numberCell,
  boolean: booleanCell,
  date: dateCell,
  dateTime: dateTimeCell,
  choice: choiceCell,
  file: fileCell,
  relation: relationCell,
  relations: relationsCell,
  levels: levelsCell,
  changes: changesCell,
}

/** `unit`: what the record says its amount is in. */
export function renderCell(cell: Cell<string>, value: unknown, unit?: unknown): Rendered {
  if (value === null || value === undefined || value === '') return nothing
  const render = cells[cell.kind] as (value: unknown, cell: Cell<string>, unit?: unknown) => Rendered
  return render(value, cell, unit)
}
