import {type DoasRule, parseDoasConf} from '../parse/doas-conf.ts'
import type {GroupEntry} from '../parse/group.ts'
import {isPowerful} from '../parse/powerful-programs.ts'
import {parseSudoers, readCommand, type SudoCommand, type SudoItem} from '../parse/sudoers.ts'
import type {Probe, Seen} from '../probe.ts'
import type {Failure} from './gap.ts'
import type {LocalAccount} from './local-accounts.ts'
import {readFolder} from './read-folder.ts'

/** What somebody may become through sudo or doas. */
export type Power = 'none' | 'password' | 'no-password'

export interface SudoPower {
  /** Power of an account of this machine. */
  of: (account: LocalAccount) => Power
  /** Power that a rule for everybody gives to an account without any group. */
  ofAnybody: Power
  /** Rules without password for groups or netgroups that are not of this machine: "%domain admins". */
  foreign: string[]
  /** Something that may hold more rules could not be read. */
  failure?: Failure
}

const depthLimit = 8

/** Reads sudoers with all it includes, and doas.conf; both missing means that nobody gains power that way. */
export async function readSudoPower(probe: Probe, groups: readonly GroupEntry[]): Promise<SudoPower> {
  const failures: Failure[] = []
  const [items, doas] = await Promise.all([readSudoers(probe, failures), readDoas(probe, failures)])
  const aliases = collectAliases(items)
  const stranger: Who = {name: '', uid: -1, gids: [], groups: []}
  const gids = new Map(groups.map((group) => [group.name, group.gid]))
  const [failure] = failures
  return {
    of: (account) => {
      const who = whoIs(account, gids)
      return stronger(judgeSudo(items, aliases, who), judgeDoas(doas, who))
    },
    ofAnybody: judgeSudo(items, aliases, stranger),
    foreign: findForeign(items, aliases, gids),
    ...(failure ? {failure} : {}),
  }
}

interface Who {
  name: string
  uid: number
  gids: readonly number[]
  groups: readonly string[]
}

function whoIs(account: LocalAccount, gids: ReadonlyMap<string, number>): Who {
  const others = account.groups.map((group) => gids.get(group)).filter((gid) => gid !== undefined)
  return {name: account.name, uid: account.uid, gids: [account.gid, ...others], groups: account.groups}
}

function stronger(a: Power, b: Power): Power {
  if (a === 'no-password' || b === 'no-password') return 'no-password'
  return a === 'password' || b === 'password' ? 'password' : 'none'
}

async function readSudoers(probe: Probe, failures: Failure[]): Promise<SudoItem[]> {
  const [own, vendor] = await Promise.all([probe.readText('/etc/sudoers'), probe.readText('/usr/etc/sudoers')])
  const first: [string, Seen<string>] = own.ok || own.reason !== 'not-supported' ? ['/etc/sudoers', own] : ['/usr/etc/sudoers', vendor]
  return follow(probe, ...first, failures, 0)
}

async function follow(probe: Probe, path: string, answer: Seen<string>, failures: Failure[], depth: number): Promise<SudoItem[]> {
  if (!answer.ok) {
    if (answer.reason !== 'not-supported') failures.push(answer)
    return []
  }
  const items: SudoItem[] = []
  for (const item of parseSudoers(answer.value)) {
    if (item.kind !== 'include') {
      items.push(item)
      continue
    }
    if (depth >= depthLimit) {
      failures.push({ok: false, reason: 'error', detail: `${path} includes more than ${depthLimit} files deep`})
      continue
    }
    const target = item.path.startsWith('/') ? item.path : `${path.slice(0, path.lastIndexOf('/'))}/${item.path}`
    if (!item.folder) {
      items.push(...(await follow(probe, target, await probe.readText(target), failures, depth + 1)))
      continue
    }
    // sudoers(5): names that end in "~" or hold a "." are skipped.
    const {texts, failure} = await readFolder(probe, target, (name) => !name.includes('.') && !name.endsWith('~'))
    if (failure) failures.push(failure)
    for (const file of texts) items.push(...(await follow(probe, file.path, {ok: true, value: file.text}, failures, depth + 1)))
  }
  return items
}

async function readDoas(probe: Probe, failures: Failure[]): Promise<DoasRule[]> {
  const [main, folder] = await Promise.all([
    probe.readText('/etc/doas.conf'),
    readFolder(probe, '/etc/doas.d', (name) => name.endsWith('.conf')),
  ])
  if (!main.ok && main.reason !== 'not-supported') failures.push(main)
  if (folder.failure) failures.push(folder.failure)
  return [...(main.ok ? [main.value] : []), ...folder.texts.map((file) => file.text)].flatMap(parseDoasConf)
}

type Aliases = Map<string, string[]>

function collectAliases(items: readonly SudoItem[]): Aliases {
  const aliases: Aliases = new Map()
  for (const item of items) if (item.kind === 'alias') aliases.set(`${item.type} ${item.name}`, item.members)
  return aliases
}

/** sudoers(5): the last match wins, in the list as among the rules. Undefined: the list says nothing about them. */
function matches(
  list: readonly string[],
  type: 'user' | 'runas',
  fits: (word: string) => boolean,
  aliases: Aliases,
  depth = 0,
): boolean | undefined {
  for (const word of list.toReversed()) {
    const bare = word.replace(/^[!\s]+/, '')
    const negated = (word.length - bare.length) % 2 === 1
    const members = aliases.get(`${type} ${bare}`)
    const found = members ? (depth < depthLimit ? matches(members, type, fits, aliases, depth + 1) : undefined) : fits(bare) || undefined
    if (found !== undefined) return negated ? !found : found
  }
  return undefined
}

function isMeant(word: string, who: Who): boolean {
  if (word === 'ALL') return true
  if (word.startsWith('%#')) return who.gids.includes(Number(word.slice(2)))
  if (word.startsWith('%')) return who.groups.includes(word.slice(1))
  if (word.startsWith('#')) return Number(word.slice(1)) === who.uid
  return who.name !== '' && word === who.name
}

const isRoot = (word: string) => word === 'ALL' || word === 'root' || word === '#0'

function judgeSudo(items: readonly SudoItem[], aliases: Aliases, who: Who): Power {
  const meant = (users: readonly string[]) => matches(users, 'user', (word) => isMeant(word, who), aliases) === true
  let authenticate = true
  let exempt = false
  let asksTarget = false
  // Global defaults are read before those of a user, wherever they stand.
  for (const global of [true, false])
    for (const item of items) {
      if (item.kind !== 'default' || (item.users === undefined) !== global || (item.users && !meant(item.users))) continue
      if (item.setting === 'authenticate') authenticate = item.on
      // sudoers(5): "Users in this group are exempt from password and PATH requirements."
      if (item.setting === 'exempt_group') exempt = item.on && who.groups.includes(item.value?.replace(/^%/, '') ?? '')
      if (['rootpw', 'targetpw', 'runaspw'].includes(item.setting)) asksTarget = item.on
    }
  const decisions = new Map<string, Power>()
  for (const item of items) {
    if (item.kind !== 'rule' || !meant(item.users)) continue
    for (const command of item.commands.flatMap((one) => expand(one, aliases, 0))) {
      if (command.runas && matches(command.runas, 'runas', isRoot, aliases) !== true) continue
      const all = command.command === 'ALL'
      if (!all && !isPowerful(command.command, command.args ?? '')) continue
      const free = exempt || (command.noPassword ?? !authenticate)
      // openSUSE lets ALL users run ALL commands, but asks for root's own password: that gives no power to anybody.
      const power = command.negated ? 'none' : free ? 'no-password' : asksTarget && item.users.includes('ALL') ? 'none' : 'password'
      if (all) decisions.clear()
      decisions.set(command.command, power)
    }
  }
  return [...decisions.values()].reduce<Power>(stronger, 'none')
}

function expand(command: SudoCommand, aliases: Aliases, depth: number): SudoCommand[] {
  const members = aliases.get(`command ${command.command}`)
  if (!members || depth >= depthLimit) return [command]
  return members.flatMap((member) => {
    const bare = member.replace(/^[!\s]+/, '')
    const negated = (member.length - bare.length) % 2 === 1
    const {command: program, args} = readCommand(bare)
    return expand({...command, command: program, args, negated: command.negated !== negated}, aliases, depth + 1)
  })
}

function judgeDoas(rules: readonly DoasRule[], who: Who): Power {
  let power: Power = 'none'
  for (const rule of rules) {
    const [name, id] = rule.identity.startsWith(':') ? [rule.identity.slice(1), who.gids] : [rule.identity, [who.uid]]
    const meant = (/^\d+$/.test(name) && id.includes(Number(name))) || (id === who.gids ? who.groups.includes(name) : name === who.name)
    if (!meant || (rule.target !== undefined && rule.target !== 'root')) continue
    if (rule.command !== undefined && !isPowerful(rule.command, rule.hasArgs ? 'args' : '')) continue
    power = rule.permit ? (rule.noPassword ? 'no-password' : 'password') : 'none'
  }
  return power
}

/** Groups and netgroups of a directory that a rule spares the password: their members are not known here. */
function findForeign(items: readonly SudoItem[], aliases: Aliases, localGroups: ReadonlyMap<string, number>): string[] {
  const foreign = new Set<string>()
  for (const item of items) {
    if (item.kind !== 'rule') continue
    const free = item.commands
      .flatMap((one) => expand(one, aliases, 0))
      .some((one) => one.noPassword && !one.negated && one.command === 'ALL')
    if (!free) continue
    for (const word of item.users.flatMap((user) => aliases.get(`user ${user}`) ?? [user]))
      if (word.startsWith('+') || (word.startsWith('%') && !word.startsWith('%#') && !localGroups.has(word.slice(1)))) foreign.add(word)
  }
  return [...foreign].sort()
}
