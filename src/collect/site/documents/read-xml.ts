import {SaxesParser} from 'saxes'
import {ReadRefusal} from './types.ts'

export interface XmlHandler {
  /** Name without its prefix; attributes as written. */
  open?(name: string, attributes: Record<string, string>): void
  close?(name: string): void
  text?(text: string): void
}

export interface XmlFeed {
  write(chunk: Uint8Array): void
  end(): void
}

const mostDepth = 500

/** Reads XML as it comes. No entity is defined and no document type is taken: neither has a place in an office file. */
export function feedXml(handler: XmlHandler): XmlFeed {
  const parser = new SaxesParser({xmlns: false, position: false})
  let decoder: InstanceType<typeof TextDecoder> | undefined
  let depth = 0
  parser.on('doctype', () => {
    throw new ReadRefusal('forbidden-xml')
  })
  parser.on('error', () => {
    throw new ReadRefusal('damaged')
  })
  parser.on('opentag', ({name, attributes}) => {
    if (++depth > mostDepth) throw new ReadRefusal('damaged')
    handler.open?.(localName(name), attributes)
  })
  parser.on('closetag', ({name}) => {
    depth--
    handler.close?.(localName(name))
  })
  if (handler.text) {
    const {text} = handler
    parser.on('text', text)
    parser.on('cdata', text)
  }
  return {
    write(chunk) {
      decoder ??= new TextDecoder(encodingOf(chunk))
      parser.write(decoder.decode(chunk, {stream: true}))
    },
    end() {
      if (!decoder) throw new ReadRefusal('damaged')
      parser.write(decoder.decode())
      parser.close()
    },
  }
}

/** `w:p` is `p`. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** An attribute by its name with or without a prefix. */
export function attribute(attributes: Record<string, string>, name: string): string | undefined {
  const plain = attributes[name]
  if (plain !== undefined) return plain
  for (const [written, value] of Object.entries(attributes)) if (localName(written) === name) return value
  return undefined
}

function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return 'utf-8'
}
