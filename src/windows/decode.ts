import {utf16Of} from '../lib/text-encoding.ts'

/**
 * Code pages of consoles that TextDecoder knows. The old Latin ones (437, 850) it does not: they are read as windows-1252, which
 * agrees with them in ASCII, and nothing is decided by other letters.
 */
const labels: Record<number, string> = {
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  1250: 'windows-1250',
  1251: 'windows-1251',
  1258: 'windows-1258',
  65001: 'utf-8',
}

/**
 * Text that a program of Windows wrote: UTF-16 with or without a byte order mark (wmic, regedit, PowerShell), a line of ASCII
 * glued before it (`echo` and a program into one file), UTF-8, else the code page of the console.
 */
export function decodeOutput(bytes: Uint8Array, codePage: number | undefined): string {
  const glued = startOfUtf16(bytes)
  if (glued !== undefined) return decodeNarrow(bytes.subarray(0, glued), codePage) + decode(bytes.subarray(glued), 'utf-16le')
  const wide = utf16Of(bytes)
  if (wide) return decode(bytes.length % 2 === 0 ? bytes : bytes.subarray(0, -1), wide)
  return decodeNarrow(bytes, codePage)
}

function decodeNarrow(bytes: Uint8Array, codePage: number | undefined): string {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes).normalize('NFC')
  } catch {
    return decode(bytes, labels[codePage ?? 0] ?? 'windows-1252')
  }
}

function decode(bytes: Uint8Array, label: string): string {
  // Windows-1258 writes Vietnamese tones as separate signs.
  return new TextDecoder(label).decode(bytes).normalize('NFC')
}

/** Where UTF-16 begins after lines of one byte a letter: after a line end, at a byte order mark or at a letter with its zero. */
function startOfUtf16(bytes: Uint8Array): number | undefined {
  const zero = bytes.indexOf(0)
  if (zero < 1) return undefined
  const lineEnd = bytes.lastIndexOf(0x0a, zero)
  if (lineEnd === -1 || zero - lineEnd > 5) return undefined
  const start = lineEnd + 1
  const rest = bytes.subarray(start)
  return utf16Of(rest) === 'utf-16le' ? start : undefined
}
