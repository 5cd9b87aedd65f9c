/** A number with enough left to find it again in its file, and too little to use it. */
export function maskNumber(digits: string): string {
  if (digits.length === 12) return `${digits.slice(0, 4)}••••••${digits.slice(-2)}`
  return `${digits.slice(0, 2)}${'•'.repeat(Math.max(4, digits.length - 4))}${digits.slice(-2)}`
}

/** "Nguyễn Văn An" as "Ng••• V• A•". */
export function maskName(name: string): string {
  return name
    .trim()
    .split(/\s+/)
    .slice(0, 6)
    .map((word, index) => ([...word].length <= 1 ? '•' : index === 0 ? `${[...word].slice(0, 2).join('')}•••` : `${[...word][0]}•`))
    .join(' ')
}

/**
 * A name of a sheet or of a file inside an archive, as it may be shown: numbers as long as one of a person are masked, and a name
 * that could be a person's too.
 */
export function maskLabel(label: string, isName: (text: string) => boolean): string {
  const cut = label.normalize('NFC').slice(0, 80)
  const masked = cut.replace(/\d(?:[ .\-_]?\d){5,}/g, (run) => `${run.slice(0, 2)}••••${run.slice(-1)}`)
  return masked.replace(/\p{L}+(?:[ _.-]\p{L}+){1,5}/gu, (words) =>
    isName(words.replace(/[_.-]/g, ' ')) ? maskName(words.replace(/[_.-]/g, ' ')) : words,
  )
}

/**
 * An address as it may be kept: a run of digits that could be a person's number is masked. Times of upload and numbers of
 * articles have other lengths and stay, so that the file can be found.
 */
export function maskUrl(url: string): string {
  let shown = url
  try {
    // A number may be written with escapes.
    const decoded = decodeURIComponent(url)
    if (/\d{9}/.test(decoded) && !/\d{9}/.test(url)) shown = encodeURI(decoded)
  } catch {
    // Not decodable: shown as it is, without what looks like a number.
  }
  return shown.slice(0, 2000).replace(/\d+/g, (run) => {
    const personal =
      (run.length === 12 && run.startsWith('0')) || (run.length === 10 && /^0[35789]/.test(run)) || run.length === 9 || run.length === 11
    return personal ? maskNumber(run) : run
  })
}
