import type { AreaPage } from '../engine/server/wire.ts'

/** What the server wrote into the page. */
export function readArea(): AreaPage {
  const block = document.getElementById('lintel-area')
  if (!block) throw new Error('The page lacks its #lintel-area block')
  return JSON.parse(block.textContent) as AreaPage
}
