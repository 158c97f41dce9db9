import { writeFile } from 'node:fs/promises'
import { typesOf } from '../../editor/types.ts'
import { readOrStop } from '../changes/read.ts'

/** Writes TypeScript types of the portal to a file, or to the standard output. */
export async function types(config: string, out: string | undefined): Promise<void> {
  const { plan } = await readOrStop(config)
  const text = typesOf(plan)
  if (out === undefined) process.stdout.write(text)
  else await writeFile(out, text)
}
