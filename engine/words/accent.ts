/** A colour as it can be read: below white text and on white, and on a dark ground or below dark text. */
export interface AccentShades {
  readonly light: string
  readonly dark: string
}

/** What WCAG asks of texts is 4.5; a little more, since screens round. */
const wanted = 4.6
const steps = 60

/** Any colour `#rrggbb`, darkened and lightened only as far as it has to be. */
export function accentShades(accent: string): AccentShades {
  const own = [1, 3, 5].map((at) => toLinear(parseInt(accent.slice(at, at + 2), 16) / 255))
  const darker = (by: number): number[] => own.map((part) => part * (1 - by))
  // More of the colour itself first, and only then white.
  const most = Math.max(...own, 1e-4)
  const lighter = (by: number): number[] => {
    const stronger = 1 + (1 / most - 1) * Math.min(1, by * 2)
    const white = Math.max(0, by * 2 - 1)
    return own.map((part) => part * stronger + (1 - part * stronger) * white)
  }
  return {
    light: hexOf(firstOf(darker, (colour) => contrast(1, luminance(colour)) >= wanted)),
    dark: hexOf(firstOf(lighter, (colour) => contrast(luminance(colour), darkGround) >= wanted)),
  }
}

/** Of the lightest ground that the dark screens have. */
const darkGround = luminance([0x2a, 0x2c, 0x33].map((part) => toLinear(part / 255)))

function firstOf(shade: (by: number) => number[], fits: (colour: number[]) => boolean): number[] {
  for (let step = 0; step < steps; step++) {
    const colour = shade(step / steps)
    if (fits(colour)) return colour
  }
  return shade(1)
}

function contrast(lighter: number, darker: number): number {
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance([red = 0, green = 0, blue = 0]: readonly number[]): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function toLinear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}

function hexOf(colour: readonly number[]): string {
  const parts = colour.map((part) => (part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055))
  return `#${parts
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}
