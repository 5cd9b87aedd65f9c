export interface SudoCommand {
  /** Fully qualified program, "ALL", or the name of a Cmnd_Alias. */
  command: string
  /** Only these arguments may be given; absent: any. */
  args?: string
  negated: boolean
  /** Users as which it may run; undefined = root, empty = only the own user with another group. */
  runas: string[] | undefined
  /** Undefined: the `authenticate` default decides. */
  noPassword: boolean | undefined
}

export type SudoItem =
  | {kind: 'include'; path: string; folder: boolean}
  | {kind: 'alias'; type: 'user' | 'runas' | 'command' | 'host'; name: string; members: string[]}
  | {kind: 'default'; users: string[] | undefined; setting: string; on: boolean; value?: string}
  | {kind: 'rule'; users: string[]; commands: SudoCommand[]}

const tags = new Set([
  'EXEC',
  'NOEXEC',
  'FOLLOW',
  'NOFOLLOW',
  'INTERCEPT',
  'NOINTERCEPT',
  'LOG_INPUT',
  'NOLOG_INPUT',
  'LOG_OUTPUT',
  'NOLOG_OUTPUT',
  'MAIL',
  'NOMAIL',
  'SETENV',
  'NOSETENV',
  'PASSWD',
  'NOPASSWD',
])
const aliasTypes = {User_Alias: 'user', Runas_Alias: 'runas', Cmnd_Alias: 'command', Cmd_Alias: 'command', Host_Alias: 'host'} as const

/**
 * Directives of a sudoers(5) file in their order, includes not followed. Host lists are taken as "this machine". Of defaults
 * bound to a command or a runas user only those are kept that spare the password for ALL or for root.
 */
export function parseSudoers(text: string): SudoItem[] {
  const items: SudoItem[] = []
  for (const logical of text.replaceAll('\\\n', ' ').split('\n')) {
    const line = logical.trim()
    if (line === '' || line.length > 20_000) continue
    const include = /^[@#]include(dir)?\s+(\S.*)$/.exec(line)
    if (include?.[2]) {
      items.push({kind: 'include', path: include[2].replaceAll('"', '').replaceAll('\\ ', ' ').trim(), folder: include[1] !== undefined})
      continue
    }
    const words = stripComment(line)
    if (words === '') continue
    const alias = /^(User_Alias|Runas_Alias|Cmnd_Alias|Cmd_Alias|Host_Alias)\s+(.*)$/.exec(words)
    if (alias?.[1] && alias[2] !== undefined) items.push(...readAliases(aliasTypes[alias[1] as keyof typeof aliasTypes], alias[2]))
    else if (/^Defaults(?=[\s:@!>])/.test(words)) items.push(...readDefaults(words.slice('Defaults'.length)))
    else items.push(...readRule(words))
  }
  return items
}

/** A `#` begins a comment unless it is quoted, escaped, or a number ("#1000", "%#27"). */
function stripComment(line: string): string {
  let quoted = false
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1
    else if (line[at] === '"') quoted = !quoted
    else if (line[at] === '#' && !quoted && !/\d/.test(line[at + 1] ?? '')) return line.slice(0, at).trim()
  }
  return line
}

/** Cuts at a character that stands outside quotes and parentheses and is not escaped. */
function cut(text: string, separator: string): string[] {
  const parts: string[] = []
  let depth = 0
  let quoted = false
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '\\') at += 1
    else if (character === '"') quoted = !quoted
    else if (quoted) continue
    else if (character === '(') depth += 1
    else if (character === ')') depth = Math.max(0, depth - 1)
    else if (character === separator && depth === 0) {
      parts.push(text.slice(from, at).trim())
      from = at + 1
    }
  }
  parts.push(text.slice(from).trim())
  return parts
}

function readList(text: string): string[] {
  return cut(text, ',')
    .map((word) => word.replaceAll('"', '').replaceAll('\\', '').trim().normalize('NFC'))
    .filter((word) => word !== '')
}

function readAliases(type: (typeof aliasTypes)[keyof typeof aliasTypes], text: string): SudoItem[] {
  const items: SudoItem[] = []
  for (const part of cut(text, ':')) {
    const equals = part.indexOf('=')
    if (equals > 0) items.push({kind: 'alias', type, name: part.slice(0, equals).trim(), members: readList(part.slice(equals + 1))})
  }
  return items
}

function readDefaults(text: string): SudoItem[] {
  let users: string[] | undefined
  let settings = text
  if (/^[@!>]/.test(text)) {
    const bound = /^([@!>])\s*("[^"]*"|[^\s,]+)((?:\s*,\s*[^\s,=]+)*)\s+(.*)$/.exec(text.slice(0, 4000))
    const names = readList(`${bound?.[2] ?? ''}${bound?.[3] ?? ''}`)
    if (!bound || (bound[1] !== '@' && !names.some((name) => ['ALL', 'root', '#0'].includes(name)))) return []
    return readSettings(undefined, bound[4] ?? '').filter((item) => item.kind === 'default' && item.setting === 'authenticate' && !item.on)
  }
  if (text.startsWith(':')) {
    const list = /^:\s*("[^"]*"|[^\s,]+)((?:\s*,\s*[^\s,=]+)*)\s+(.*)$/.exec(text.slice(0, 4000))
    if (!list) return []
    users = readList(`${list[1]}${list[2]}`)
    settings = list[3] ?? ''
  }
  return readSettings(users, settings)
}

/** Flags such as `!authenticate`; of the settings with a value only `exempt_group=users` matters. */
function readSettings(users: string[] | undefined, settings: string): SudoItem[] {
  return cut(settings, ',').flatMap((word): SudoItem[] => {
    const flag = /^(!*)\s*([a-z_]+)(?:\s*=\s*(\S.*))?$/.exec(word)
    if (!flag?.[2] || (flag[3] !== undefined && flag[2] !== 'exempt_group')) return []
    const value = flag[3] === undefined ? {} : {value: flag[3].replaceAll('"', '').trim()}
    return [{kind: 'default', users, setting: flag[2], on: (flag[1]?.length ?? 0) % 2 === 0, ...value}]
  })
}

/** `users hosts = commands [: hosts = commands]`; anything else is a syntax error that sudo would skip as well. */
function readRule(text: string): SudoItem[] {
  const [left = '', ...right] = cut(text, '=')
  if (right.length === 0) return []
  const sides = /^(.*\S)\s+\S+$/.exec(left.replace(/\s*,\s*/g, ','))
  if (!sides?.[1]) return []
  // A colon that does not end a tag or a digest begins "hosts = commands" again; the host list in between is dropped.
  const commands: SudoCommand[] = []
  for (const part of splitHosts(right.join('='))) commands.push(...readCommands(part))
  return [{kind: 'rule', users: readList(sides[1]), commands}]
}

function splitHosts(text: string): string[] {
  const parts: string[] = ['']
  for (const piece of cut(text, ':')) {
    const last = parts.at(-1) ?? ''
    const word = /(\S+)$/.exec(last.slice(-64))?.[1] ?? ''
    if (last === '' || tags.has(word.replace(/^.*\)/, '').replace(/^.*,/, '')) || /sha\d{3}$/.test(word))
      parts[parts.length - 1] = last === '' ? piece : `${last}: ${piece}`
    else parts.push(piece.slice(piece.indexOf('=') + 1).trim())
  }
  return parts
}

/** `/usr/bin/systemctl restart nginx` as its program and its arguments; `*` alone stands for any arguments. */
export function readCommand(text: string): {command: string; args: string} {
  const [command = '', ...words] = text.replace(/^[!\s]+/, '').split(/\s+/)
  const args = words.join(' ')
  return {command, args: args === '*' ? '' : args}
}

function readCommands(text: string): SudoCommand[] {
  const commands: SudoCommand[] = []
  let runas: string[] | undefined
  let noPassword: boolean | undefined
  for (const item of cut(text, ',')) {
    let rest = item
    const as = /^\(([^)]*)\)\s*(.*)$/.exec(rest)
    if (as) {
      runas = readList(cut(as[1] ?? '', ':')[0] ?? '')
      rest = as[2] ?? ''
    }
    for (;;) {
      const option = /^(?:[A-Z_]+=(?:"[^"]*"|\S+)\s+|sha\d{3}:\s*\S+\s+)/.exec(rest)
      const tag = /^([A-Z_]+):\s*/.exec(rest)
      if (option) rest = rest.slice(option[0].length)
      else if (tag?.[1] && tags.has(tag[1])) {
        if (tag[1] === 'NOPASSWD') noPassword = true
        if (tag[1] === 'PASSWD') noPassword = false
        rest = rest.slice(tag[0].length)
      } else break
    }
    const negations = /^[!\s]*/.exec(rest)?.[0].replaceAll(' ', '').length ?? 0
    const {command, args} = readCommand(rest)
    if (command !== '') commands.push({command, ...(args ? {args} : {}), negated: negations % 2 === 1, runas, noPassword})
  }
  return commands
}
