// Letters of their own in Unicode, which people write and look for without their stroke or in two letters.
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  þ: 'th',
  ı: 'i',
}

/** A text without case and accents: how texts are searched, sorted and told apart, alike in both databases and in the browser. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðħþı]/g, (letter) => letters[letter] ?? letter)
}
