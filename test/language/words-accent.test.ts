import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accentShades } from '../../engine/words/accent.ts'

const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

test('any accent can be read: below white text, and on a dark ground', () => {
  const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)
  fc.assert(
    fc.property(colour, (accent) => {
      const { light, dark } = accentShades(accent)
      expect(contrast(light, '#ffffff')).toBeGreaterThan(4.5)
      expect(contrast(dark, '#2a2c33')).toBeGreaterThan(4.5)
    }),
  )
})

test('one that can be read already stays as it is', () => {
  expect(accentShades('#0b7285').light).toBe('#0b7285')
  expect(accentShades('#ffd43b').dark).toBe('#ffd43b')
})
