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
  const found: AuditRules = {execve: 'none', watched: [], count: 0}
  for (const raw of text.split('\n')) {
    const line = raw.slice(0, 4000).trim()
    const words = line.split(/\s+/)
    if (words[0] === '-w') readWatch(words, found)
    else if (words[0] === '-a' || words[0] === '-A') readSyscallRule(words, found)
  }
  return found
}

function readWatch(words: readonly string[], found: AuditRules) {
  found.count++
  const permissions = words.includes('-p') ? (words[words.indexOf('-p') + 1] ?? '') : 'rwxa'
  if (words[1] && permissions.includes('w')) found.watched.push(words[1])
}

function readSyscallRule(words: readonly string[], found: AuditRules) {
  found.count++
  const list = words[1] ?? ''
  const isRecord = list.split(',').includes('always') && list.split(',').includes('exit')
  if (!isRecord) return
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

/** The line `enabled 1` of `auditctl -s`: 0 off, 1 on, 2 on and locked. */
export function parseAuditStatus(text: string): boolean | undefined {
  const flag = /^enabled\s+([012])\s*$/m.exec(text.slice(0, 4000))?.[1]
  return flag === undefined ? undefined : flag !== '0'
}
