import type { FastifyReply, FastifyRequest } from 'fastify'
import { useCode } from '../../accounts/second-factor.ts'
import { closeSecondSteps, secondStepOwner, takeSecondStep } from '../../accounts/second-steps.ts'
import { forgiveTries, takeTry } from '../../accounts/tries.ts'
import type { AreaContext } from '../context.ts'
import { Failure } from '../failures.ts'
import { letIn } from '../let-in.ts'
import { tooMany } from '../limits.ts'
import { sourceOf } from '../request.ts'

/** After the password, a code. Codes are guessed at one account: how often is counted by account, not by step. */
export async function letInByCode(
  context: AreaContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { token, code }: { readonly token: string; readonly code: string },
): Promise<FastifyReply> {
  const { db, area, limits, settings } = context
  const from = `address ${sourceOf(request)}`
  const wait = await limits.addresses.take(from)
  if (wait > 0) throw tooMany(wait)
  const account = await secondStepOwner(db, area.accounts, token)
  if (!account) throw new Failure(401, 'second-step-over')
  const tried = ['code', area.accounts, account.id] as const
  const more = await takeTry(db, tried)
  if (more > 0) throw tooMany(more)
  const answer = await letIn(context, request, reply, account, async (transaction) => {
    if (!(await takeSecondStep(transaction, account, token))) throw new Failure(401, 'second-step-over')
    const box = settings.secretBox ?? null
    if (!(await useCode(transaction, account, code, box))) throw new Failure(401, 'code-wrong')
    await closeSecondSteps(transaction, account)
    await forgiveTries(transaction, tried)
  })
  await limits.addresses.giveBack(from)
  return answer
}
