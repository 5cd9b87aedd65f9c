import {needsRepair, repairFont} from '../documents/repair-font.ts'
import {foldMarks, settleTone} from '../personal-data/phrase-book.ts'

/** A word of a page, with the forms that are compared. */
export interface Word {
  /** Small letters, marks as they are. */
  text: string
  /** Without marks; digits that stand for letters are letters. */
  bare: string
  /** Was typed without any mark. */
  plain: boolean
  /** Where it stands in the cleaned text. */
  from: number
  to: number
}

/** What is there and not seen: soft hyphens, joiners, marks of direction, fillers, selectors. */
const unseen =
  /[\u00AD\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0]|\u034F|[\u180B-\u180D]|[\uFE00-\uFE0F]|[\u{E0000}-\u{E0FFF}]/gu
const ascii = /^[\x00-\x7F]*$/
/** Letters that only Vietnamese of Unicode has: text with them was not typed for an old font. */
const vietnamese = /[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01A0\u01A1\u01AF\u01B0\u1EA0-\u1EF9]/
const longestWord = 64
const mostKnown = 50_000

/**
 * A text as it is compared: what cannot be seen is gone, wide and mathematical letters are plain, old fonts are undone. Case and
 * marks stay, for a reader.
 */
export function cleanText(text: string): string {
  if (ascii.test(text)) return text
  const seen = text.replace(unseen, '')
  // TCVN3 writes one of its letters as a soft hyphen: another sign of it must be there, and no letter of Unicode Vietnamese.
  if (needsRepair(seen) && !vietnamese.test(seen.normalize('NFC'))) return repairFont(text).replace(unseen, '').normalize('NFC')
  return seen.normalize('NFKC')
}

/** Finds the words of a text and the forms that they are compared by. */
export class WordReader {
  private readonly alike: ReadonlyMap<string, string>
  private readonly alikePattern: RegExp
  private readonly digits: ReadonlyMap<string, string>
  private readonly digitPattern: RegExp
  /** Words come again and again. */
  private readonly known = new Map<string, Pick<Word, 'text' | 'bare' | 'plain'>>()

  constructor({lookAlikes, digitLetters}: {lookAlikes: Record<string, string>; digitLetters: Record<string, string>}) {
    this.alike = new Map(Object.entries(lookAlikes))
    this.alikePattern = oneOf(this.alike.keys())
    this.digits = new Map(Object.entries(digitLetters))
    this.digitPattern = oneOf(this.digits.keys())
  }

  /** Words of a cleaned text, so many at most. A word longer than any is cut. */
  read(clean: string, most = Number.POSITIVE_INFINITY): Word[] {
    const words: Word[] = []
    for (const {0: found, index} of clean.matchAll(/[\p{L}\p{M}\d@$]+/gu)) {
      if (words.length >= most) break
      words.push(this.word(found.slice(0, longestWord), index, index + found.length))
    }
    return words
  }

  private word(found: string, from: number, to: number): Word {
    const small = found.toLowerCase()
    let form = this.known.get(small)
    if (!form) {
      form = this.formOf(small)
      if (this.known.size < mostKnown) this.known.set(small, form)
    }
    const {text, bare, plain} = form
    return {text, bare, plain, from, to}
  }

  private formOf(small: string): Pick<Word, 'text' | 'bare' | 'plain'> {
    const latin = ascii.test(small) ? small : small.replace(this.alikePattern, (letter) => this.alike.get(letter) ?? letter)
    const plain = ascii.test(latin)
    const text = plain ? latin : settleTone(latin.normalize('NFC'))
    const folded = plain ? text : foldMarks(text)
    const isMixed = /[\d@$]/.test(folded) && /[a-z]/.test(folded)
    return {text, bare: isMixed ? folded.replace(this.digitPattern, (sign) => this.digits.get(sign) ?? sign) : folded, plain}
  }
}

function oneOf(letters: Iterable<string>): RegExp {
  return new RegExp(`[${[...letters].map((letter) => letter.replace(/[\\\]^-]/g, '\\$&')).join('')}]`, 'gu')
}
