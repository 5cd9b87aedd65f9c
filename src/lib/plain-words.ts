/** Words without case, accents and signs: "Tên, đặc điểm\nTSCĐ (1)" is "ten dac diem tscd". Old and new tone marks are alike. */
export function plainWords(text: string): string {
  return text
    .slice(0, 500)
    .replace(/\([^)]*\)/g, ' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}/]+/gu, ' ')
    .trim()
}

/** The longest phrase that stands in a text as whole words, and what it means. */
export function longestPhrase<M>(text: string, phrases: readonly {words: string; means: M}[]): M | undefined {
  const padded = ` ${plainWords(text.replace(/[()]/g, ' '))} `
  let best: {words: string; means: M} | undefined
  for (const phrase of phrases) if (padded.includes(` ${phrase.words} `) && phrase.words.length > (best?.words.length ?? 0)) best = phrase
  return best?.means
}
