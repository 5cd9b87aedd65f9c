/** What `systeminfo` prints of a machine; what a file does not hold, or holds blacked out, is undefined. */
export interface Systeminfo {
  hostname: string | undefined
  osName: string
  version: string
  build: number
  arch: string | undefined
  manufacturer: string | undefined
  model: string | undefined
  processor: string | undefined
  memoryMb: number | undefined
  domain: string | undefined
  /** KB numbers of installed updates. */
  hotfixes: string[]
}

interface Row {
  value: string
  /** Lines that go on with the row. */
  more: string[]
}

/** Number and build of Windows, in every language: "10.0.17763 N/D Compilación 17763", "6.1.7601 Service Pack 1 Build 7601". */
const versionValue = /^(\d{1,2}\.\d{1,2}\.(\d{4,5}))\s.*?(\d{4,5})$/

/**
 * Reads `systeminfo` by the order and look of its values, never by labels, so that every language of Windows will do. The row of the
 * version is the anchor: the name of the system stands before it, maker, model, kind and processor at fixed places after it.
 * Undefined when there is no such row.
 */
export function parseSysteminfo(text: string): Systeminfo | undefined {
  const rows = readRows(text)
  const at = rows.findIndex(({value}) => versionValue.test(value))
  const anchor = versionValue.exec(rows[at]?.value ?? '')
  const osName = rows[at - 1]?.value
  if (!anchor || osName === undefined || osName === '') return undefined
  const shown = (offset: number) => {
    const value = rows[at + offset]?.value
    return value === undefined || value === '' || /^\.+$|^N\/A$|^\[.*\]$/i.test(value) ? undefined : value
  }
  const kind = shown(11) ?? ''
  const memory = /^([\d.,\u00a0\u202f ]+) *\p{L}+$/u.exec(shown(20) ?? '')?.[1]?.replace(/\D/g, '')
  // A folder of Windows stands at its place: only then do the rows count as usual.
  const usual = /^[A-Z]:\\/i.test(shown(14) ?? '')
  return {
    hostname: at >= 2 ? shown(-2) : undefined,
    osName,
    version: anchor[1] ?? '',
    build: Number(anchor[2]),
    arch: /x64|amd64/i.test(kind) ? 'x86_64' : /arm64/i.test(kind) ? 'aarch64' : /x86|x32/i.test(kind) ? 'x86' : undefined,
    manufacturer: usual ? shown(9) : undefined,
    model: usual ? shown(10) : undefined,
    processor: usual ? rows[at + 12]?.more[0]?.replace(/^\[\d+\]:\s*/, '') : undefined,
    memoryMb: usual && memory ? Number(memory) : undefined,
    domain: usual && /^[\p{L}\d._-]+$/u.test(shown(26) ?? '') ? shown(26) : undefined,
    hotfixes: [...new Set([...text.matchAll(/\[\d+\]:\s+(KB\d{6,7})(?!\d)/g)].map(([, kb = '']) => kb))],
  }
}

function readRows(text: string): Row[] {
  const lines = text.split(/\r*\n/).filter((line) => line.trim() !== '')
  const anchor = lines.find((line) => anchorLine.test(line)) ?? ''
  // Values stand below each other; where letters of double width shift them, a colon and blanks tell.
  const column = anchor.length - (anchorLine.exec(anchor)?.[1]?.length ?? 0)
  const rows: Row[] = []
  for (const line of lines) {
    if (/^\s/.test(line)) rows.at(-1)?.more.push(line.trim())
    else {
      const aligned = /:\s*$/.test(line.slice(0, column)) ? line.slice(column) : /:\s+(\S.*)$/.exec(line)?.[1]
      rows.push({value: (aligned ?? '').trim(), more: []})
    }
  }
  return rows
}

const anchorLine = /:\s+(\d{1,2}\.\d{1,2}\.\d{4,5}\s.*?\d{4,5}\s*)$/
