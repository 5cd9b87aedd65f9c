import type {RegistryBuilder, RegistryData} from '../registry.ts'

/** A tree of 200,000 values is twenty times what the keys we read hold. */
const maxValues = 200_000

/**
 * Reads a file of `reg export` (https://support.microsoft.com/help/310516): every key below the first one is complete. Says what is
 * wrong with a text that is no whole export; what stands before the damage is kept.
 */
export function addRegExport(text: string, registry: RegistryBuilder): string | undefined {
  if (!/^\uFEFF?(?:Windows Registry Editor Version 5\.00|REGEDIT4)\r?\n/.test(text))
    return 'the file does not begin like an export of the registry'
  let key: string | undefined
  let values: [string, RegistryData][] = []
  let count = 0
  const keys: {path: string; values: [string, RegistryData][]}[] = []
  let broken: string | undefined
  const close = () => {
    if (key !== undefined) keys.push({path: key, values})
    values = []
  }
  const next = linesOf(text)
  for (let line = next(); line !== undefined; line = next()) {
    if (line.startsWith('[') && line.endsWith(']')) {
      close()
      key = line.slice(1, -1)
    } else if (line.startsWith('"') || line.startsWith('@=')) {
      const value = readValue(line, next)
      if (!value) broken ??= `a value of ${key ?? '?'} cannot be read`
      else if (++count > maxValues) broken ??= `more than ${maxValues} values`
      else values.push(value)
    }
  }
  close()
  if (keys.length === 0) return 'the file holds no key'
  // `reg export` ends with an empty line; a file that was cut does not.
  if (!/\r?\n\r?\n$/.test(text)) broken ??= 'the file is cut off'
  const whole = broken === undefined
  for (const {path, values: held} of keys) registry.add(path, {values: held, valuesComplete: whole, childrenComplete: whole})
  return broken
}

/** Gives the next line, undefined after the last one. */
type NextLine = () => string | undefined

/** Lines one after the other, without a copy of the whole file as a list. */
function linesOf(text: string): NextLine {
  const end = /\r?\n/g
  let at = 0
  return () => {
    if (at >= text.length) return undefined
    end.lastIndex = at
    const found = end.exec(text)
    const line = text.slice(at, found?.index ?? text.length)
    at = found ? end.lastIndex : text.length
    return line
  }
}

function readValue(start: string, next: NextLine): [string, RegistryData] | undefined {
  const named = start.startsWith('@=') ? {name: '', rest: start.slice(2)} : splitName(start)
  if (!named) return undefined
  let {rest} = named
  if (rest.startsWith('"')) {
    // A text may hold line ends; it goes on until a quote that is not escaped.
    for (let more = 0; !/^"(?:[^"\\]|\\[\s\S])*"$/.test(rest); more++) {
      const line = next()
      if (line === undefined || more > 1000) return undefined
      rest += `\n${line}`
    }
    return [named.name, withoutEscapes(rest.slice(1, -1))]
  }
  while (rest.endsWith('\\')) {
    const line = next()
    if (line === undefined) return undefined
    rest = rest.slice(0, -1) + line.trim()
  }
  const number = /^dword:([0-9a-f]{8})$/i.exec(rest)?.[1]
  if (number !== undefined) return [named.name, Number.parseInt(number, 16)]
  const hex = /^hex(?:\(([0-9a-f]+)\))?:((?:[0-9a-f]{2},?)*)$/i.exec(rest)
  if (!hex) return undefined
  return [named.name, fromBytes(Number.parseInt(hex[1] ?? '3', 16), bytesOf(hex[2] ?? ''))]
}

function splitName(line: string): {name: string; rest: string} | undefined {
  const found = /^"((?:[^"\\]|\\.)*)"=/.exec(line)
  return found ? {name: withoutEscapes(found[1] ?? ''), rest: line.slice(found[0].length)} : undefined
}

const withoutEscapes = (text: string) => text.replace(/\\([\s\S])/g, '$1')

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.split(',').flatMap((byte) => (byte === '' ? [] : [Number.parseInt(byte, 16)])))
}

/** Types of winnt.h: 1 REG_SZ, 2 REG_EXPAND_SZ, 4 REG_DWORD, 7 REG_MULTI_SZ, 11 REG_QWORD. */
function fromBytes(type: number, bytes: Uint8Array): RegistryData {
  const text = () => new TextDecoder('utf-16le').decode(bytes)
  if (type === 1 || type === 2) return text().replace(/\0[\s\S]*$/, '')
  if (type === 7)
    return text()
      .split('\0')
      .filter((item) => item !== '')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (type === 4 && bytes.length === 4) return view.getUint32(0, true)
  if (type === 11 && bytes.length === 8) return Number(view.getBigUint64(0, true))
  return bytes
}
