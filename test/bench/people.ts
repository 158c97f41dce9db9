/** Made-up records, the same in every run: `Person` number i of n is a function of i. */
export interface Person {
  readonly id: number
  readonly name: string
  readonly username: string
  readonly email: string
  readonly partner: number
  readonly role: number
  readonly status: 'active' | 'invited' | 'deleted'
}

const first = words(
  'Emma Noor Louise Lucas Arthur Finn Julia Mila Victor Adam Hanna Oscar Elena Marco Sofia Karim',
)
const start = words(
  'Van Ver De Mon Ber Lam Cor Hal Wil Pet Bos Ger Mar Fon Dev Sar Tou Gra Bel Ric Kar Nov Osk Zim',
)
const middle = words('meul den ter bru ling gard ross nau vill stein fort berg hout land quer lach')
const end = words('en aert mans broeck son eau ier ski ova elli etti hardt wijk stra inga oux')

const rolesCount = 8

/** Twenty users to a partner. */
export const partnersFor = (users: number): number => Math.max(5, Math.round(users / 20))

export function makePartners(users: number): { id: number; name: string }[] {
  return Array.from({ length: partnersFor(users) }, (_, i) => {
    const random = numbers(i + 1_000_003)
    return {
      id: i + 1,
      name: `${surname(random)} ${pick(random, words('Group Logistics Foods Steel Trade'))} ${i + 1}`,
    }
  })
}

export function makeRoles(): { id: number; name: string }[] {
  return Array.from({ length: rolesCount }, (_, i) => ({
    id: i + 1,
    name: `Role ${String.fromCharCode(65 + i)}`,
  }))
}

export function makePerson(id: number, users: number): Person {
  const random = numbers(id)
  const given = pick(random, first)
  const family = surname(random)
  const username = `${given}.${family}.${id}`.toLowerCase()
  const partner = 1 + Math.floor(random() * partnersFor(users))
  const chance = random()
  return {
    id,
    name: `${given} ${family}`,
    username,
    email: `${username}@partner-${partner}.example`,
    partner,
    role: 1 + Math.floor(random() * random() * rolesCount),
    status: chance < 0.03 ? 'deleted' : chance < 0.2 ? 'invited' : 'active',
  }
}

/** What somebody types who remembers part of a name: five letters from inside a surname. */
export function makeSearchTerm(seed: number, users: number): string {
  const random = numbers(seed + 7_000_001)
  const person = makePerson(1 + Math.floor(random() * users), users)
  return person.name.split(' ')[1]?.slice(1, 6) ?? person.name
}

/** Mulberry32: small, and equal on every machine. */
export function numbers(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function pick<T>(random: () => number, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T
}

function surname(random: () => number): string {
  const syllables = [pick(random, start), pick(random, middle), random() < 0.5 ? pick(random, middle) : '']
  return `${syllables.join('')}${pick(random, end)}`
}

function words(text: string): string[] {
  return text.split(' ')
}
