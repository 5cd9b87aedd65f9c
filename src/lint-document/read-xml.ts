import {type Refusal, readLimits} from './refusals.ts'

/** What a reader of XML is told; names come without their prefix, attributes as they stand. */
export interface XmlListener {
  open: (name: string, attributes: string, parents: readonly string[]) => void
  close: (name: string) => void
  text: (text: string, parents: readonly string[]) => void
}

const named: Record<string, string> = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'"}

/**
 * Walks through XML once, in time proportional to its length. A DTD is refused, so that there are no entities of the document's
 * own, and nothing is ever fetched. Says why it stopped, or nothing.
 */
export function readXml(xml: string, listener: XmlListener): Refusal | undefined {
  const parents: string[] = []
  let at = 0
  while (at < xml.length) {
    const tag = xml.indexOf('<', at)
    const text = decode(xml.slice(at, tag < 0 ? xml.length : tag))
    if (text === undefined) return 'broken-xml'
    if (text !== '') listener.text(text, parents)
    if (tag < 0) break
    const end = endOfTag(xml, tag)
    if (end === 'dtd') return 'dtd'
    if (end === undefined) return 'broken-xml'
    if (xml.startsWith('<![CDATA[', tag)) listener.text(xml.slice(tag + 9, end - 3), parents)
    else if (xml[tag + 1] !== '!' && xml[tag + 1] !== '?') {
      const refusal = element(xml.slice(tag + 1, end - 1), listener, parents)
      if (refusal) return refusal
    }
    at = end
  }
  return parents.length === 0 ? undefined : 'broken-xml'
}

function element(inside: string, listener: XmlListener, parents: string[]): Refusal | undefined {
  if (inside.startsWith('/')) {
    const name = localName(inside.slice(1).trimEnd())
    if (parents.pop() !== name) return 'broken-xml'
    listener.close(name)
    return undefined
  }
  const empty = inside.endsWith('/')
  const nameEnd = inside.search(/[\s/]|$/)
  const name = localName(inside.slice(0, nameEnd))
  if (name === '') return 'broken-xml'
  listener.open(name, inside.slice(nameEnd), parents)
  if (empty) listener.close(name)
  else if (parents.push(name) > readLimits.xmlDepth) return 'too-deep'
  return undefined
}

/** The offset behind a tag, comment, instruction or section. A ">" between quotes does not end a tag. */
function endOfTag(xml: string, tag: number): number | 'dtd' | undefined {
  if (xml.startsWith('<!--', tag)) return behind(xml, '-->', tag + 4)
  if (xml.startsWith('<![CDATA[', tag)) return behind(xml, ']]>', tag + 9)
  if (xml.startsWith('<?', tag)) return behind(xml, '?>', tag + 2)
  if (xml.startsWith('<!', tag)) return 'dtd'
  let quote = ''
  for (let at = tag + 1; at < xml.length; at++) {
    const character = xml.charAt(at)
    if (quote !== '') {
      if (character === quote) quote = ''
    } else if (character === '"' || character === "'") quote = character
    else if (character === '>') return at + 1
    else if (character === '<') return undefined
  }
  return undefined
}

function behind(xml: string, mark: string, from: number): number | undefined {
  const found = xml.indexOf(mark, from)
  return found < 0 ? undefined : found + mark.length
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function decode(text: string): string | undefined {
  if (!text.includes('&')) return text
  let broken = false
  const decoded = text.replace(/&([^;&\s]{0,10});?/g, (whole, reference: string) => {
    const value = whole.endsWith(';') ? characterOf(reference) : undefined
    if (value === undefined) broken = true
    return value ?? ''
  })
  return broken ? undefined : decoded
}

function characterOf(reference: string): string | undefined {
  if (Object.hasOwn(named, reference)) return named[reference]
  const digits = /^#(?:x([0-9a-fA-F]+)|(\d+))$/.exec(reference)
  const code = digits?.[1] !== undefined ? Number.parseInt(digits[1], 16) : Number(digits?.[2] ?? Number.NaN)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}

/** The value of an attribute by its local name. */
export function attributeOf(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)
  return found ? decode(found[1] ?? found[2] ?? '') : undefined
}
