/** Digits as many as those of persons: identity card 12, old card 9, telephone 10. Long hashes are taken whole and left alone. */
const hashOrNumber = /[0-9a-f]{32,}|(?<!\d)(?:0\d{11}|\d{9}|0\d{9})(?!\d)/gi
const longestNumber = 12

/** Text of evidence in which no number of a person is left: names of files and addresses sometimes hold them. */
export function maskNumbers(text: string): string {
  return text.replace(hashOrNumber, (found) =>
    found.length > longestNumber ? found : `${found.slice(0, 3)}${'*'.repeat(found.length - 3)}`,
  )
}
