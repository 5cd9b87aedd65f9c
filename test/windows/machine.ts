import type {Fact} from '../../src/model/fact.ts'
import type {EndpointFactName, EndpointFactValue} from '../../src/model/facts/index.ts'
import {buildWindowsFacts} from '../../src/windows/build-facts.ts'
import type {WindowsTables} from '../../src/windows/look.ts'
import {unseen} from '../../src/windows/output.ts'
import {type Answers, readSources} from '../../src/windows/sources.ts'
import {loadWindowsTables} from '../../src/windows-tables.ts'

/** Values of a key as reg.exe writes them: text, number (dword), list (multi), bytes. */
export type Values = Record<string, string | number | string[] | Uint8Array>
export type Tree = Record<string, Values>

const hives: Record<string, string> = {HKLM: 'HKEY_LOCAL_MACHINE', HKU: 'HKEY_USERS'}
const full = (key: string) => key.replace(/^(HKLM|HKU)/, (hive) => hives[hive] ?? hive)

export function utf16(text: string, mark = true): Uint8Array {
  return Buffer.from(`${mark ? '\uFEFF' : ''}${text}`, 'utf16le')
}

/** What `reg export` writes. */
export function exported(tree: Tree): Uint8Array {
  const quote = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  const bytes = (data: Uint8Array) => [...data].map((byte) => byte.toString(16).padStart(2, '0')).join(',')
  const value = (data: Values[string]) => {
    if (typeof data === 'string') return quote(data)
    if (typeof data === 'number') return `dword:${data.toString(16).padStart(8, '0')}`
    if (Array.isArray(data)) return `hex(7):${bytes(utf16(`${data.join('\0')}\0\0`, false))}`
    return `hex:${bytes(data)}`
  }
  // Every key between the first one and those below it is written, too.
  const [top = ''] = Object.keys(tree)
  const whole: Tree = {}
  for (const key of Object.keys(tree)) {
    for (let at = key.indexOf('\\', top.length); at > 0; at = key.indexOf('\\', at + 1))
      whole[key.slice(0, at)] ??= tree[key.slice(0, at)] ?? {}
    whole[key] = tree[key] ?? {}
  }
  const blocks = Object.entries(whole).map(([key, values]) =>
    [`[${full(key)}]`, ...Object.entries(values).map(([name, data]) => `${name === '' ? '@' : quote(name)}=${value(data)}`), ''].join(
      '\r\n',
    ),
  )
  return utf16(`Windows Registry Editor Version 5.00\r\n\r\n${blocks.join('\r\n')}\r\n`)
}

/** What `reg query` prints of one key; `end` is the sentence that a search ends with. */
export function queried(key: string, values: Values, children: readonly string[] = [], end = ''): string {
  const lines = Object.entries(values).map(([name, data]) => {
    if (typeof data === 'number') return `    ${name}    REG_DWORD    0x${data.toString(16)}`
    if (Array.isArray(data)) return `    ${name}    REG_MULTI_SZ    ${data.join('\\0')}`
    return `    ${name}    REG_SZ    ${data}`
  })
  return ['', ...(lines.length > 0 ? [full(key), ...lines, ''] : []), ...children.map((child) => `${full(key)}\\${child}`), end, ''].join(
    '\r\n',
  )
}

/** A PC: answers by the name of their file. Text is written in UTF-8, or as given in bytes. */
export type Machine = Record<string, string | Uint8Array | undefined>

export function answersOf(machine: Machine, elevated: boolean | undefined = true): Answers {
  return {
    files: Object.keys(machine).filter((file) => machine[file] !== undefined),
    elevated,
    read: (file) => {
      const answer = machine[file]
      if (answer === undefined) return unseen('not-collected', `${file} is not there`)
      return {ok: true, value: typeof answer === 'string' ? Buffer.from(answer) : answer}
    },
  }
}

let tables: WindowsTables | undefined

export const at = '2026-11-26T03:00:00.000Z'

export function factsOf(machine: Machine, elevated: boolean | undefined = true) {
  tables ??= loadWindowsTables()
  return buildWindowsFacts({...readSources(answersOf(machine, elevated)), tables}, at)
}

/** The value of a fact that must have been seen. */
export function seenValue<N extends EndpointFactName>(name: N, machine: Machine): EndpointFactValue<N> {
  const fact = factOf(name, machine)
  if (!fact.ok) throw new Error(`${name} was not seen: ${fact.reason}: ${fact.detail}`)
  return fact.value as EndpointFactValue<N>
}

export function factOf(name: EndpointFactName, machine: Machine): Fact {
  const fact = factsOf(machine)[name]
  if (!fact) throw new Error(`no fact ${name}`)
  return fact
}
