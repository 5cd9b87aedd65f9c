/** crypt(5) schemes, weakest first; the order decides which one is named as the weakest of a machine. */
export const passwordSchemes = [
  'des',
  'bsdi',
  'nt',
  'md5',
  'sunmd5',
  'sha1',
  'unknown',
  'sha256',
  'sha512',
  'bcrypt',
  'scrypt',
  'gost-yescrypt',
  'yescrypt',
] as const
export type PasswordScheme = (typeof passwordSchemes)[number]

/** State of a password field without the hash itself: `empty` lets anybody in, `none` lets nobody in by password. */
export type PasswordState = {state: 'empty'} | {state: 'none'} | {state: 'usable'; scheme: PasswordScheme}

export interface ShadowEntry {
  password: PasswordState
  /** Days since 1970-01-01; 0 means "must be changed at the next log-in". */
  changedDay?: number
  minDays?: number
  maxDays?: number
  /** Day on which the whole account ends. */
  expireDay?: number
}

/** Prefixes of crypt(5); the longer one stands first where one begins like another. */
const prefixes: readonly (readonly [string, PasswordScheme])[] = [
  ['$y$', 'yescrypt'],
  ['$gy$', 'gost-yescrypt'],
  ['$7$', 'scrypt'],
  ['$2', 'bcrypt'],
  ['$6$', 'sha512'],
  ['$5$', 'sha256'],
  ['$sha1', 'sha1'],
  ['$md5', 'sunmd5'],
  ['$3$', 'nt'],
  ['$1$', 'md5'],
  ['$', 'unknown'],
]

/** Reads a password field of passwd(5) or shadow(5) as its state and scheme. */
export function readPasswordField(field: string): PasswordState {
  if (field === '') return {state: 'empty'}
  const prefix = prefixes.find(([start]) => field.startsWith(start))
  if (prefix) return {state: 'usable', scheme: prefix[1]}
  if (/^[./0-9A-Za-z]{13}$/.test(field)) return {state: 'usable', scheme: 'des'}
  if (/^_[./0-9A-Za-z]{19}$/.test(field)) return {state: 'usable', scheme: 'bsdi'}
  // "!", "*", "!!", "!$6$..." and words like "LK" can never be the result of crypt(3).
  return {state: 'none'}
}

/** Entries of /etc/shadow by account name, hashes left behind. */
export function parseShadow(text: string): Map<string, ShadowEntry> {
  const entries = new Map<string, ShadowEntry>()
  for (const line of text.split('\n')) {
    const fields = line.split(':')
    const [name, password] = fields
    if (!name || password === undefined || fields.length < 3 || name.length > 256) continue
    const entry: ShadowEntry = {password: readPasswordField(password)}
    const changedDay = readDays(fields[2])
    const minDays = readDays(fields[3])
    const maxDays = readDays(fields[4])
    const expireDay = readDays(fields[7])
    if (changedDay !== undefined) entry.changedDay = changedDay
    if (minDays !== undefined) entry.minDays = minDays
    if (maxDays !== undefined) entry.maxDays = maxDays
    if (expireDay !== undefined) entry.expireDay = expireDay
    entries.set(name.normalize('NFC'), entry)
  }
  return entries
}

/** -1 and an empty field both mean "not set". */
function readDays(field: string | undefined): number | undefined {
  return field !== undefined && /^\d{1,7}$/.test(field) ? Number(field) : undefined
}
