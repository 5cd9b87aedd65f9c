import type {LetterHead} from '../document.ts'
import type {LaidBlock, Setting} from './block.ts'
import {type LaidText, layBalanced, layText} from './lay-text.ts'
import {COLOR, SIZE} from './measures.ts'
import {drawText, type Page, strokePath} from './page.ts'

/** The left column takes this share of the width, unless the national title needs more. */
const LEFT_SHARE = 0.42
const COLUMN_GAP = 6
const RULE = {gap: 4, thickness: 0.75, share: 0.4}
const GAP = {numbers: 12, title: 26, subject: 2, body: 14}

const upper = (text: string): string => text.toLocaleUpperCase('vi')

/** Two columns and the title below, after Mẫu 1.4 of NĐ 30. */
export function layLetterHead(head: LetterHead, {width, pickFace}: Setting): LaidBlock {
  const centred = (text: string, room: number, size: number, cut: {bold?: boolean; italic?: boolean} = {}): LaidText =>
    layBalanced([{text, ...cut}], room, {size, align: 'center'}, pickFace)

  const national = layText([{text: upper(head.nationalTitle), bold: true}], width, {size: SIZE.nationalTitle}, pickFace)
  const right = Math.max(width * (1 - LEFT_SHARE) - COLUMN_GAP, Math.min(national.natural + 1, width * 0.75))
  const left = width - right - COLUMN_GAP
  const leftColumn = [centred(upper(head.parent), left, SIZE.issuer), centred(upper(head.issuer), left, SIZE.issuer, {bold: true})]
  const rightColumn = [
    centred(upper(head.nationalTitle), right, SIZE.nationalTitle, {bold: true}),
    centred(head.motto, right, SIZE.motto, {bold: true}),
  ]
  const number = centred(head.number, left, SIZE.number)
  const placeAndDate = centred(head.placeAndDate, right, SIZE.placeAndDate, {italic: true})
  const typeName = centred(upper(head.typeName), width, SIZE.title, {bold: true})
  const subject = centred(head.subject, width * 0.86, SIZE.title, {bold: true})

  const columns = Math.max(heightOf(leftColumn), heightOf(rightColumn)) + RULE.gap
  const numbers = Math.max(number.height, placeAndDate.height)
  const height = columns + GAP.numbers + numbers + GAP.title + typeName.height + GAP.subject + subject.height + RULE.gap + GAP.body
  return {
    gap: 0,
    start: height,
    height,
    draw(flow) {
      flow.need(height)
      const {page} = flow
      const rightStart = flow.left + left + COLUMN_GAP
      const top = flow.y
      const leftEnd = drawColumn(page, leftColumn, flow.left, top)
      drawRule(page, flow.left + left / 2, leftEnd, lastWidth(leftColumn) * RULE.share)
      const rightEnd = drawColumn(page, rightColumn, rightStart, top)
      drawRule(page, rightStart + right / 2, rightEnd, lastWidth(rightColumn))

      const numbersTop = top + columns + GAP.numbers
      drawText(page, number, flow.left, numbersTop + numbers - number.height)
      drawText(page, placeAndDate, rightStart, numbersTop + numbers - placeAndDate.height)

      let y = numbersTop + numbers + GAP.title
      drawText(page, typeName, flow.left, y)
      y += typeName.height + GAP.subject
      drawText(page, subject, flow.left + width * 0.07, y)
      drawRule(page, flow.left + width / 2, y + subject.height, lastWidth([subject]) * RULE.share)
      flow.y = top + height
    },
  }
}

function drawColumn(page: Page, texts: LaidText[], x: number, top: number): number {
  let y = top
  for (const text of texts) {
    drawText(page, text, x, y)
    y += text.height
  }
  return y
}

function drawRule(page: Page, centre: number, below: number, length: number): void {
  const y = below + RULE.gap
  if (length > 0)
    strokePath(
      page,
      [
        [centre - length / 2, y],
        [centre + length / 2, y],
      ],
      COLOR.rule,
      RULE.thickness,
    )
}

const heightOf = (texts: LaidText[]): number => texts.reduce((sum, text) => sum + text.height, 0)

/** Width of the last line, under which the rule stands. */
function lastWidth(texts: LaidText[]): number {
  const text = texts.findLast(({lines}) => lines.length > 0)
  return ((text?.lines.at(-1)?.width ?? 0) * (text?.size ?? 0)) / 1000
}
