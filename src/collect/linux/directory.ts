import type {Gap} from '../../model/fact.ts'
import type {Accounts} from '../../model/facts/accounts.ts'
import {parseKeyfile} from '../parse/keyfile.ts'
import {parseNsswitch} from '../parse/nsswitch.ts'
import type {Probe} from '../probe.ts'
import {isRunning, readProcesses} from './processes.ts'
import {readFolder} from './read-folder.ts'

export interface Directory {
  kind: Accounts['directory']
  /** Sources of sudo rules besides the local files. */
  sudoRules: boolean
  gap?: Gap
}

/** Providers of sssd.conf(5) that are a central directory. */
const providers = {ad: 'active-directory', ipa: 'ipa', ldap: 'ldap'} as const

/** Sources of nsswitch.conf that bring accounts from elsewhere, apart from sss and winbind, which need a second look. */
const sources = {
  ldap: 'ldap',
  nis: 'nis',
  nisplus: 'nis',
  himmelblau: 'entra',
  aad: 'entra',
  centrifydc: 'active-directory',
  lsass: 'active-directory',
  vas4: 'active-directory',
} as const

/**
 * The directory whose accounts may log in here: what nsswitch.conf asks, and what the service behind it is joined to.
 * `none` only when nsswitch.conf names no such source, or the service behind it has no domain.
 */
export async function readDirectory(probe: Probe, nisInPasswd: boolean): Promise<Directory> {
  const [processes, nsswitch, vendor, sssd, sssdParts, samba, keytab, ipa] = await Promise.all([
    readProcesses(probe),
    probe.readText('/etc/nsswitch.conf'),
    probe.readText('/usr/etc/nsswitch.conf'),
    probe.readText('/etc/sssd/sssd.conf'),
    readFolder(probe, '/etc/sssd/conf.d', (name) => name.endsWith('.conf')),
    probe.readText('/etc/samba/smb.conf'),
    probe.stat('/etc/krb5.keytab'),
    probe.stat('/etc/ipa/default.conf'),
  ])
  const switches = nsswitch.ok ? nsswitch : vendor
  // Without nsswitch.conf glibc asks the files only; musl has none at all. The marks of a join still count.
  const databases = parseNsswitch(switches.ok ? switches.value : '')
  const asked = new Set([...(databases.get('passwd') ?? []), ...(databases.get('passwd_compat') ?? [])])
  const rules = databases.get('sudoers') ?? []
  const sudoRules = rules.includes('ldap') || rules.includes('sss')
  if (!switches.ok && switches.reason !== 'not-supported')
    return {kind: 'none', sudoRules, gap: {reason: switches.reason, detail: `directory: ${switches.detail}`.slice(0, 200)}}

  const sssdTexts = [...(sssd.ok ? [sssd.value] : []), ...sssdParts.texts.map((file) => file.text)]
  const configured = sssdProviders(sssdTexts)
  const ownKeytab = sssdTexts.some((text) => /^\s*(?:krb5|ldap_krb5)_keytab\s*=/m.test(text))
  const domain = configured.length > 0 ? strongest(configured) : ipa.ok ? 'ipa' : undefined
  // What sssd is set up for is nobody's account as long as glibc does not ask it, it does not run, or the join left no key.
  if (domain && (asked.has('sss') || !switches.ok)) {
    const broken =
      isRunning(processes, ['sssd']) === false
        ? 'sssd is set up and does not run'
        : domain !== 'ldap' && !ownKeytab && !keytab.ok && keytab.reason === 'not-supported'
          ? 'sssd is set up, but the key of the join is missing (/etc/krb5.keytab)'
          : undefined
    if (!broken) return {kind: domain, sudoRules}
    // The kind stays: its rules may hold again at any time.
    return {kind: domain, sudoRules, gap: {reason: 'not-supported', detail: `directory: ${broken}`}}
  }
  for (const source of asked) if (source in sources) return {kind: sources[source as keyof typeof sources], sudoRules}
  if (asked.has('authd')) return {...(await readAuthd(probe)), sudoRules}
  if (asked.has('winbind')) {
    const member = samba.ok && /^\s*security\s*=\s*(?:ads|domain)\b/im.test(samba.value)
    const stopped = isRunning(processes, ['winbindd']) === false
    if (member && !stopped) return {kind: 'active-directory', sudoRules}
    const detail = `directory: winbind is asked for accounts, but ${member ? 'does not run' : 'smb.conf shows no domain'}`
    return {kind: member ? 'active-directory' : 'none', sudoRules, gap: {reason: 'not-supported', detail}}
  }
  if (nisInPasswd && asked.has('compat')) return {kind: 'nis', sudoRules}
  const closed = [sssd, sssdParts.failure].find((answer) => answer && 'reason' in answer && answer.reason === 'no-rights')
  if (asked.has('sss') && closed) {
    const detail = keytab.ok ? 'sssd.conf is closed; a Kerberos keytab shows that the machine is joined somewhere' : 'sssd.conf is closed'
    return {kind: 'none', sudoRules, gap: {reason: 'no-rights', detail: `directory: ${detail}`}}
  }
  return {kind: 'none', sudoRules}
}

/** Providers of the domains that sssd.conf(5) switches on: listed under `domains`, or marked `enabled = true`. */
function sssdProviders(texts: readonly string[]): Accounts['directory'][] {
  const files = texts.map(parseKeyfile)
  const active = new Set(
    files.flatMap((file) => (file.get('sssd')?.get('domains') ?? '').split(',').map((name) => name.trim())).filter((name) => name !== ''),
  )
  return files.flatMap((file) =>
    [...file].flatMap(([section, settings]): Accounts['directory'][] => {
      const domain = /^domain\/([^/]+)$/.exec(section)?.[1]
      const enabled = settings.get('enabled')?.toLowerCase()
      const provider = settings.get('id_provider')?.toLowerCase() ?? ''
      if (!domain || enabled === 'false' || !(active.has(domain) || enabled === 'true') || !(provider in providers)) return []
      return [providers[provider as keyof typeof providers]]
    }),
  )
}

function strongest(kinds: readonly Accounts['directory'][]): Accounts['directory'] {
  return kinds.find((kind) => kind !== 'ldap') ?? 'ldap'
}

/** Ubuntu's authd hands over to brokers; the one for Microsoft is the only one the schema has a name for. */
async function readAuthd(probe: Probe): Promise<Pick<Directory, 'kind' | 'gap'>> {
  const brokers = await probe.list('/etc/authd/brokers.d')
  if (brokers.ok && brokers.value.some((name) => name.startsWith('msentraid'))) return {kind: 'entra'}
  if (brokers.ok && brokers.value.every((name) => !name.endsWith('.conf'))) return {kind: 'none'}
  return {
    kind: 'none',
    gap: {reason: brokers.ok ? 'not-supported' : brokers.reason, detail: 'directory: authd is asked for accounts, its broker is not known'},
  }
}
