import {present} from '../../lib/present.ts'
import type {SeenFact} from '../../model/fact.ts'
import type {Os} from '../../model/facts/os.ts'
import {windowsCycle} from '../../model/windows-cycle.ts'
import {editionOf} from '../../model/windows-editions.ts'
import {readDay, readMoment} from './dates.ts'
import {first, type Gaps, type Look, notInFile, seen, untold} from './look.ts'

/** Lifecycle product of a Linux distribution by the beginning of its name, and the part of its version that names the cycle. */
const distributions = [
  {name: /^debian/i, product: 'debian', cycle: /\d+/},
  {name: /^ubuntu/i, product: 'ubuntu', cycle: /\d+\.\d+/},
  {name: /^fedora/i, product: 'fedora', cycle: /\d+/},
  {name: /^centos(?! stream)/i, product: 'centos', cycle: /\d+/},
  {name: /^centos stream/i, product: 'centos-stream', cycle: /\d+/},
  {name: /^red ?hat/i, product: 'rhel', cycle: /\d+/},
  {name: /^rocky/i, product: 'rocky-linux', cycle: /\d+/},
  {name: /^almalinux/i, product: 'almalinux', cycle: /\d+/},
  {name: /^oracle/i, product: 'oracle-linux', cycle: /\d+/},
  {name: /^opensuse leap/i, product: 'opensuse', cycle: /\d+\.\d+/},
  {name: /^linux ?mint/i, product: 'linuxmint', cycle: /\d+(?:\.\d+)?/},
  {name: /^alpine/i, product: 'alpine', cycle: /\d+\.\d+/},
]

/** Virtual machines of these kinds share the kernel of their host. */
const containers = /^(?:docker|lxc|lxd|openvz|systemd-nspawn|virtuozzo|podman|container)/i

/** Which operating system it is. Nothing when the file names none. */
export function mapOs(look: Look): SeenFact<Os> | undefined {
  const {inventory} = look
  const os = first(inventory, 'operatingsystem')
  const hardware = first(inventory, 'hardware')
  const name = systemName(look)
  const hostname = hostnameOf(look)
  if (name === undefined || hostname === undefined) return undefined
  const virtual = hardware['vmsystem']
  const named = {name, hostname, arch: archOf(os['arch'] ?? hardware['archname'])}
  const gaps: Gaps = {}
  if (named.arch === 'unknown') gaps['arch'] = notInFile
  if (virtual === undefined) gaps['container'] = notInFile
  const common = present({
    container: virtual === undefined ? undefined : containers.test(virtual),
    installedOn: readDay(os['install_date']),
    lastBootAt: readMoment(os['boot_time'], look.offset),
  })
  const rest = {...named, ...common}
  const kernel = (os['kernel_name'] ?? '').toLowerCase()
  if (isWindows(look)) return seen(look, sections, mapWindows(look, rest, gaps), gaps)
  if (/^(?:mac ?os|os x)/i.test(name) || kernel === 'darwin') return seen(look, sections, mapMac(look, rest), gaps)
  return seen(look, sections, mapLinux(look, rest, kernel), gaps)
}

const sections = ['operatingsystem', 'hardware'] as const
type Common = Pick<Os, 'name' | 'hostname' | 'arch' | 'container' | 'installedOn' | 'lastBootAt'>

function systemName({inventory}: Pick<Look, 'inventory'>): string | undefined {
  const os = first(inventory, 'operatingsystem')
  return os['full_name'] ?? first(inventory, 'hardware')['osname'] ?? os['name']
}

export function isWindows(look: Pick<Look, 'inventory'>): boolean {
  return /windows/i.test(systemName(look) ?? '')
}

/** The name of the machine; the id of an agent begins with it. */
export function hostnameOf({inventory}: Pick<Look, 'inventory'>): string | undefined {
  const named = first(inventory, 'hardware')['name'] ?? first(inventory, 'operatingsystem')['fqdn']?.split('.')[0]
  return named ?? inventory.deviceId?.match(/^(.+?)(?:\.[^-]*)?-\d{4}-\d{2}-\d{2}-\d{2}-\d{2}-\d{2}$/)?.[1]
}

function archOf(text: string | undefined): string {
  if (text === undefined) return 'unknown'
  if (/^(?:64-bit|amd64|x86_64|x64)$/i.test(text) || /x64|x86_64/i.test(text)) return 'x86_64'
  return /^(?:32-bit|i\d86|x86)$/i.test(text) ? 'x86' : text
}

function mapWindows(look: Look, common: Common, gaps: Gaps): Os {
  const os = first(look.inventory, 'operatingsystem')
  const version = os['kernel_version'] ?? first(look.inventory, 'hardware')['osversion'] ?? os['version']
  const [, , buildText, revision] = version?.split('.') ?? []
  const build = /^\d{4,6}$/.test(buildText ?? '') ? Number(buildText) : undefined
  const product = /server/i.test(common.name) ? 'windows-server' : 'windows'
  const edition = editionOf(common.name, look.tables.editions)
  const cycle = build === undefined ? undefined : windowsCycle(look.tables.lifecycle, product, build, edition?.servicing)
  // The agent writes the revision where older systems had their service pack: "19045.3803".
  const ubr = revision ?? /^(?:\d{5}\.)?(\d{1,5})$/.exec(os['service_pack'] ?? '')?.[1]
  if (build === undefined) gaps['build'] = notInFile
  if (cycle === undefined)
    gaps['cycle'] = {
      reason: 'not-collected',
      detail: `không rõ vòng đời của "${common.name}", bản dựng ${buildText ?? '?'} (no release cycle is known for this edition and build)`,
    }
  if (ubr === undefined) gaps['ubr'] = notInFile
  gaps['esu'] = untold
  return {
    family: 'windows',
    product,
    version: version ?? 'unknown',
    ...common,
    ...present({build, cycle, ubr: ubr === undefined ? undefined : Number(ubr), edition: edition?.edition}),
  }
}

function mapMac(look: Look, common: Common): Os {
  const os = first(look.inventory, 'operatingsystem')
  const version = /\d+(?:\.\d+)*/.exec(os['version'] ?? common.name)?.[0]
  const [major = '', minor = ''] = version?.split('.') ?? []
  const cycle = version === undefined ? undefined : Number(major) >= 11 ? major : `${major}.${minor}`
  return {family: 'macos', product: 'macos', version: version ?? 'unknown', ...common, ...present({cycle, kernel: os['kernel_version']})}
}

function mapLinux(look: Look, common: Common, kernelName: string): Os {
  const os = first(look.inventory, 'operatingsystem')
  const hardware = first(look.inventory, 'hardware')
  const known = distributions.find(({name}) => name.test(common.name))
  // The number in the name goes first: what some agents call the version is that of the kernel.
  const version = /\d[\w.]*/.exec(common.name)?.[0] ?? os['version'] ?? hardware['osversion'] ?? 'unknown'
  const family = known || kernelName === 'linux' || /linux/i.test(common.name) ? 'linux' : 'other'
  const product = known?.product ?? (common.name.toLowerCase().match(/[a-z][a-z0-9]*/)?.[0] || 'unknown')
  return {
    family,
    product,
    version,
    ...common,
    ...present({cycle: known?.cycle.exec(version)?.[0], kernel: os['kernel_version']}),
  }
}
