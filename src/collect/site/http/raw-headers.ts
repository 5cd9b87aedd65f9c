export type HeaderList = readonly (readonly [name: string, value: string])[]

/**
 * Names in lower case, order and repetitions kept, all of them: one that was left out would look like one that was not sent. The
 * size of the whole was limited before.
 */
export function headerList(raw: readonly (Buffer | string)[]): HeaderList {
  const list: (readonly [string, string])[] = []
  for (let index = 0; index + 1 < raw.length; index += 2) list.push([latin1(raw[index]).toLowerCase(), latin1(raw[index + 1])])
  return list
}

const latin1 = (value: Buffer | string = '') => (typeof value === 'string' ? value : value.toString('latin1'))

export function headerOf(headers: HeaderList, name: string): string | undefined {
  return headers.find(([candidate]) => candidate === name)?.[1]
}

/** An address in a header, whose letters many servers send as bare UTF-8. */
export function addressOf(value: string): string {
  const bytes = Buffer.from(value, 'latin1')
  const text = bytes.toString('utf8')
  return text.includes('\uFFFD') ? value : text
}
