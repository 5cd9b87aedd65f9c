import type {SignatureArea} from '../document.ts'
import type {LaidBlock, Setting} from './block.ts'
import {layBalanced, layText} from './lay-text.ts'
import {COLOR, SIZE} from './measures.ts'
import {drawText, strokeBox, strokePath} from './page.ts'
import {drawQr} from './qr.ts'

const LEFT_SHARE = 0.44
const GAP = 20
const BOX = {gap: 8, height: 84, share: 0.7}
const NAME = {gap: 26, share: 0.62}
const CODE = {size: 84, gap: 8}

/** "Nơi nhận" and a QR code left; authority, an empty box and an empty line for the name right. Never parted. */
export function laySignature(area: SignatureArea, {width, pickFace}: Setting): LaidBlock {
  const left = width * LEFT_SHARE
  const right = width - left
  const title = layText([{text: area.recipientsTitle, bold: true, italic: true}], left, {size: SIZE.recipientsTitle}, pickFace)
  const recipients = area.recipients.map((text) => layText([{text}], left - 12, {size: SIZE.recipients}, pickFace))
  const authority = area.authority.map((text) =>
    layBalanced([{text: text.toLocaleUpperCase('vi'), bold: true}], right, {size: SIZE.title, align: 'center'}, pickFace),
  )
  const box = right * BOX.share
  const style = {size: SIZE.recipients, align: 'center' as const}
  const placeholder = layText([{text: area.placeholder, italic: true}], box - 12, style, pickFace)

  const caption = area.code && layText([{text: area.code.caption}], left - 12, {size: SIZE.recipients}, pickFace)
  const codeHeight = caption ? CODE.gap + CODE.size + CODE.gap + caption.height : 0

  const sum = (texts: {height: number}[]): number => texts.reduce((total, {height}) => total + height, 0)
  const leftHeight = title.height + sum(recipients) + codeHeight
  const rightHeight = sum(authority) + BOX.gap + BOX.height + NAME.gap
  const height = Math.max(leftHeight, rightHeight)
  return {
    gap: GAP,
    start: height,
    height,
    draw(flow) {
      flow.need(height)
      const {page, y: top} = flow
      let y = top
      for (const text of [title, ...recipients]) {
        drawText(page, text, flow.left, y)
        y += text.height
      }
      if (area.code && caption) {
        drawQr(page, area.code.text, flow.left, y + CODE.gap, CODE.size)
        drawText(page, caption, flow.left, y + CODE.gap + CODE.size + CODE.gap)
      }
      const rightStart = flow.left + left
      const centre = rightStart + right / 2
      y = top
      for (const text of authority) {
        drawText(page, text, rightStart, y)
        y += text.height
      }
      y += BOX.gap
      strokeBox(page, centre - box / 2, y, box, BOX.height, COLOR.boxEdge, 0.6, '3 2.5')
      drawText(page, placeholder, centre - box / 2 + 6, y + (BOX.height - placeholder.height) / 2, COLOR.soft)
      y += BOX.height + NAME.gap
      const half = (right * NAME.share) / 2
      strokePath(
        page,
        [
          [centre - half, y],
          [centre + half, y],
        ],
        COLOR.boxEdge,
        0.5,
      )
      flow.y = top + height
    },
  }
}
