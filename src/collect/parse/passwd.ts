import {type PasswordState, readPasswordField} from './shadow.ts'

export interface PasswdEntry {
  name: string
  uid: number
  gid: number
  home: string
  shell: string
  /** What the password field of /etc/passwd says itself; `shadow` sends the reader to /etc/shadow. */
  password: PasswordState | {state: 'shadow'}
}

/** Accounts of /etc/passwd, whether it hands over to NIS (`+` lines), and how many lines were not readable as accounts. */
export function parsePasswd(text: string): {accounts: PasswdEntry[]; nis: boolean; odd: number} {
  const accounts: PasswdEntry[] = []
  let nis = false
  let odd = 0
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue
    if (line.startsWith('+') || line.startsWith('-')) {
      nis = true
      continue
    }
    const [name = '', password = '', uid = '', gid = '', , home, shell] = line.split(':')
    if (name === '' || name.length > 256 || name.includes('\0') || !/^\d{1,10}$/.test(uid) || shell === undefined || home === undefined) {
      odd += 1
      continue
    }
    accounts.push({
      name: name.normalize('NFC'),
      uid: Number(uid),
      gid: /^\d{1,10}$/.test(gid) ? Number(gid) : -1,
      home,
      shell: shell.trim(),
      password: password === 'x' ? {state: 'shadow'} : readPasswordField(password),
    })
  }
  return {accounts, nis, odd}
}
