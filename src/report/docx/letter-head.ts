import type {LetterHead} from '../document.ts'
import {SIZE} from '../pdf/measures.ts'
import {centredRule, estimateLength, paragraph} from './paragraph.ts'
import {plainColumns} from './table.ts'

/** The national title needs this share of the width. */
const RIGHT_SHARE = 0.6
const RULE_SHARE = 0.4

const upper = (text: string): string => text.toLocaleUpperCase('vi')

/** A name too long for one line is broken near its middle, not before its last word. */
function balance(text: string, width: number, size: number): string {
  if (estimateLength(text, size) <= width) return text
  const spaces = [...text.matchAll(/ /g)].map(({index}) => index)
  const middle = spaces.sort((a, b) => Math.abs(a - text.length / 2) - Math.abs(b - text.length / 2))[0]
  return middle === undefined ? text : `${text.slice(0, middle)}\n${text.slice(middle + 1)}`
}

/** Two columns and, where there is one, the title below, after Mẫu 1.4 and 1.5 of NĐ 30. */
export function letterHeadXml(head: LetterHead, width: number): string {
  const right = Math.round(width * RIGHT_SHARE)
  const left = width - right
  // Lines under the number are the subject of a công văn, smaller and 6 pt below it.
  const [number = '', ...about] = head.number.split('\n')
  const subject = about.join(' ').trim()
  const centred = (text: string, size: number, cut: {bold?: boolean; italic?: boolean; before?: number} = {}): string =>
    paragraph([{text, ...(cut.bold ? {bold: true} : {}), ...(cut.italic ? {italic: true} : {})}], {
      align: 'center',
      size,
      before: cut.before ?? 0,
    })
  const issuer = upper(head.issuer)
  const top = plainColumns([
    {
      width: left,
      content:
        centred(balance(upper(head.parent), left, SIZE.issuer), SIZE.issuer) +
        centred(issuer, SIZE.issuer, {bold: true}) +
        centredRule(left, Math.min(left, estimateLength(issuer, SIZE.issuer)) * RULE_SHARE) +
        centred(number.trim(), SIZE.number, {before: 120}) +
        (subject === '' ? '' : centred(subject, 12, {before: 120})),
    },
    {
      width: right,
      content:
        centred(upper(head.nationalTitle), SIZE.nationalTitle, {bold: true}) +
        centred(head.motto, SIZE.motto, {bold: true}) +
        centredRule(right, Math.min(right, estimateLength(head.motto, SIZE.motto))) +
        centred((head.placeAndDate.split('\n')[0] ?? '').trim(), SIZE.placeAndDate, {italic: true, before: 120}),
    },
  ])
  if (head.typeName === '' && head.subject === '') return `${top}${paragraph([{text: ''}], {size: 6})}`
  return [
    top,
    paragraph([{text: upper(head.typeName), bold: true}], {align: 'center', size: SIZE.title, before: 360}),
    paragraph([{text: head.subject, bold: true}], {align: 'center', size: SIZE.title}),
    centredRule(width, Math.min(width, estimateLength(head.subject, SIZE.title)) * RULE_SHARE),
  ].join('')
}
