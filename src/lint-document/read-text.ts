import {type Refusal, type Refused, refuse} from './refusals.ts'
import type {Segment} from './text-blocks.ts'

/** The lines of a text file in UTF-8; any other encoding is named as well as it can be guessed, never read wrongly. */
export function readText(bytes: Uint8Array): {ok: true; segments: Segment[]} | Refused {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return refuse('utf-16')
  if (bytes.includes(0)) return refuse(zerosOfUtf16(bytes) ? 'utf-16' : 'binary')
  let text: string
  try {
    text = new TextDecoder('utf-8', {fatal: true}).decode(bytes)
  } catch {
    return refuse(guessEncoding(bytes))
  }
  let apart = true
  const segments: Segment[] = []
  for (const [index, line] of text.split(/\r\n|[\n\r\u2028\u2029\f\v]/).entries()) {
    if (line.trim() === '') apart = true
    else {
      segments.push({place: {unit: 'line', part: 'body', number: index + 1}, text: line, apart})
      apart = false
    }
  }
  return {ok: true, segments}
}

function zerosOfUtf16(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 2000)
  const zeros = start.reduce((sum, byte) => sum + (byte === 0 ? 1 : 0), 0)
  return zeros > start.length / 4
}

/** Frequent words ("và", "của", "được", "định") as each old encoding writes them, seen as Latin-1. */
const traces: readonly [Refusal, RegExp][] = [
  ['tcvn3', /v\u00b5 |c\u00f1a |\u00ae\u00ee?\u00ee?c|\u00ae\u00de|\u00a7/i],
  ['vni', /va\u00f8 |cu\u00fba |\u00f1\u00f6\u00f4\u00efc|\u00f1\u00f2nh|soá|\u00d1/i],
  ['windows-1258', /cu\u00d2a |\u00f0\u00fd\u00f5|v\u00e0 |\u00f0/i],
]

function guessEncoding(bytes: Uint8Array): Refusal {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, 200_000))
  return traces.find(([, pattern]) => pattern.test(text))?.[0] ?? 'not-utf-8'
}

/** Letters of the font encodings TCVN3 and VNI inside words: no Vietnamese word in Unicode has them. */
const TCVN3_WORD =
  /[a-z][\u00b5\u00b8\u00b6\u00b7\u00b9\u00a8\u00bb\u00be\u00bc\u00bd\u00c6\u00a9\u00c7\u00cb\u00ae\u00d0\u00ce\u00cf\u00d1\u00aa\u00d6\u00d7\u00d8\u00dc\u00de\u00df\u00e4\u00ab\u00e5\u00e6\u00e7\u00ac\u00eb\u00ee\u00ef\u00f1\u00f6\u00f7\u00f8\u00fb\u00fc\u00fe]|[\u00ae\u00a7][a-z\u00b5-\u00fe]/gi
const VNI_WORD = /[aeiouy][\u00f8\u00fb\u00ef\u00e5\u00e4\u00eb\u00fc\u00f6]|\u00f1[a-z\u00f2\u00f6]/gi

/** True when a text is typed in an old font: it looks right in Word, and no search would find anything in it. */
export function looksLikeLegacyFont(segments: readonly Segment[]): boolean {
  let words = 0
  let strange = 0
  for (const {text} of segments) {
    words += text.split(/\s+/).length
    strange += (text.match(TCVN3_WORD)?.length ?? 0) + (text.match(VNI_WORD)?.length ?? 0)
    if (words > 20_000) break
  }
  return strange >= 5 && strange > words / 20
}
