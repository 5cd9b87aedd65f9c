import {unescapeOctal} from './mountinfo.ts'

export interface NfsExport {
  path: string
  writable: boolean
  /** Offered to every address. */
  everyone: boolean
}

/** Entries of exports(5): a path, default options after "-", and clients with their options; the same path may come again. */
export function parseExports(text: string): NfsExport[] {
  const found = new Map<string, NfsExport>()
  for (const logical of text.replaceAll('\\\n', ' ').split('\n')) {
    if (logical.length > 20_000) continue
    const words = splitWords(logical)
    const [path, ...clients] = words
    if (!path?.startsWith('/')) continue
    const entry = found.get(path) ?? {path: unescapeOctal(path), writable: false, everyone: false}
    found.set(path, entry)
    let defaults: string[] = []
    // A path without a client is offered to every host.
    for (const client of clients.some((word) => !word.startsWith('-')) ? clients : [...clients, '*']) {
      if (client.startsWith('-')) {
        defaults = client.slice(1).split(',')
        continue
      }
      const open = client.indexOf('(')
      const host = open < 0 ? client : client.slice(0, open)
      const options = [
        ...defaults,
        ...(open < 0
          ? []
          : client
              .slice(open + 1)
              .replace(/\)$/, '')
              .split(',')),
      ]
      // exports(5): read-only unless "rw" is said; the later of the two counts.
      if (options.findLast((option) => option === 'rw' || option === 'ro') === 'rw') entry.writable = true
      if (isEveryone(host)) entry.everyone = true
    }
  }
  return [...found.values()]
}

/** "host (rw)" with a blank gives the options to all the world: the empty host. */
function isEveryone(host: string): boolean {
  return ['', '*', '0.0.0.0/0', '0.0.0.0/0.0.0.0', '::/0', '<world>', 'gss/krb5', 'gss/krb5i', 'gss/krb5p'].includes(host)
}

/** Words parted by blanks; quotes hold blanks together and "#" begins a comment. */
function splitWords(line: string): string[] {
  const words: string[] = []
  let word = ''
  let quoted = false
  for (const character of line) {
    if (character === '"') quoted = !quoted
    else if (character === '#' && !quoted) break
    else if (/\s/.test(character) && !quoted) {
      if (word !== '') words.push(word)
      word = ''
    } else word += character
  }
  if (word !== '') words.push(word)
  return words
}
