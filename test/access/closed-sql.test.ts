import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Plan } from '../../engine/plan/plan.ts'
import { operations } from '../../engine/words/operation.ts'
import { onBothDatabases } from '../support/databases.ts'
import { literalsOf, namesOf, recordStatements, shapeOf } from '../support/statements.ts'
import { openCast, type Cast } from './oracle/cast.ts'
import { send, walker } from './oracle/oracles.ts'
import { requestsOf, type Asked } from './oracle/requests.ts'
import { people, stages, type Who } from './oracle/stages.ts'
import { factsOf, startIdsAt } from './oracle/store.ts'

/** What users wrote, in one way or another: texts of records, of requests, names of accounts. */
const ofUsers = /zq[a-z]|new\d|other\d|of-the-cast|example\.org|19[34]\d-03|lintel:\/\//i

type Sequences = ReadonlyMap<Who, readonly (readonly Asked[])[]>

/** The same requests in other words. */
function reworded(sequences: Sequences): Sequences {
  const text = JSON.stringify([...sequences])
    .replaceAll('zqa', 'zqw')
    .replace(/new(?=\d)/g, 'other')
  return new Map(JSON.parse(text) as [Who, Asked[][]][])
}

/** The texts of statements with which these requests are answered, one after another. */
async function statementsOf(cast: Cast, sequences: Sequences): Promise<readonly string[]> {
  const recorded = recordStatements()
  try {
    for (const [who, asked] of sequences) {
      const person = cast.people.get(who)
      if (!person) throw new Error(`no ${who}`)
      for (const sequence of asked) {
        const walking = walker()
        for (const one of sequence) await send(cast, person, one, walking)
      }
    }
  } finally {
    recorded.stop()
  }
  return [...recorded.texts]
}

function drawn(
  cast: Cast,
  facts: Awaited<ReturnType<typeof factsOf>>,
  runs: number,
  seed: number,
): Sequences {
  return new Map(
    people.flatMap(({ name }) => {
      const person = cast.people.get(name)
      const all = person && requestsOf(cast, person, facts)
      return all ? [[name, fc.sample(all, { numRuns: runs, seed })]] : []
    }),
  )
}

/** What happens at times of its own: entries of the trail, seals, mails on their way, duties; writes that met; connections. */
const byItself = /lintel|savepoint|pg_try_advisory|set_config|^(begin|commit|rollback|set|listen)/

/** What the engine writes itself: a literal that stands in its source is nobody's. */
const source = readdirSync('engine', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join('engine', file), 'utf8').replace(/(?<=\d)_(?=\d)/g, ''))
  .join('\n')

/** Each size of a page is a statement of its own. */
const largestPage = 200

/** What statements call a table within them. */
const alias = /^([a-z]\d*|found|other|pieces|counted|display|end|folded|before|search)$/

const shapes = (texts: readonly string[]): string[] =>
  [...new Set(texts.filter((text) => !byItself.test(text)).map(shapeOf))].sort()

function namesIn(plan?: Plan): readonly string[] {
  return Object.values(plan?.entities ?? {}).flatMap(({ name, fieldOrder }) => [name, ...fieldOrder])
}

onBothDatabases('the set of SQL texts is closed', (databases) => {
  describe.each(stages)('in the portal $name', (stage) => {
    let [one, other]: Cast[] = []
    let [first, again, others]: (readonly string[])[] = []
    beforeAll(async () => {
      one = await openCast(stage, await databases.address())
      other = await openCast(stage, await databases.address(), 'w')
      await startIdsAt(one.portal.db, one.portal.plan, 5000)
      await startIdsAt(other.portal.db, other.portal.plan, 70_000)
      const facts = await factsOf(one)
      const asked = drawn(one, facts, 6, 11)
      first = await statementsOf(one, asked)
      again = await statementsOf(other, reworded(asked))
      others = await statementsOf(other, reworded(drawn(one, facts, 6, 12)))
    })
    afterAll(async () => {
      await one?.portal.close()
      await other?.portal.close()
    })

    test('the same requests in other words, about records of other ids, are the same statements', () => {
      expect(shapes(again ?? [])).toEqual(shapes(first ?? []))
      expect(first?.length).toBeGreaterThan(50)
    })

    test('no text of a user stands in a statement', () => {
      expect(
        [...(first ?? []), ...(again ?? []), ...(others ?? [])].filter((text) => ofUsers.test(text)),
      ).toEqual([])
    })

    test('other requests bring no other literal, and no name but of tables and columns', () => {
      const before = [...(first ?? []), ...(again ?? [])]
      // `may` of a record has a member for each operation.
      const members = ['may', 'answer', ...operations]
      const names = new Set([...namesIn(one?.portal.plan), ...members, ...before.flatMap(namesOf)])
      const isName = (name: string): boolean =>
        name.split(/[$.]/).every((part) => part === '' || alias.test(part) || names.has(part))
      const written = JSON.stringify(one?.portal.plan)
      const literals = new Set(before.flatMap(literalsOf))
      const isKnown = (literal: string): boolean =>
        literals.has(literal) ||
        written.includes(JSON.stringify(literal.slice(1, -1))) ||
        source.includes(literal) ||
        Number(literal) <= largestPage + 1
      expect((others ?? []).flatMap(literalsOf).filter((literal) => !isKnown(literal))).toEqual([])
      expect((others ?? []).flatMap(namesOf).filter((name) => !isName(name))).toEqual([])
    })
  })
})
