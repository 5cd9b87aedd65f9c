import {isSmbYes, parseSmbConf, type SmbItem} from '../parse/smb-conf.ts'
import {parseUsershare} from '../parse/usershare.ts'
import type {Probe, Seen} from '../probe.ts'
import type {Failure} from './gap.ts'
import {readFolder} from './read-folder.ts'

export interface SambaShare {
  name: string
  writable: boolean
  guests: boolean
  administrative: boolean
}

export interface Samba {
  /** The server is installed: Samba's smbd, or the kernel's own ksmbd. */
  server: 'smbd' | 'ksmbd' | 'none'
  global: Map<string, string>
  shares: SambaShare[]
  /** Part of the configuration could not be seen. */
  failure?: Failure
}

const places = [
  {
    server: 'smbd',
    programs: ['/usr/sbin/smbd', '/usr/bin/smbd', '/usr/local/samba/sbin/smbd'],
    files: ['/etc/samba/smb.conf', '/usr/local/samba/etc/smb.conf'],
  },
  {server: 'ksmbd', programs: ['/usr/sbin/ksmbd.mountd', '/usr/bin/ksmbd.mountd'], files: ['/etc/ksmbd/ksmbd.conf', '/etc/ksmbd/smb.conf']},
] as const
const depthLimit = 8

/** Configuration of the SMB server with its includes and the shares that users made; shares only where a server is installed. */
export async function readSamba(probe: Probe): Promise<Samba> {
  const found = await Promise.all(
    places.map(async (place) => ({
      server: place.server,
      installed: (await Promise.all(place.programs.map((path) => probe.stat(path)))).some((answer) => answer.ok),
      texts: await Promise.all(place.files.map(async (path) => ({path, answer: await probe.readText(path)}))),
    })),
  )
  const place = found.find((one) => one.installed) ?? found[0]
  const text = place?.texts.find((one) => one.answer.ok || one.answer.reason !== 'not-supported')
  const failures: Failure[] = []
  const sections = toSections(text ? await follow(probe, text.path, text.answer, failures, 0) : [])
  const global = mergeSections(sections.filter((one) => isNamed(one, 'global')))
  if (isSmbYes(global.get('registryshares')) || global.get('configbackend')?.toLowerCase() === 'registry')
    failures.push({ok: false, reason: 'not-supported', detail: 'Samba keeps shares in its registry, which is not read'})
  const own = place?.installed ? listShares(sections, global) : []
  const made = place?.installed && place.server === 'smbd' ? await readUsershares(probe, global, failures) : []
  const [failure] = failures
  return {
    server: place?.installed ? place.server : 'none',
    global,
    shares: [...own, ...made],
    ...(failure ? {failure} : {}),
  }
}

async function follow(probe: Probe, path: string, answer: Seen<string>, failures: Failure[], depth: number): Promise<SmbItem[]> {
  if (!answer.ok) {
    if (answer.reason !== 'not-supported') failures.push(answer)
    return []
  }
  const items: SmbItem[] = []
  for (const item of parseSmbConf(answer.value)) {
    if (item.kind !== 'include') items.push(item)
    else if (item.path === 'registry')
      failures.push({ok: false, reason: 'not-supported', detail: 'Samba keeps settings in its registry, which is not read'})
    // "%m", "%U" and so on stand for the client of each connection.
    else if (item.path.includes('%')) failures.push({ok: false, reason: 'not-supported', detail: `${path} includes a file per client`})
    else if (depth >= depthLimit) failures.push({ok: false, reason: 'error', detail: `${path} includes more than ${depthLimit} files deep`})
    else items.push(...(await follow(probe, item.path, await probe.readText(item.path), failures, depth + 1)))
  }
  return items
}

interface SmbSection {
  name: string
  settings: Map<string, string>
}

/** An included file stands in place of its line: it goes on in the section above, and the section it ends in goes on after it. */
function toSections(items: readonly SmbItem[]): SmbSection[] {
  const sections: SmbSection[] = []
  let current: SmbSection = {name: 'global', settings: new Map()}
  for (const item of items) {
    if (item.kind === 'heading') current = {name: item.name, settings: new Map()}
    else if (item.kind === 'setting') current.settings.set(item.name, item.value)
    if (sections.at(-1) !== current) sections.push(current)
  }
  return sections
}

function isNamed(section: SmbSection, name: string): boolean {
  return section.name.toLowerCase() === name
}

function mergeSections(sections: readonly SmbSection[]): Map<string, string> {
  return new Map(sections.flatMap((section) => [...section.settings]))
}

/** Shares with what they take over from [global] and from the section that `copy` names. */
function listShares(sections: readonly SmbSection[], global: ReadonlyMap<string, string>): SambaShare[] {
  const names = new Map(sections.filter((one) => !isNamed(one, 'global')).map((one) => [one.name.toLowerCase(), one.name]))
  return [...names].flatMap(([key, name]): SambaShare[] => {
    const own = mergeSections(sections.filter((one) => isNamed(one, key)))
    const copied = mergeSections(sections.filter((one) => isNamed(one, own.get('copy')?.toLowerCase() ?? '')))
    const settings = new Map([...global, ...copied, ...own])
    // Printers are no folders; an unavailable share is switched off.
    if (key === 'printers' || isSmbYes(settings.get('printable')) || (settings.has('available') && !isSmbYes(settings.get('available'))))
      return []
    return [
      {
        name,
        writable: (settings.has('readonly') && !isSmbYes(settings.get('readonly'))) || (settings.get('writelist') ?? '') !== '',
        guests: isSmbYes(settings.get('guestok')) || isSmbYes(settings.get('guestonly')),
        administrative: /^(print|ipc|admin|[a-z])\$$/i.test(name),
      },
    ]
  })
}

async function readUsershares(probe: Probe, global: ReadonlyMap<string, string>, failures: Failure[]): Promise<SambaShare[]> {
  // smb.conf(5): "usershare max shares" is 0, off, unless it is set; Debian's build has 100.
  if (global.get('usersharemaxshares') === '0') return []
  const {texts, failure} = await readFolder(
    probe,
    global.get('usersharepath') || '/var/lib/samba/usershares',
    (name) => !name.startsWith('.'),
  )
  if (failure) failures.push({...failure, detail: `shares made by users: ${failure.detail}`})
  const guestsAllowed = isSmbYes(global.get('usershareallowguests'))
  return texts.flatMap((file): SambaShare[] => {
    const share = parseUsershare(file.text, file.path.slice(file.path.lastIndexOf('/') + 1))
    return share ? [{name: share.name, writable: share.writable, guests: share.guests && guestsAllowed, administrative: false}] : []
  })
}
