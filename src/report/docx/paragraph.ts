import type {Run} from '../document.ts'
import {SIZE} from '../pdf/measures.ts'
import {BODY, COLOR} from './measures.ts'
import {escapeXml} from './xml.ts'

export interface ParagraphStyle {
  /** Points; absent: that of the style. */
  size?: number
  align?: 'left' | 'center' | 'right' | 'both'
  style?: string
  before?: number
  after?: number
  firstLine?: number
  left?: number
  right?: number
  hanging?: number
  keepNext?: boolean
  /** Lines around or above it, and a tint. */
  border?: 'box' | 'top'
  color?: string
}

/** One paragraph; a line end inside a run stays one. */
export function paragraph(runs: readonly Run[], style: ParagraphStyle = {}): string {
  return `<w:p>${paragraphProperties(style)}${runs.map((run) => runXml(run, style)).join('')}</w:p>`
}

function paragraphProperties(style: ParagraphStyle): string {
  const {before = 0, after = 0, firstLine, left, right, hanging} = style
  const indents = [
    left === undefined ? '' : ` w:left="${left}"`,
    right === undefined ? '' : ` w:right="${right}"`,
    firstLine === undefined ? '' : ` w:firstLine="${firstLine}"`,
    hanging === undefined ? '' : ` w:hanging="${hanging}"`,
  ].join('')
  const own = [
    style.style === undefined ? '' : `<w:pStyle w:val="${style.style}"/>`,
    style.keepNext ? '<w:keepNext/>' : '',
    style.border === undefined ? '' : borderXml(style.border),
    before + after === 0 ? '' : `<w:spacing w:before="${before}" w:after="${after}"/>`,
    indents === '' ? '' : `<w:ind${indents}/>`,
    style.align === undefined || style.align === 'left' ? '' : `<w:jc w:val="${style.align}"/>`,
  ].join('')
  return own === '' ? '' : `<w:pPr>${own}</w:pPr>`
}

function borderXml(border: 'box' | 'top'): string {
  if (border === 'top') return '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
  const side = (name: string, size: number) => `<w:${name} w:val="single" w:sz="${size}" w:space="6" w:color="${COLOR.boxEdge}"/>`
  const sides = [side('top', 4), side('left', 24), side('bottom', 4), side('right', 4)].join('')
  return `<w:pBdr>${sides}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="${COLOR.boxTint}"/>`
}

function runXml(run: Run, {size, color}: ParagraphStyle): string {
  const own = [
    run.bold ? '<w:b/>' : '',
    run.italic ? '<w:i/>' : '',
    color === undefined ? '' : `<w:color w:val="${color}"/>`,
    size === undefined ? '' : `<w:sz w:val="${Math.round(size * 2)}"/>`,
  ].join('')
  const text = escapeXml(run.text)
    .split('\n')
    .map((line) => `<w:t xml:space="preserve">${line}</w:t>`)
    .join('<w:br/>')
  return `<w:r>${own === '' ? '' : `<w:rPr>${own}</w:rPr>`}${text}</w:r>`
}

/** A paragraph of a document's body: justified, indented, 6 pt apart. */
export function bodyParagraph(runs: readonly Run[], more: ParagraphStyle = {}): string {
  return paragraph(runs, {style: 'BodyText', ...more})
}

/** A rule of a given length, centred in a column: NĐ 30 wants one under motto and issuer. */
export function centredRule(column: number, length: number): string {
  const side = Math.max(0, Math.round((column - length) / 2))
  return paragraph([{text: ''}], {border: 'top', size: 2, left: side, right: side})
}

/** About how long a text is, in twips; Times New Roman is about half as wide as high. */
export function estimateLength(text: string, size: number): number {
  const upper = text.replace(/[^\p{Lu}]/gu, '').length
  return Math.round((upper * 0.7 + (text.length - upper) * 0.47) * size * 20)
}

/** The paragraph of a spacing kept between two tables, which would run together without it. */
export const SPACER = `<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="${BODY.gap}" w:lineRule="exact"/></w:pPr></w:p>`

export const NOTICE_SIZE = SIZE.notice
