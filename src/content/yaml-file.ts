import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import type {Document, Node} from 'yaml'
import {ContentError, type Problem} from './problem.ts'
import {readYamlValue} from './yaml-values.ts'

/** Delivered files come from values that the build wrote down: most commands never read YAML, and start sooner without its parser. */
const yaml = () => createRequire(import.meta.url)('yaml') as typeof import('yaml')

const maxBytes = 4 * 1024 * 1024
const maxDepth = 40

/** A parsed YAML file that still knows where each value stands. */
export interface YamlFile {
  /** Path as shown in messages. */
  file: string
  value: unknown
  /** The build has linted this very file: what cannot have changed since need not be checked again. */
  isDelivered?: true
  /** Place of the value, or of the key, at a path of keys and indexes. */
  placeOf: (path: readonly PropertyKey[], what?: 'key' | 'value') => Pick<Problem, 'file' | 'line' | 'column'>
}

/**
 * Reads one YAML (or JSON) file written by anybody: size and depth are limited, and aliases are refused outright, which
 * rules out alias bombs and cycles. Throws ContentError with file and line.
 */
export function readYamlFile(path: string, shownAs: string): YamlFile {
  const bytes = readBounded(path, shownAs)
  const parse = () => parseYaml(decode(bytes, shownAs), shownAs)
  const value = readYamlValue(shownAs, bytes)
  if (value === undefined) return parse()
  let parsed: YamlFile | undefined
  return {
    file: shownAs,
    value,
    isDelivered: true,
    placeOf: (...where) => {
      parsed ??= parse()
      return parsed.placeOf(...where)
    },
  }
}

export function parseYaml(text: string, shownAs: string): YamlFile {
  const {LineCounter, parseDocument, visit} = yaml()
  const lines = new LineCounter()
  const place = (offset: number) => {
    const {line, col} = lines.linePos(offset)
    return {file: shownAs, line: Math.max(1, line), column: Math.max(1, col)}
  }
  let document: Document.Parsed
  try {
    document = parseDocument(text, {lineCounter: lines, prettyErrors: false, uniqueKeys: true, schema: 'core', version: '1.2'})
  } catch (error) {
    // A parser driven into the ground by nesting ends here.
    throw failed(place(0), 'không đọc được tệp', 'cannot be parsed', error)
  }
  const [first] = document.errors
  if (first?.message.includes('call stack'))
    throw new ContentError([{...place(0), message: {vi: `lồng nhau quá ${maxDepth} tầng`, en: `is nested deeper than ${maxDepth}`}}])
  if (first) throw failed(place(first.pos[0]), 'sai cú pháp YAML', 'is not valid YAML', first)
  visit(document, {
    Alias: (_, node) => {
      throw new ContentError([
        {
          ...place(node.range?.[0] ?? 0),
          message: {
            vi: 'không được dùng bí danh YAML (*tên); hãy viết đầy đủ giá trị',
            en: 'YAML aliases (*name) are not allowed; write the value out',
          },
        },
      ])
    },
    Collection: (_, node, ancestors) => {
      if (ancestors.length > maxDepth)
        throw new ContentError([
          {...place(node.range?.[0] ?? 0), message: {vi: `lồng nhau quá ${maxDepth} tầng`, en: `is nested deeper than ${maxDepth}`}},
        ])
    },
  })
  return {
    file: shownAs,
    value: document.toJS({maxAliasCount: 0}),
    placeOf: (path, what = 'value') => place(offsetOf(document, path, what)),
  }
}

function readBounded(path: string, shownAs: string): Buffer {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (error) {
    throw failed({file: shownAs, line: 1, column: 1}, 'không đọc được tệp', 'cannot be read', error)
  }
  if (bytes.length > maxBytes)
    throw new ContentError([
      {
        file: shownAs,
        line: 1,
        column: 1,
        message: {
          vi: `tệp lớn hơn ${maxBytes} byte; đây không phải tệp nội dung`,
          en: `is larger than ${maxBytes} bytes; this is no content file`,
        },
      },
    ])
  return bytes
}

function decode(bytes: Buffer, shownAs: string): string {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes)
  } catch (error) {
    throw failed({file: shownAs, line: 1, column: 1}, 'không phải văn bản UTF-8', 'is not UTF-8 text', error)
  }
}

function failed(place: Pick<Problem, 'file' | 'line' | 'column'>, vi: string, en: string, error: unknown): ContentError {
  const detail = error instanceof Error ? (error.message.split('\n')[0] ?? '').slice(0, 200) : String(error)
  return new ContentError([{...place, message: {vi: `${vi}: ${detail}`, en: `${en}: ${detail}`}}])
}

/** Offset of the deepest node on the path that exists. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[], what: 'key' | 'value'): number {
  let node: Node | null = document.contents
  let offset = node?.range?.[0] ?? 0
  for (const [index, step] of path.entries()) {
    const {isAlias, isCollection, isMap, isPair, isScalar} = yaml()
    if (!isCollection(node) || isAlias(node)) break
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step))
      if (!pair) break
      const key = pair.key as Node
      const value = pair.value as Node | null
      offset = (what === 'key' && index === path.length - 1 ? key.range?.[0] : (value?.range?.[0] ?? key.range?.[0])) ?? offset
      node = value
    } else {
      const item = node.items[Number(step)] as Node | undefined
      if (!item) break
      offset = item.range?.[0] ?? offset
      node = item
    }
  }
  return offset
}
