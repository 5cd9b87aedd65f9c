import {SaxesParser, type SaxesTagPlain} from 'saxes'
import type {Localized} from '../model/text.ts'
import type {Source} from './importer.ts'
import {readText} from './text.ts'

export type Attributes = Readonly<Record<string, string>>

/** What a format does with the parts of an XML file. */
export interface XmlHandlers {
  /** `depth` of the root is 1. */
  open(name: string, attributes: Attributes, depth: number): void
  close(name: string, depth: number): void
  text(text: string): void
  /** Whether text counts where the reading stands: text that nobody wants is not put together. */
  wantsText(): boolean
  /** After each piece of the file: the place to hand on what is complete. */
  flush(): Promise<void>
}

const maxDepth = 32
/** Longest run of characters without any tag, comment or text in it. The parser holds such a run in memory. */
const maxTokenLength = 4 * 1024 * 1024

// Thrown to leave the parser; carries nothing.
const halt = new Error('stop reading')

/**
 * Reads an XML file piece by piece and says why it ended early, if it did. A DOCTYPE may stand there, but whatever it
 * declares is refused: no entity is ever expanded or fetched.
 */
export async function readXml(source: Source, handlers: XmlHandlers): Promise<Localized | undefined> {
  const parser = new SaxesParser()
  let problem: Localized | undefined
  let depth = 0
  let silent = 0
  const stop = (reason: Localized): never => {
    problem ??= reason
    throw halt
  }
  parser.on('error', ({message}) => stop(describe(message, parser.line)))
  parser.on('doctype', (doctype) => {
    silent = 0
    if (doctype.includes('['))
      stop({vi: 'Tệp khai báo thực thể XML (DTD); không đọc vì lý do an toàn', en: 'The file declares XML entities (DTD): refused'})
  })
  // The parser ends an element before it finds that the end tag bears another name, so an end counts when something follows.
  let ended: string | undefined
  const settle = (): void => {
    silent = 0
    if (ended === undefined) return
    const name = ended
    ended = undefined
    handlers.close(name, depth--)
    listen()
  }
  const takeText = (text: string): void => {
    settle()
    handlers.text(text)
  }
  let listening = false
  const listen = (): void => {
    if (handlers.wantsText() === listening) return
    listening = !listening
    if (listening) parser.on('text', takeText)
    else parser.off('text')
  }
  parser.on('opentag', ({name, attributes}: SaxesTagPlain) => {
    settle()
    if (++depth > maxDepth) stop({vi: `Thẻ XML lồng nhau quá ${maxDepth} lớp`, en: `XML is nested more than ${maxDepth} deep`})
    handlers.open(name, attributes, depth)
    listen()
  })
  parser.on('closetag', ({name}) => {
    settle()
    ended = name
  })
  parser.on('cdata', takeText)
  parser.on('comment', () => {
    silent = 0
  })
  try {
    for await (const piece of readText(source)) {
      silent += piece.length
      parser.write(piece)
      if (ended !== undefined) settle()
      if (silent > maxTokenLength) stop({vi: 'Một thẻ XML dài bất thường', en: 'A piece of the XML is too long'})
      await handlers.flush()
    }
    parser.close()
  } catch (error) {
    if (error !== halt) throw error
  }
  await handlers.flush()
  return problem
}

function describe(message: string, line: number): Localized {
  // The parser puts line and column in front.
  const what = message.replace(/^\d+:\d+: /, '').slice(0, 120)
  if (/^(?:unclosed tag|unexpected end|document must contain a root element)/.test(what))
    return {vi: `Tệp bị cắt ngang ở dòng ${line}, thiếu phần cuối`, en: `The file is cut off at line ${line}`}
  if (what === 'disallowed character.')
    return {vi: `Ký tự điều khiển không hợp lệ ở dòng ${line}`, en: `A control character at line ${line}`}
  if (/^(?:undefined entity|entity)/.test(what)) return {vi: `Thực thể XML lạ ở dòng ${line}`, en: `An unknown XML entity at line ${line}`}
  if (/root element|text data outside|XML declaration|reserved to the XML/i.test(what))
    return {
      vi: `Sau phần kết thúc còn dữ liệu thừa ở dòng ${line} (có thể do nhiều tệp ghép lại)`,
      en: `More data follows the end, at line ${line}; several files may be joined (${what})`,
    }
  return {vi: `XML sai cấu trúc ở dòng ${line} (${what})`, en: `Malformed XML at line ${line} (${what})`}
}

/** Name of the root element of an XML text, skipping what may stand before it; undefined when it is no XML. */
export function rootElement(head: string): string | undefined {
  let at = 0
  for (;;) {
    at = head.slice(at).search(/\S/) + at
    if (head.startsWith('<?', at)) at = after(head, '?>', at)
    else if (head.startsWith('<!--', at)) at = after(head, '-->', at)
    else if (head.startsWith('<!DOCTYPE', at)) at = after(head, '>', afterSubset(head, at))
    else return /^<([A-Za-z_][\w.:-]{0,100})/.exec(head.slice(at, at + 102))?.[1]
    if (at < 0) return undefined
  }
}

function after(head: string, end: string, from: number): number {
  const found = head.indexOf(end, from)
  return found < 0 ? -1 : found + end.length
}

function afterSubset(head: string, from: number): number {
  const bracket = head.indexOf('[', from)
  const end = head.indexOf('>', from)
  if (bracket < 0 || end < bracket) return from
  return Math.max(head.indexOf(']', bracket), from)
}
