import { vi } from 'vitest'

/** What a command says on its standard output, or the line that it stops with. */
export async function said(act: () => Promise<unknown>): Promise<string> {
  const lines: string[] = []
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0)
  try {
    await act()
  } catch (error) {
    lines.push(error instanceof Error ? error.message : String(error))
  } finally {
    spy.mockRestore()
  }
  return lines.join('').trim()
}
