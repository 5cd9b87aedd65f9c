import {type CitedKind, type CitedNumber, kindOfSymbol, kindOfWord, plainNumber, plainSymbol} from './citation-number.ts'
import {findPhrases, type Phrases} from './fold.ts'
import type {Block} from './text-blocks.ts'

/** One place where a text cites an instrument, by number, by name or by both. Offsets are those of the block. */
export interface Citation extends Partial<CitedNumber> {
  kind: CitedKind
  start: number
  end: number
  /** Where the date that follows ends, too. */
  dateEnd: number
  /** Kind by the word before the number, where there is one. */
  called?: CitedKind
  /** Day given behind the number. */
  date?: string
  /** Key of the name of a law, as the data has it or as the text has it. */
  name?: string
}

const WORD =
  'nghi dinh|thong tu(?: lien tich)?|quyet dinh|chi thi|nghi quyet|bo luat|luat|phap lenh|ke hoach|cong van|bao cao|chuong trinh|thong bao|cong dien'
const NOT_IN_NUMBER = '(?<!\\d[.,/]?)'
const ISSUER =
  'chinh phu|thu tuong chinh phu|quoc hoi|bo chinh tri|bo (?:truong bo )?(?:cong an|tu phap|thong tin va truyen thong|tt ?& ?tt|khoa hoc va cong nghe)'
const SYMBOL =
  'nd(?: ?[-.]? ?cp|(?! ?-))|(?:qd|ct|cd) ?- ?ttg|nq ?- ?cp|tt(?:lt)? ?- ?[a-z]{2,10}(?:-[a-z]{2,10}){0,6}|(?:ubtv)?qh ?\\d{1,2}' +
  '|[a-z][a-z0-9&]{0,11}(?:-[a-z0-9&]{1,15}){1,4}|[a-z]{2,8}'
const FULL = new RegExp(`${NOT_IN_NUMBER}(\\d{1,5}) ?/ ?(?:(\\d{4}) ?/ ?)?(${SYMBOL})(?![a-z0-9])`, 'g')
const PARTY = new RegExp(`${NOT_IN_NUMBER}(\\d{1,4}) ?- ?((?:nq|kl|ct|qd|hd|ctr|kh|tb|qc) ?/ ?[a-z]{2,8})(?![a-z0-9])`, 'g')
const STANDARD =
  /(?<![a-z0-9])(tcvn|qcvn|tieu chuan (?:quoc gia|viet nam)|quy chuan (?:ky thuat )?quoc gia) ?(?:so )?((?:iso(?: ?\/ ?iec)?|iec) )?(\d{1,6}(?:-\d{1,2}(?!\d))?)(?: ?[:-] ?(\d{4})(?!\d))?(?: ?\/ ?b[a-z]{1,8}(?![a-z]))?/g
const SHORT = new RegExp(
  `(?<![a-z0-9])(?:(${WORD})|(nd(?: ?- ?cp)?|tt|qd|ct|nq)) ?(?:so)? ?[:.]? ?(\\d{1,5})(?: ?/ ?(\\d{4}))?(?!\\d)(?! ?/ ?[\\da-z])`,
  'g',
)
const NEXT_SHORT = / ?(?:,|va|hoac) (?:so )?(\d{1,5}) ?\/ ?(\d{4})(?!\d)(?! ?\/ ?[\da-z])/y
const WORD_BEFORE = new RegExp(`(?<![a-z0-9])(${WORD}|nd|qd|nq|tt|ct)(?: cua (?:${ISSUER}))? ?(?:so)? ?[:.]? ?$`)
const DATE = 'ngay (\\d{1,2}) ?(?:[/.-]|thang) ?(\\d{1,2}) ?(?:[/.-]|nam) ?(\\d{4})(?!\\d)'
const DATE_AFTER = new RegExp(`(?: cua (?:${ISSUER}))? ?\\(? ?(?:ban hanh |ky |thong qua )?${DATE}`, 'y')
// Behind a comma a date may begin another thought: "Thực hiện Nghị định …, ngày 20/10 Sở đã họp".
const DATE_AFTER_COMMA = new RegExp(` ?, ?(?:ban hanh |ky |thong qua )?${DATE}(?= cua | ve | quy dinh | phe duyet |[;.)]|$)`, 'y')
const YEAR_AFTER = / ?\(? ?(?:nam )?((?:19|20)\d{2})(?![\d/])/y
// A day in brackets without the word for it may be another day than that of issue, but its year is telling.
const DAY_IN_BRACKETS = / ?\( ?\d{1,2}\/\d{1,2}\/((?:19|20)\d{2})(?=[),; ])/y
const BEFORE_NUMBER_OF_NAME = /^ ?[,(]? ?(?:luat )?(?:so)? ?[:.]? ?$/

/** All citations of a block, in order. `names` are names of laws the data knows, `otherLaws` the beginnings of others. */
export function findCitations(block: Block, names: Phrases, otherLaws: Phrases): Citation[] {
  const found = standards(block)
  // "QCVN 12:2026/BCA" ends like a number of its own.
  const ends = new Set(found.map(({end}) => end))
  found.push(...numbered(block).filter(({end}) => !ends.has(end)))
  found.push(...shortForms(block, found))
  found.sort((a, b) => a.start - b.start)
  addNames(block, names, found)
  addOtherLaws(block, otherLaws, found)
  return found.sort((a, b) => a.start - b.start)
}

function numbered(block: Block): Citation[] {
  const found: Citation[] = []
  for (const match of block.folded.matchAll(FULL)) {
    const [whole, digits = '', year, rawSymbol = ''] = match
    const symbol = plainSymbol(rawSymbol)
    const kind = kindOfSymbol(symbol)
    // "60/ngày" and the like: a symbol nobody knows is written in capitals.
    if (kind === 'other' && !looksLikeSymbol(block.text.slice(match.index + whole.length - rawSymbol.length, match.index + whole.length)))
      continue
    found.push(
      withSurroundings(block, match.index, match.index + whole.length, {
        kind,
        number: plainNumber(digits),
        ...(year ? {year: Number(year)} : {}),
        symbol,
      }),
    )
  }
  for (const match of block.folded.matchAll(PARTY))
    found.push(
      withSurroundings(block, match.index, match.index + match[0].length, {
        kind: 'other',
        number: plainNumber(match[1] ?? ''),
        symbol: plainSymbol(match[2] ?? ''),
      }),
    )
  return found
}

function looksLikeSymbol(text: string): boolean {
  return (text.match(/\p{Lu}/gu)?.length ?? 0) >= 2
}

function withSurroundings(block: Block, start: number, end: number, number: CitedNumber): Citation {
  const before = block.folded.slice(Math.max(0, start - 60), start)
  const word = WORD_BEFORE.exec(before)
  const called = word ? kindOfWord(word[1] ?? '') : undefined
  // Laws and resolutions of the National Assembly share their symbols.
  const kind = number.kind === 'law' && called && called !== 'law' ? called : number.kind
  // "TT" and "CT" before a number may be a column title or a room.
  const trusted = word && !(['tt', 'ct'].includes(word[1] ?? '') && called !== kind)
  const citation: Citation = {...number, kind, start: trusted ? start - (before.length - word.index) : start, end, dateEnd: end}
  if (trusted && called) citation.called = called
  return withDate(block, citation)
}

function withDate(block: Block, citation: Citation): Citation {
  DATE_AFTER.lastIndex = DATE_AFTER_COMMA.lastIndex = citation.end
  const date = DATE_AFTER.exec(block.folded) ?? DATE_AFTER_COMMA.exec(block.folded)
  if (date) {
    citation.date = `${date[3]}-${date[2]?.padStart(2, '0')}-${date[1]?.padStart(2, '0')}`
    citation.dateEnd = date.index + date[0].length
    if (citation.year === undefined) citation.year = Number(date[3])
  } else if (citation.year === undefined) {
    YEAR_AFTER.lastIndex = DAY_IN_BRACKETS.lastIndex = citation.end
    const year = YEAR_AFTER.exec(block.folded)
    const bracketed = year ? undefined : DAY_IN_BRACKETS.exec(block.folded)
    if (year) {
      citation.year = Number(year[1])
      citation.end = citation.dateEnd = YEAR_AFTER.lastIndex
    } else if (bracketed) {
      citation.year = Number(bracketed[1])
      citation.dateEnd = DAY_IN_BRACKETS.lastIndex
    }
  }
  return citation
}

function standards(block: Block): Citation[] {
  return [...block.folded.matchAll(STANDARD)].map((match) => {
    const symbol = /^(?:qcvn|quy)/.test(match[1] ?? '') ? 'qcvn' : 'tcvn'
    const family = (match[2] ?? '').replaceAll(' ', '')
    const end = match.index + match[0].length
    return withDate(block, {
      kind: kindOfSymbol(symbol),
      number: `${family === '' ? '' : `${family} `}${plainNumber(match[3] ?? '')}`,
      ...(match[4] ? {year: Number(match[4])} : {}),
      symbol,
      start: match.index,
      end,
      dateEnd: end,
    })
  })
}

/** "Nghị định 85/2016", "NĐ 85/2016", "Nghị định số 85 ngày 01/7/2016", and those that follow after a comma. */
function shortForms(block: Block, taken: readonly Citation[]): Citation[] {
  const found: Citation[] = []
  const ends = taken.map(({start, end}) => [start, end] as const).sort((a, b) => a[0] - b[0])
  let next = 0
  for (const match of block.folded.matchAll(SHORT)) {
    const [whole, word, letters, digits = '', year] = match
    const end = match.index + whole.length
    while (next < ends.length && (ends[next]?.[1] ?? 0) <= match.index) next++
    if ((ends[next]?.[0] ?? Number.POSITIVE_INFINITY) < end) continue
    // Letters alone are too little without a year, and a four-digit number may be a year itself.
    if (year === undefined && (letters !== undefined || digits.length === 4)) continue
    const kind = kindOfWord(word ?? letters ?? '')
    if (kind === 'other') continue
    const citation = withDate(block, {
      kind,
      called: kind,
      number: plainNumber(digits),
      ...(year ? {year: Number(year)} : {}),
      start: match.index,
      end,
      dateEnd: end,
    })
    found.push(citation)
    if (year !== undefined) found.push(...followers(block, kind, end))
  }
  return found
}

function followers(block: Block, kind: CitedKind, from: number): Citation[] {
  const found: Citation[] = []
  NEXT_SHORT.lastIndex = from
  for (let match = NEXT_SHORT.exec(block.folded); match; match = NEXT_SHORT.exec(block.folded)) {
    const end = NEXT_SHORT.lastIndex
    const start = end - (match[0].length - match[0].search(/\d/))
    found.push(withDate(block, {kind, called: kind, number: plainNumber(match[1] ?? ''), year: Number(match[2]), start, end, dateEnd: end}))
    NEXT_SHORT.lastIndex = end
  }
  return found
}

/** A name with a number behind it is one citation; a name alone may have a year or a date. */
function addNames(block: Block, names: Phrases, found: Citation[]): void {
  const added: Citation[] = []
  let next = 0
  for (const {index: start, end, key: name} of findPhrases(names, block.text, block.folded)) {
    if (isInPhapLuat(block, start)) continue
    const named = withDate(block, {kind: 'law', name, start, end, dateEnd: end})
    while (next < found.length && (found[next]?.end ?? 0) <= end) next++
    const number = found[next]
    const gapFrom = [named.dateEnd, end].find(
      (from) => number && number.start >= from && BEFORE_NUMBER_OF_NAME.test(block.folded.slice(from, Math.min(number.start, from + 20))),
    )
    if (number && gapFrom !== undefined && number.start - gapFrom <= 20) Object.assign(number, {name, start})
    else added.push(named)
  }
  found.push(...added)
}

/** A law of the field that the data has no name for. */
function addOtherLaws(block: Block, otherLaws: Phrases, found: Citation[]): void {
  const taken = new Set(found.map(({start}) => start))
  for (const {index: start, end, key: name} of findPhrases(otherLaws, block.text, block.folded)) {
    const isTitle = /^\p{Lu}/u.test(block.text.charAt(start + 'luat '.length))
    if (isTitle && !taken.has(start) && !isInPhapLuat(block, start))
      found.push(withDate(block, {kind: 'law', name, start, end, dateEnd: end}))
  }
}

/** "pháp luật về an ninh mạng" names no law. */
function isInPhapLuat(block: Block, start: number): boolean {
  return block.folded.slice(Math.max(0, start - 5), start) === 'phap '
}
