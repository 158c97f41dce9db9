import {
  confirmSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
  useCode,
} from '../../accounts/second-factor.ts'
import type { Identity } from '../../accounts/identities.ts'
import { forgiveTries, takeTry } from '../../accounts/tries.ts'
import { appendAudit } from '../../database/audit/append.ts'
import type { Transaction } from '../../database/database.ts'
import { signedIn, signedInAtAll } from '../access-rules.ts'
import { exactTexts } from '../bodies/exact-body.ts'
import { Failure, invalid } from '../failures.ts'
import { sendJson } from '../headers.ts'
import { tooMany } from '../limits.ts'
import { demandProof } from '../proof.ts'
import { identityOf, languageOf } from '../request.ts'
import type { RecoveryCodesAnswer, SecondFactorAnswer } from '../wire.ts'
import type { AreaRoutes } from './route.ts'
import { inLanguage } from '../../words/label.ts'

/** Setting up a second factor, new recovery codes, and doing without. */
export const secondFactorRoutes: AreaRoutes = (app, context) => {
  const { db, plan, area, headers, identities, settings } = context
  const box = settings.secretBox ?? null
  if (area.signOn) return

  /** With a code that is right, does something in one transaction; tries are counted. */
  async function withCode<T>(
    { account, reader }: Identity,
    operation: string,
    isRight: (transaction: Transaction) => Promise<T | null>,
  ): Promise<T> {
    const tried = ['code', area.accounts, account.id] as const
    const wait = await takeTry(db, tried)
    if (wait > 0) throw tooMany(wait)
    return db.write(async (transaction) => {
      const done = await isRight(transaction)
      if (done === null) throw invalid([{ field: 'code', key: 'code-wrong' }])
      await forgiveTries(transaction, tried)
      appendAudit(transaction, reader.cause, { operation, ...account })
      transaction.afterCommit(() => identities.forget(account.id))
      return done
    })
  }

  app.post('/second-factor', { config: { access: signedInAtAll } }, async (request, reply) => {
    const identity = identityOf(request)
    // Whoever has to set one up has just signed in.
    if (!identity.lacksSecondFactor) await demandProof(context, identity)
    if (!box) throw new Failure(409, 'second-factor-no-key')
    const issuer = inLanguage(plan.title, languageOf(plan, request))
    const shown = { issuer, account: identity.username }
    const answer: SecondFactorAnswer | null = await db.write((transaction) =>
      startSecondFactor(transaction, identity.account, shown, box),
    )
    if (!answer) throw new Failure(409, 'second-factor-on')
    return sendJson(reply.code(201), headers.data, JSON.stringify(answer))
  })

  app.put('/second-factor', { config: { access: signedInAtAll } }, async (request, reply) => {
    const identity = identityOf(request)
    const { code } = exactTexts(request.body, ['code'])
    if (!identity.lacksSecondFactor) await demandProof(context, identity)
    const recoveryCodes = await withCode(identity, 'second-factor', (transaction) =>
      confirmSecondFactor(transaction, identity.account, code, box),
    )
    const answer: RecoveryCodesAnswer = { recoveryCodes }
    return sendJson(reply, headers.data, JSON.stringify(answer))
  })

  app.post('/second-factor/recovery-codes', { config: { access: signedIn } }, async (request, reply) => {
    const identity = identityOf(request)
    const { code } = exactTexts(request.body, ['code'])
    await demandProof(context, identity)
    const recoveryCodes = await withCode(identity, 'second-factor-codes', async (transaction) =>
      (await useCode(transaction, identity.account, code, box))
        ? renewRecoveryCodes(transaction, identity.account)
        : null,
    )
    const answer: RecoveryCodesAnswer = { recoveryCodes }
    return sendJson(reply, headers.data, JSON.stringify(answer))
  })

  app.post('/second-factor/off', { config: { access: signedIn } }, async (request, reply) => {
    const identity = identityOf(request)
    const { code } = exactTexts(request.body, ['code'])
    await demandProof(context, identity)
    await withCode(identity, 'reset-second-factor', async (transaction) => {
      if (!(await useCode(transaction, identity.account, code, box))) return null
      await removeSecondFactor(transaction, identity.account)
      return true
    })
    return reply.headers(headers.data).code(204).send()
  })
}
