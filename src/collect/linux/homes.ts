import {parsePasswd} from '../parse/passwd.ts'
import type {Probe, Seen} from '../probe.ts'

/** First uid that distributions give to persons (login.defs(5), UID_MIN), and the last below the system's own at the top. */
const firstPerson = 1000
const lastPerson = 60_000

/** Home folders of persons; root's too when the program runs as root, because to others it is always closed. */
export async function readHomes(probe: Probe): Promise<Seen<string[]>> {
  if (probe.platform === 'darwin') {
    const users = await probe.list('/Users')
    return users.ok
      ? {ok: true, value: users.value.filter((name) => name !== 'Shared' && !name.startsWith('.')).map((name) => `/Users/${name}`)}
      : users
  }
  const passwd = await probe.readText('/etc/passwd')
  if (!passwd.ok) return passwd
  const homes = parsePasswd(passwd.value)
    .accounts.filter(({uid, name}) => (uid >= firstPerson && uid <= lastPerson && name !== 'nobody') || (uid === 0 && probe.elevated))
    .map(({home}) => home)
    .filter((home) => home.startsWith('/') && home !== '/' && home !== '/nonexistent')
  return {ok: true, value: [...new Set(homes)]}
}
