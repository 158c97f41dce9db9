import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fourStarts } from './four-starts.ts'
import { fullDisk } from './full-disk.ts'
import { increments } from './increments.ts'
import { kills } from './kills.ts'
import { listeners } from './listeners.ts'
import { memory } from './memory.ts'
import { restarts } from './restarts.ts'
import { openGround, type Ground } from './support/ground.ts'
import { smallDisk, smallFiles } from './support/room.ts'

/** The short forms of `npm run faults`, whose scripts say more often the same. What does not hold throws. */
let ground: Ground
const slow = { timeout: 120_000 }

beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground.clear())

describe.each(['sqlite', 'postgres'] as const)('on %s', (dialect) => {
  test(
    'no acknowledged write is lost by a kill, none is there by half, and a retry does nothing twice',
    slow,
    async () => {
      const figures = await kills(ground, dialect, { rounds: 2, writers: 16 })
      expect(figures['acknowledged']).toBeGreaterThan(5)
      expect(figures['without an answer']).toBeGreaterThan(0)
    },
  )

  test('pages that listen are told of a write within two seconds', slow, async () => {
    expect(await listeners(ground, dialect, 100, 2)).toMatchObject({ pages: 100 })
  })

  test('40 increments at once end at 40', slow, async () => {
    expect(await increments(ground, dialect, 40, 1)).toMatchObject({ 'ended at': 40 })
  })
})

test('a crashed PostgreSQL is a 503 meanwhile, and loses nothing', slow, async () => {
  const figures = await restarts(ground, { rounds: 2, writers: 16 })
  expect(figures['refused with 503 and Retry-After']).toBeGreaterThan(0)
})

test(
  'four instances start at once on an empty PostgreSQL, and one that dies hinders none',
  slow,
  async () => {
    const figures = await fourStarts(ground, 3)
    // A leader may be too quick to be caught.
    expect(Number(figures['instances that got ready']) + Number(figures['leaders killed midway'])).toBe(12)
  },
)

test('files that may not grow are a 507, until they may', slow, async () => {
  const figures = await fullDisk(ground, smallFiles(ground.folder, 2 * 1_048_576), 2)
  expect(figures['refused with 507']).toBeGreaterThan(0)
})

test('a full disk is a 507, until there is room again', slow, async ({ skip }) => {
  const disk = await smallDisk(join(ground.folder, 'small'), 3 * 1_048_576)
  if (!disk) return skip('no disk may be mounted here')
  try {
    expect((await fullDisk(ground, disk, 2))['refused with 507']).toBeGreaterThan(0)
  } finally {
    await disk.close()
  }
})

test('memory and handles are no more after a while than before', slow, async () => {
  expect((await memory(ground, 'sqlite', 6))['requests']).toBeGreaterThan(100)
})
