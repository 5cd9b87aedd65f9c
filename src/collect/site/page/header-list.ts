import type {Answer} from '../http/fetcher.ts'

export type HeaderList = Answer['headers']

/** No header that means something is longer; a longer one is judged by its beginning. */
const longestValue = 16_384
const mostValues = 20
const longestShown = 500

/** All values of a header, in the order sent, cut to sane lengths. */
export function valuesOf(headers: HeaderList, name: string): string[] {
  const values: string[] = []
  for (const [own, value] of headers) {
    if (own.toLowerCase() !== name) continue
    values.push(value.slice(0, longestValue).trim())
    if (values.length === mostValues) break
  }
  return values
}

/** Values as a fact keeps them. */
export const shown = (values: readonly string[]): string[] => values.map((value) => show(value))

/** A text of a stranger as evidence: one line, without signs that a terminal obeys. */
export function show(text: string, most = longestShown): string {
  const clean = text.slice(0, most + 100).replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ')
  return clean.length > most ? `${clean.slice(0, most - 1)}…` : clean
}

/** Lists joined by commas count as one list over all headers of the name. */
export const listOf = (values: readonly string[]): string[] =>
  values
    .join(',')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
