import type { Node } from '../source/document.ts'
import { nodeAt, textOf } from '../source/look.ts'
import { isPicture, readPicture } from '../source/pictures.ts'
import { didYouMean } from '../problems/suggest.ts'
import { complain, type Linker } from './linker.ts'
import type { Theme } from './look.ts'

/** What an area looks like: what it says itself, and for the rest what the portal says. */
export function readTheme(linker: Linker, area: Node | undefined): Theme {
  const own = nodeAt(area, 'theme')
  const shared = nodeAt(linker.definitions.portal, 'theme')
  const accent = textOf(nodeAt(own, 'accent')) ?? textOf(nodeAt(shared, 'accent'))
  const logo = nodeAt(own, 'logo') ?? nodeAt(shared, 'logo')
  return {
    accent: accent !== undefined && /^#[0-9a-fA-F]{6}$/.test(accent) ? accent.toLowerCase() : undefined,
    logo: logo && readLogo(linker, logo),
  }
}

function readLogo(linker: Linker, node: Node): Theme['logo'] {
  const file = textOf(node)
  if (file === undefined || !isPicture(file)) return undefined
  const content = linker.pictures.get(file)
  if (content === undefined) {
    return complain(
      linker,
      node,
      'unknown-name',
      `There is no file \`${file}\`.`,
      didYouMean(file, linker.pictures.keys(), 'Pictures stand in the folder `logos/`.'),
    )
  }
  const read = readPicture(file, content)
  if ('picture' in read) return read.picture
  return complain(linker, node, 'refused-file', `\`${file}\` ${read.because}`, read.hint)
}
