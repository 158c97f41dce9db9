/** A command that cannot go on: one clear line for whoever called it, and the code to exit with. Anything else thrown is a bug. */
export class Stop extends Error {
  readonly exitCode: number
  constructor(message: string, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}
