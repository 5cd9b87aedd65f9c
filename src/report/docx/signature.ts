import type {SignatureArea} from '../document.ts'
import {SIZE} from '../pdf/measures.ts'
import {COLOR} from './measures.ts'
import {paragraph} from './paragraph.ts'
import {type Picture, pictureRun} from './picture.ts'
import {plainColumns} from './table.ts'
import {escapeXml} from './xml.ts'

const LEFT_SHARE = 0.44
/** Room for signature and seal, above and below the small words in it. */
const ROOM = 700
/** Points; the quiet zone is part of the picture. */
const CODE_SIZE = 96

/** "Nơi nhận" left; authority and the empty place for signature, seal and name right. Never parted. */
export function signatureXml(area: SignatureArea, width: number, picture?: Picture): string {
  const left = Math.round(width * LEFT_SHARE)
  const recipients = [
    paragraph([{text: area.recipientsTitle, bold: true, italic: true}], {size: SIZE.recipientsTitle}),
    ...area.recipients.map((text) => paragraph([{text}], {size: SIZE.recipients})),
    ...(picture && area.code
      ? [
          `<w:p>${pictureRun(picture, CODE_SIZE, escapeXml(area.code.caption))}</w:p>`,
          paragraph([{text: area.code.caption}], {size: SIZE.recipients}),
        ]
      : []),
  ]
  const signer = [
    ...area.authority.map((text) =>
      paragraph([{text: text.toLocaleUpperCase('vi'), bold: true}], {align: 'center', size: SIZE.title, keepNext: true}),
    ),
    paragraph([{text: area.placeholder, italic: true}], {
      align: 'center',
      size: SIZE.recipients,
      before: ROOM,
      after: ROOM,
      color: COLOR.soft,
      keepNext: true,
    }),
    paragraph([{text: '........................................'}], {align: 'center', size: SIZE.recipients}),
  ]
  return plainColumns([
    {width: left, content: recipients.join('')},
    {width: width - left, content: signer.join('')},
  ])
}
