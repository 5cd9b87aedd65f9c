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
  for (const raw of text.split('\n')) {
    // As glibc reads it: blanks in front do not count, fields that are missing at the end are empty, and "#" begins no account.
    const line = raw.trimStart()
    if (line === '' || line.startsWith('#')) continue
    if (line.startsWith('+') || line.startsWith('-')) {
      nis = true
      continue
    }
    const [name = '', password, number = '', gid = '', , home = '', shell = ''] = line.split(':')
    const uid = number.trim().replace(/^\+/, '')
    if (
      name === '' ||
      name.length > 256 ||
      name.includes('\0') ||
      password === undefined ||
      !/^\d{1,10}:\d{1,10}$/.test(`${uid}:${gid.trim()}`)
    ) {
      odd += 1
      continue
    }
    accounts.push({
      name: name.normalize('NFC'),
      uid: Number(uid),
      gid: Number(gid),
      home,
      shell: shell.trim(),
      password: password === 'x' ? {state: 'shadow'} : readPasswordField(password),
    })
  }
  return {accounts, nis, odd}
}
