export interface AuditRules {
  /** New programs of everybody are recorded, or only those that a condition lets through. */
  execve: 'all' | 'some' | 'none'
  /** Files whose changes are recorded. */
  watched: string[]
  count: number
}

/** Conditions that leave no program out that did start. */
const harmless = /^(?:arch=|key=|success=(?:1|yes)$)/

/**
 * Rules as `auditctl -l` prints and `/etc/audit/audit.rules` holds them: `-w /etc/passwd -p wa -k identity`,
 * `-a always,exit -F arch=b64 -S execve -F key=exec`; "No rules" for none.
 */
export function parseAuditRules(text: string): AuditRules {
  const found = readAll(text)
  const {count, silenced, hidesCalls} = found
  if (silenced) return {execve: 'none', watched: [], count}
  return {execve: hidesCalls ? 'none' : found.execve, watched: found.watched, count}
}

interface Found extends AuditRules {
  /** A rule that goes before them leaves all others without effect. */
  silenced?: boolean
  /** The records of calls are thrown away. */
  hidesCalls?: boolean
}

function readAll(text: string): Found {
  const found: Found = {execve: 'none', watched: [], count: 0}
  for (const raw of text.split('\n')) {
    const line = raw.slice(0, 4000).trim()
    const words = line.split(/\s+/)
    if (words[0] === '-w') readWatch(words, found)
    else if (words[0] === '-a' || words[0] === '-A') readSyscallRule(words, found)
  }
  return found
}

function readWatch(words: readonly string[], found: Found) {
  found.count++
  const permissions = words.includes('-p') ? (words[words.indexOf('-p') + 1] ?? '') : 'rwxa'
  if (words[1] && permissions.includes('w')) found.watched.push(words[1])
}

function readSyscallRule(words: readonly string[], found: Found) {
  found.count++
  const list = (words[1] ?? '').split(',')
  if (list.includes('never') || list.includes('exclude')) return readExclusion(list, words, found)
  if (!list.includes('always') || !list.includes('exit')) return
  const calls = words.flatMap((word, at) => (words[at - 1] === '-S' ? word.split(',') : []))
  const fields = words.flatMap((word, at) => (words[at - 1] === '-F' ? [word] : []))
  // The form of a watch since audit 3.0: -a always,exit -F path=/etc/passwd -F perm=wa.
  const path = fields.find((field) => field.startsWith('path='))?.slice(5)
  const permissions = fields.find((field) => field.startsWith('perm='))?.slice(5) ?? 'rwxa'
  const everyCall = calls.length === 0 || calls.includes('all')
  if (path && everyCall) {
    if (permissions.includes('w')) found.watched.push(path)
    return
  }
  if (!calls.includes('execve') && !calls.includes('all')) return
  // -C compares two fields, as in rules that record programs run by sudo only.
  const isB32 = fields.includes('arch=b32')
  if (!words.includes('-C') && !isB32 && fields.every((field) => harmless.test(field))) found.execve = 'all'
  else if (found.execve === 'none' && !isB32) found.execve = 'some'
}

/**
 * `-a never,task`, with which Fedora comes, switches off every rule about files and calls, and so does a `never,exit` for all
 * calls in front of them; `-a always,exclude -F msgtype=EXECVE` throws the record away that tells the command line.
 */
function readExclusion(list: readonly string[], words: readonly string[], found: Found) {
  const fields = words.flatMap((word, at) => (words[at - 1] === '-F' ? [word] : [])).filter((field) => !/^(?:arch=|key=)/.test(field))
  const calls = words.flatMap((word, at) => (words[at - 1] === '-S' ? word.split(',') : []))
  const forEverybody = fields.length === 0 && !words.includes('-C')
  const everyCall = calls.length === 0 || calls.includes('all')
  if (list.includes('never') && forEverybody) {
    const isFirst = found.watched.length === 0 && found.execve === 'none'
    if (list.includes('task') || (list.includes('exit') && everyCall && isFirst)) found.silenced = true
    else if (list.includes('exit') && calls.includes('execve') && isFirst) found.hidesCalls = true
  }
  if (list.includes('exclude') && fields.some((field) => /^msgtype=(?:SYSCALL|EXECVE|1300|1309)$/i.test(field))) found.hidesCalls = true
}

/** The line `enabled 1` of `auditctl -s`: 0 off, 1 on, 2 on and locked. */
export function parseAuditStatus(text: string): boolean | undefined {
  const flag = /^enabled\s+([012])\s*$/m.exec(text.slice(0, 4000))?.[1]
  return flag === undefined ? undefined : flag !== '0'
}
