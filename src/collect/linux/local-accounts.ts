import {type GroupEntry, parseGroup} from '../parse/group.ts'
import {parseLoginDefs} from '../parse/login-defs.ts'
import {type PasswdEntry, parsePasswd} from '../parse/passwd.ts'
import {type PasswordState, parseShadow, type ShadowEntry} from '../parse/shadow.ts'
import type {Probe} from '../probe.ts'
import type {Failure} from './gap.ts'

/** Shells that end at once: nobody works with such an account. Unknown shells count as usable. */
const closedShells = new Set(['nologin', 'false', 'true', 'sync', 'halt', 'shutdown', 'null', 'nosuchshell'])

export interface LocalAccount extends Omit<PasswdEntry, 'password'> {
  /** Undefined when /etc/shadow would have to tell and could not be read. */
  password: PasswordState | undefined
  shadow: ShadowEntry | undefined
  /** Has a shell to work with. */
  loginShell: boolean
  /** Made for a person: a uid of the range that useradd gives to persons. */
  person: boolean
  /** The account as a whole has ended (`chage -E`). */
  expired: boolean
  groups: string[]
}

export interface LocalAccounts {
  accounts: LocalAccount[]
  groups: GroupEntry[]
  nis: boolean
  /** Why /etc/shadow was not seen. */
  shadowFailure?: Failure
  /** Why /etc/group was not seen. */
  groupFailure?: Failure
}

type Answer = ({ok: true} & LocalAccounts) | Failure

const memory = new WeakMap<Probe, Promise<Answer>>()

/** Local accounts out of /etc/passwd, /etc/shadow, /etc/group and the uid range of /etc/login.defs; five facts ask for them. */
export function readLocalAccounts(probe: Probe): Promise<Answer> {
  const known = memory.get(probe)
  if (known) return known
  const answer = readAll(probe)
  memory.set(probe, answer)
  return answer
}

async function readAll(probe: Probe): Promise<Answer> {
  const [passwd, shadow, group, defs, vendorDefs] = await Promise.all(
    ['/etc/passwd', '/etc/shadow', '/etc/group', '/etc/login.defs', '/usr/etc/login.defs'].map((path) => probe.readText(path)),
  )
  if (!passwd?.ok) return passwd ?? {ok: false, reason: 'error', detail: '/etc/passwd was not answered'}
  const {accounts, nis} = parsePasswd(passwd.value)
  if (accounts.length === 0) return {ok: false, reason: 'error', detail: '/etc/passwd holds no account'}
  const groups = group?.ok ? parseGroup(group.value) : []
  const shadows = shadow?.ok ? parseShadow(shadow.value) : undefined
  const byGid = Map.groupBy(groups, (one) => one.gid)
  const byMember = Map.groupBy(
    groups.flatMap((one) => one.members.map((member) => ({member, group: one}))),
    (one) => one.member,
  )
  const range = parseLoginDefs(defs?.ok ? defs.value : vendorDefs?.ok ? vendorDefs.value : '')
  const firstPerson = readNumber(range.get('UID_MIN'), 1000)
  const lastPerson = readNumber(range.get('UID_MAX'), 60_000)
  const today = Math.floor(probe.now.getTime() / 86_400_000)
  return {
    ok: true,
    nis,
    groups,
    accounts: accounts.map((account) => {
      const entry = shadows?.get(account.name)
      return {
        ...account,
        shadow: entry,
        password: passwordOf(account, entry, shadows !== undefined),
        loginShell: !closedShells.has(account.shell.slice(account.shell.lastIndexOf('/') + 1)),
        person: account.uid >= firstPerson && account.uid <= lastPerson && account.name !== 'nobody',
        expired: entry?.expireDay !== undefined && entry.expireDay <= today,
        groups: [
          ...new Set(
            [...(byGid.get(account.gid) ?? []), ...(byMember.get(account.name) ?? []).map((one) => one.group)].map((one) => one.name),
          ),
        ],
      }
    }),
    ...(shadow && !shadow.ok ? {shadowFailure: shadow} : shadows?.size === 0 ? {shadowFailure: emptyShadow} : {}),
    ...(group && !group.ok ? {groupFailure: group} : groups.length === 0 ? {groupFailure: emptyGroup} : {}),
  }
}

const emptyShadow: Failure = {ok: false, reason: 'error', detail: '/etc/shadow holds no entry'}
const emptyGroup: Failure = {ok: false, reason: 'error', detail: '/etc/group holds no entry'}

/** An account that /etc/shadow does not know cannot log in by password, as long as that file was read at all. */
function passwordOf(account: PasswdEntry, entry: ShadowEntry | undefined, seen: boolean): PasswordState | undefined {
  if (account.password.state !== 'shadow') return account.password
  if (entry) return entry.password
  return seen ? {state: 'none'} : undefined
}

function readNumber(text: string | undefined, otherwise: number): number {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : otherwise
}
