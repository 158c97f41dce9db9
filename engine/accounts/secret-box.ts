import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import type { AccountId } from './account-id.ts'

const algorithm = 'aes-256-gcm'
const version = 'v1'
const ivBytes = 12
const tagBytes = 16

/** Fewer characters could be guessed by whoever has the database. */
export const shortestSecret = 32

/** Seals what has to be read again, and is nothing to whoever has but the database, or a copy of it. */
export interface SecretBox {
  seal(text: string, owner: AccountId): string
  /** Throws `SealedOtherwise`. What was never sealed is what it is. */
  open(sealed: string, owner: AccountId): string
  /** What every text begins with that is sealed as it would be now. */
  readonly mark: string
}

/** With another key than those that are here, or for another account. */
export class SealedOtherwise extends Error {
  constructor() {
    super('no key that is here opens this')
  }
}

/** Seals with the first secret, opens with any. */
export function secretBox(secret: string, others: readonly string[] = []): SecretBox {
  const [key, ...older] = [secret, ...others].map(keyOf)
  if (!key) throw new Error('a box without a key')
  const known = new Map([key, ...older].map((each) => [each.id, each]))
  const mark = `${version}.${key.id}.`

  return {
    mark,
    seal(text, owner) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv(algorithm, key.bytes, iv).setAAD(ownerBytes(owner.entity, owner.id))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      const bytes = Buffer.concat([iv, cipher.getAuthTag(), sealed])
      return `${mark}${owner.entity}.${bytes.toString('base64url')}`
    },
    open(sealed, { id }) {
      // The entity may be called otherwise since: what it was called then is part of what was sealed.
      const [is, keyId = '', entity = '', text = ''] = sealed.split('.')
      if (is !== version) return sealed
      const bytes = Buffer.from(text, 'base64url')
      const found = known.get(keyId)
      if (!found || bytes.length < ivBytes + tagBytes) throw new SealedOtherwise()
      const iv = bytes.subarray(0, ivBytes)
      const decipher = createDecipheriv(algorithm, found.bytes, iv, { authTagLength: tagBytes })
      decipher.setAAD(ownerBytes(entity, id)).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
      try {
        const opened = decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8')
        return opened + decipher.final('utf8')
      } catch {
        throw new SealedOtherwise()
      }
    },
  }
}

interface Key {
  /** Says which key it is, and nothing of it. */
  readonly id: string
  readonly bytes: Uint8Array
}

function keyOf(secret: string): Key {
  const bytes = new Uint8Array(hkdfSync('sha256', secret, '', 'lintel second factors', 32))
  const id = createHash('sha256').update('lintel key').update(bytes).digest('hex').slice(0, 8)
  return { id, bytes }
}

function ownerBytes(entity: string, id: number): Buffer {
  return Buffer.from(JSON.stringify(['second factor', entity, id]))
}
