import {present} from '../../lib/present.ts'
import type {SeenFact} from '../../model/fact.ts'
import type {Accounts} from '../../model/facts/accounts.ts'
import {type Gaps, type Look, seen, untold} from './look.ts'

/** Shells that let nobody in. */
const closedShells = /(?:nologin|false|sync|halt|shutdown)$/

/** Local accounts by name and number. Who is an administrator, and whether an account of Windows is enabled, is not told. */
export function mapAccounts(look: Look): SeenFact<Accounts> | undefined {
  const entries = look.inventory.sections.local_users
  if (!entries) return undefined
  const named = entries.flatMap((entry) => {
    const name = entry['login'] ?? entry['name']
    const id = entry['id'] ?? entry['sid']
    if (name === undefined || id === undefined) {
      look.tally.drop(noName)
      return []
    }
    return [{name, id, shell: entry['shell']}]
  })
  if (named.length === 0) return undefined
  const users = named
    .filter(({shell}) => shell === undefined || !closedShells.test(shell))
    .map(({name, id, shell}) => ({
      name,
      id,
      ...present({admin: id === '0' ? true : undefined, builtIn: builtIn(id, shell !== undefined)}),
    }))
  const unix = named.every(({id}) => /^\d+$/.test(id))
  const duplicateIds = unix ? repeatedOf(named.map(({id}) => id)) : undefined
  const gaps: Gaps = {}
  for (const field of ['users.enabled', 'users.admin', 'admins', 'directory', 'emptyPasswords', 'autoLogon', 'passwordlessSudo', 'laps'])
    gaps[field] = untold
  for (const field of ['defaultAdminEnabled', 'guestEnabled', 'users.lastLogonAt']) gaps[field] = untold
  // Agents list the enabled accounts of Windows only, or all of them: that depends on their version.
  if (!unix) gaps['total'] = untold
  const value = {users, total: named.length, ...present({duplicateIds})}
  return seen(look, ['local_users'], value, gaps, ['users', 'total', 'duplicateIds'])
}

function repeatedOf(ids: readonly string[]): string[] {
  const once = new Set<string>()
  return [...new Set(ids.filter((id) => once.has(id) || !once.add(id)))]
}

function builtIn(id: string, unix: boolean): boolean | undefined {
  if (unix) return id === '0' || Number(id) < 1000 || Number(id) >= 65_534
  const rid = Number(/^S-1-5-21-.*-(\d+)$/.exec(id)?.[1])
  return Number.isNaN(rid) ? undefined : rid < 1000
}

const noName = {vi: 'Tài khoản không có tên hoặc số hiệu', en: 'Accounts without a name or an id'}
