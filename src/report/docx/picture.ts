import encodeQr from 'qr'
import type {Block} from '../document.ts'

const emuPerPoint = 12_700
const main = 'http://schemas.openxmlformats.org/drawingml/2006'

/** A picture of the document: part of the file, relation that names it, bytes. */
export interface Picture {
  part: string
  relation: string
  bytes: Uint8Array
}

/** The QR codes of a document, in order; the codes of `blocks` are found again by their text. */
export function picturesOf(blocks: readonly Block[]): Map<string, Picture> {
  const pictures = new Map<string, Picture>()
  for (const block of blocks) {
    if (block.kind !== 'signature' || !block.code || pictures.has(block.code.text)) continue
    const number = pictures.size + 1
    pictures.set(block.code.text, {
      part: `media/code${number}.gif`,
      relation: `rIdCode${number}`,
      bytes: encodeQr(block.code.text, 'gif', {ecc: 'medium', border: 2, scale: 6}),
    })
  }
  return pictures
}

/** A run that shows a picture as a square of `size` points. */
export function pictureRun({relation, part}: Picture, size: number, description: string): string {
  const extent = Math.round(size * emuPerPoint)
  return (
    `<w:r><w:drawing><wp:inline xmlns:wp="${main}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${extent}" cy="${extent}"/>` +
    `<wp:docPr id="1" name="${part}" descr="${description}"/><a:graphic xmlns:a="${main}/main"><a:graphicData uri="${main}/picture">` +
    `<pic:pic xmlns:pic="${main}/picture"><pic:nvPicPr><pic:cNvPr id="1" name="${part}"/><pic:cNvPicPr/></pic:nvPicPr>` +
    `<pic:blipFill><a:blip r:embed="${relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
    `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${extent}" cy="${extent}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>` +
    '</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
  )
}
