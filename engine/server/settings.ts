import type { FastifyBaseLogger, FastifyServerOptions } from 'fastify'
import type { SecretBox } from '../accounts/secret-box.ts'
import type { Database } from '../database/database.ts'
import type { FileStore } from '../files/store.ts'
import type { Records } from '../database/records.ts'
import type { Plan } from '../plan/plan.ts'
import type { Lasting } from './lasting.ts'

export interface PageFile {
  readonly body: Buffer
  readonly type: string
}

export interface Settings {
  /** Base address of links in mails, such as `https://portal.example.org`: never taken from a request. */
  readonly origin: string
  /** Served over HTTPS: cookies are `Secure`, browsers are told to stay with it. */
  readonly secureCookies: boolean
  /** The built ui: path below its folder → what to send. Without it, only data is served. */
  readonly uiFolderFiles?: ReadonlyMap<string, PageFile> | undefined
  readonly logger?: FastifyServerOptions['logger'] | FastifyBaseLogger
  /** Networks of proxies whose `X-Forwarded-For` is believed; never `true`, which believes anybody. */
  readonly trustProxy?: readonly string[] | undefined
  /** A secret that the definitions name, such as that of a client of `signOn`: they stand in the environment, never in YAML. */
  readonly secrets?: ((name: string) => string | undefined) | undefined
  /** Seals the secrets of second factors; without one, nobody can set one up. */
  readonly secretBox?: SecretBox | null | undefined
  /** What is to be shown as `Authorization: Bearer …` for the metrics; anybody reads them where there is none. */
  readonly metricsToken?: string | undefined
  /** Where the bytes of files are kept. */
  readonly files?: FileStore | undefined
  /** Not ready while draining. */
  readonly isReady?: (() => boolean) | undefined
}

export interface AppOptions {
  readonly plan: Plan
  /** Of the definitions; known once they are applied, which is before anybody is answered by them. */
  readonly revision: () => number
  readonly lasting: Lasting
  readonly db: Database
  readonly records: Records
  readonly settings: Settings
  /** Told after a commit that there may be mail to deliver. */
  readonly mailer: { wake(): void }
}
