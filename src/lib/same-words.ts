/** True when two names are written with the same words: spelling form, case and spaces do not count. */
export function sameWords(a: string, b: string): boolean {
  return plain(a) === plain(b)
}

function plain(text: string): string {
  return text.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase()
}
