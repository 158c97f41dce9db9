import { randomBytes } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { secretBox, shortestSecret, type SecretBox } from '../../accounts/secret-box.ts'
import { fileOf } from '../database.ts'
import { Stop } from '../stop.ts'

export interface SecretOptions {
  readonly database: string
  /** Of the environment, by name. */
  readonly secrets: (name: string) => string | undefined
}

/**
 * What seals second factors: `LINTEL_SECRET`, or else a key beside a SQLite database, made where there is none. What
 * `LINTEL_SECRET_BEFORE` says opens what was sealed with it. Null with PostgreSQL where nobody says: instances on other
 * machines could not know what one of them made up.
 */
export async function openSecret({ database, secrets }: SecretOptions): Promise<SecretBox | null> {
  const given = ofEnvironment('LINTEL_SECRET', secrets)
  const before = ofEnvironment('LINTEL_SECRET_BEFORE', secrets)
  const file = keyFileOf(database)
  const kept = file === null ? null : await readKey(file)
  const own = given ?? kept ?? (await newKey(database, file))
  if (own === null) return null
  return secretBox(
    own,
    [before, kept].filter((secret) => secret !== null),
  )
}

/** As `openSecret`, but that nothing is made: for whoever only asks what can be read. */
export async function findSecret({ database, secrets }: SecretOptions): Promise<SecretBox | null> {
  const file = keyFileOf(database)
  const [own, ...others] = [
    ofEnvironment('LINTEL_SECRET', secrets),
    file === null ? null : await readKey(file),
    ofEnvironment('LINTEL_SECRET_BEFORE', secrets),
  ].filter((secret) => secret !== null)
  return own === undefined ? null : secretBox(own, others)
}

/** Beside a SQLite database; null of one in memory, and of PostgreSQL. */
export function keyFileOf(database: string): string | null {
  const path = fileOf(database)
  return path === null ? null : `${path}.key`
}

async function newKey(database: string, file: string | null): Promise<string | null> {
  if (file === null) return database.startsWith('sqlite:') ? randomKey() : null
  const made = randomKey()
  const whole = `${file}.${randomBytes(4).toString('hex')}`
  try {
    await writeFile(whole, `${made}\n`, { mode: 0o600, flag: 'wx' })
    // Whoever starts at the same time finds a whole key, or none.
    await link(whole, file)
    return made
  } catch (error) {
    const known = (error as NodeJS.ErrnoException).code === 'EEXIST' ? await readKey(file) : null
    if (known !== null) return known
    throw new Stop(`The key that seals second factors cannot be written to ${file}: ${textOf(error)}.`)
  } finally {
    await rm(whole, { force: true })
  }
}

async function readKey(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new Stop(`The key that seals second factors cannot be read from ${file}: ${textOf(error)}.`)
  })
  return text === null ? null : checked(file, text)
}

function ofEnvironment(name: string, secrets: SecretOptions['secrets']): string | null {
  const text = secrets(name) ?? ''
  return text === '' ? null : checked(name, text)
}

function checked(where: string, text: string): string {
  const secret = text.trim()
  if (secret.length >= shortestSecret) return secret
  throw new Stop(
    `${where} has fewer than ${shortestSecret} characters, which can be guessed. Make one with: openssl rand -base64 32`,
  )
}

function randomKey(): string {
  return randomBytes(32).toString('base64')
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
