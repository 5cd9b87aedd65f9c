import {foldMarks, settleTone} from '../personal-data/phrase-book.ts'
import type {Word} from './normalise.ts'

interface Phrase<M> {
  /** Words with their marks, and without. */
  words: readonly string[]
  bare: readonly string[]
  /** May be written without marks. */
  mayBePlain: boolean
  phrase: string
  means: M
}

export interface PhraseHit<M> {
  phrase: string
  means: M
  /** First word, and the one after the last. */
  from: number
  to: number
}

const eastAsian = /[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]/
const shortestJoined = 6
const mostEastAsianHits = 500

/**
 * Phrases found in the words of a page in one pass, the longest first, none inside another. A phrase is found with its marks, wholly
 * without them where that is no other word, with digits in place of letters, in one piece, and letter by letter.
 */
export class Lexicon<M> {
  private readonly byFirst = new Map<string, Phrase<M>[]>()
  private readonly joined = new Map<string, Phrase<M>>()
  private readonly beginnings = new Set<string>()
  private readonly unspaced: Phrase<M>[] = []

  add(phrases: readonly string[], means: M, marksOnly: ReadonlySet<string> = new Set()): this {
    for (const phrase of phrases) {
      const words = phrase
        .normalize('NFC')
        .toLowerCase()
        .split(/[^\p{L}\p{M}\d]+/u)
        .filter(Boolean)
        .map(settleTone)
      const bare = words.map(foldMarks)
      const [first] = bare
      if (first === undefined) continue
      const mayBePlain = !marksOnly.has(phrase)
      const made = {words, bare, mayBePlain, phrase, means}
      if (eastAsian.test(phrase)) {
        this.unspaced.push(made)
        continue
      }
      const list = this.byFirst.get(first) ?? []
      list.push(made)
      list.sort((a, b) => b.words.length - a.words.length)
      this.byFirst.set(first, list)
      const key = bare.join('')
      if (words.length > 1 && mayBePlain && key.length >= shortestJoined && !this.joined.has(key)) this.join(key, made)
    }
    return this
  }

  private join(key: string, phrase: Phrase<M>): void {
    this.joined.set(key, phrase)
    for (let length = 1; length < key.length; length++) this.beginnings.add(key.slice(0, length))
  }

  find(words: readonly Word[]): PhraseHit<M>[] {
    const hits: PhraseHit<M>[] = []
    for (let at = 0; at < words.length; ) {
      const found = this.findAt(words, at)
      if (found) hits.push({phrase: found.phrase.phrase, means: found.phrase.means, from: at, to: at + found.length})
      at += found?.length ?? 1
    }
    return hits
  }

  /** Phrases of languages that put no space between words; `places` tells the word at a place of the text. */
  findUnspaced(clean: string, wordAt: (place: number) => number): PhraseHit<M>[] {
    if (!eastAsian.test(clean)) return []
    const hits: PhraseHit<M>[] = []
    for (const {phrase, means} of this.unspaced)
      for (let at = clean.indexOf(phrase); at >= 0 && hits.length < mostEastAsianHits; at = clean.indexOf(phrase, at + phrase.length)) {
        const from = wordAt(at)
        hits.push({phrase, means, from, to: from + 1})
      }
    return hits
  }

  private findAt(words: readonly Word[], at: number): {phrase: Phrase<M>; length: number} | undefined {
    const word = words[at] as Word
    const phrase = this.byFirst.get(word.bare)?.find((candidate) => matches(candidate, words, at))
    if (phrase) return {phrase, length: phrase.words.length}
    const whole = this.joined.get(word.bare)
    if (whole) return {phrase: whole, length: 1}
    return word.text.length === 1 ? this.findSpelled(words, at) : undefined
  }

  /** "n h à c á i": single letters that make a phrase. */
  private findSpelled(words: readonly Word[], at: number): {phrase: Phrase<M>; length: number} | undefined {
    let text = ''
    for (let end = at; end < words.length && (words[end] as Word).text.length === 1; end++) {
      text += (words[end] as Word).bare
      const phrase = this.joined.get(text)
      if (phrase) return {phrase, length: end - at + 1}
      if (!this.beginnings.has(text)) return undefined
    }
    return undefined
  }
}

function matches<M>({words, bare, mayBePlain}: Phrase<M>, text: readonly Word[], at: number): boolean {
  let dropped = false
  let marked = false
  for (let index = 0; index < words.length; index++) {
    const word = text[at + index]
    if (!word) return false
    if (word.text === words[index]) {
      marked ||= !word.plain
      continue
    }
    if (!word.plain || word.bare !== bare[index]) return false
    // A digit in place of a letter is no way to drop a mark.
    if (word.text === word.bare) dropped = true
  }
  return !dropped || (mayBePlain && !marked)
}
