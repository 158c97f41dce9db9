import { expect, test } from 'vitest'
import { applyDefinitions, planDefinitions } from '../../engine/apply.ts'
import { toldSince } from '../../engine/change/lineage.ts'
import { findRenames } from '../../engine/change/renames.ts'
import { compareScreens } from '../../engine/change/screens.ts'
import { readRevision, readWay } from '../../engine/database/revisions.ts'
import { load, type Loaded } from '../../engine/load.ts'
import { onBothDatabases } from '../support/databases.ts'
import { books, entity, openBench, shelf, type Bench } from '../support/changes.ts'

const text = 'type: text'

async function back(bench: Bench, to: number): Promise<number> {
  const revision = await readRevision(bench.db, to)
  const definitions = load(new Map(Object.entries(revision?.files ?? {})))
  const number = await applyDefinitions(bench.db, definitions, 'test', { backTo: to })
  expect((await planDefinitions(bench.db, definitions)).change).toMatchObject({
    tables: [],
    access: [],
    screens: [],
  })
  return number
}

onBothDatabases('a revision of before', (databases) => {
  const open = async () => openBench(await databases.open())

  test('is had back with the names and the values it had', async () => {
    const bench = await open()
    const tags = { 'entities/tags.yaml': entity('tags', { name: text }) }
    await bench.apply(
      shelf({
        ...tags,
        ...books({ title: text, fax: text, note: text, tags: 'type: relation, to: tags, many: true' }),
      }),
    )
    await bench.add('tags', { name: 'x' })
    await bench.add('books', { title: 'Emma', fax: '12', note: 'n' })
    await bench.run('insert into "books$tags" values (1, 1)')
    await bench.apply(
      shelf({ ...tags, ...books({ name: `${text}, was: title`, phone: `${text}, was: fax` }) }),
    )
    await bench.apply(
      shelf({ ...tags, 'entities/works.yaml': entity('works', { name: text }, 'was: books') }),
    )
    await bench.apply(
      shelf({
        'entities/works.yaml': entity('works', { name: `${text}, required: true`, phone: 'type: integer' }),
      }),
    )
    expect(await back(bench, 1)).toBe(5)
    expect(await bench.run('select title, fax, note from books')).toEqual([
      { title: 'Emma', fax: '12', note: 'n' },
    ])
    expect(await bench.run('select * from "books$tags"')).toEqual([{ record: 1, other: 1 }])
    expect(await back(bench, 3)).toBe(6)
    expect(await bench.run('select name from works')).toEqual([{ name: 'Emma' }])
    expect(await back(bench, 1)).toBe(7)
    expect(await bench.run('select title, fax, note from books')).toEqual([
      { title: 'Emma', fax: '12', note: 'n' },
    ])
  })

  test('tells tabs and forms that were renamed since by their names, there and back', async () => {
    const bench = await open()
    const named = (tab: string, form: string, was = ''): Loaded => {
      const files = new Map(shelf({}).files)
      const portal = files.get('portal.yaml') ?? ''
      files.delete('tabs/books.yaml')
      files.set('portal.yaml', portal.replace('[books]', `[${tab}]`))
      files.set(
        `tabs/${tab}.yaml`,
        `tab: ${tab}\n${was === '' ? '' : `was: ${was.split(' ')[0] ?? ''}\n`}title: Books\nviews: [{ view: list, entity: clerks, columns: [name], actions: [create], form: ${form} }]\n`,
      )
      files.set(
        `forms/${form}.yaml`,
        `form: ${form}\n${was === '' ? '' : `was: ${was.split(' ')[1] ?? ''}\n`}title: Clerk\nentity: clerks\nfields: [name, username, email, duty]\n`,
      )
      return load(files)
    }
    await bench.apply(named('shelf', 'clerk'))
    await bench.apply(named('rack', 'person', 'shelf clerk'))
    await bench.apply(named('stack', 'human', 'rack person'))
    const first = named('shelf', 'clerk')
    const { change } = await planDefinitions(bench.db, first, { backTo: 1 })
    expect(change.screens.map(({ sentence }) => sentence)).toEqual([
      'the tab stack is called shelf, in its address too',
    ])
    const way = (await readWay(bench.db, 1, 3)).map(({ number, plan }) => ({ revision: number, plan }))
    for (const hops of [way, way.toReversed()]) {
      const [before, after] = [hops[0]?.plan ?? first.plan, toldSince(hops)]
      const told = compareScreens(before, after, findRenames(before, after).renames)
      expect(told.map(({ kind }) => kind)).toEqual(['changes'])
    }
  })

  test('is had back from names that were exchanged, and from options', async () => {
    const bench = await open()
    await bench.apply(shelf(books({ a: text, b: text, kind: 'type: choice, options: { x: X, y: Y }' })))
    await bench.add('books', { a: 'A', b: 'B', kind: 'x' })
    await bench.apply(
      shelf(
        books({
          a: `${text}, was: b`,
          b: `${text}, was: a`,
          kind: 'type: choice, options: { x: { was: y }, y: { was: x } }',
        }),
      ),
    )
    await back(bench, 1)
    expect(await bench.run('select a, b, kind from books')).toEqual([{ a: 'A', b: 'B', kind: 'x' }])
    await back(bench, 2)
    expect(await bench.run('select a, b, kind from books')).toEqual([{ a: 'B', b: 'A', kind: 'y' }])
  })
})
