import {present} from '../../lib/present.ts'
import type {Os} from '../../model/facts/os.ts'
import {windowsCycle} from '../../model/windows-cycle.ts'
import {editionOf, type WindowsEdition, type WindowsEditions} from '../../model/windows-editions.ts'
import {cimMoment, cimNumber, cimText} from '../cim.ts'
import {type Built, firstRow, type WindowsLook} from '../look.ts'
import {firstSeen, type Gaps, known, map, type Output, unseen} from '../output.ts'
import {parseSysteminfo} from '../parse/systeminfo.ts'
import {parseVer} from '../parse/ver.ts'
import type {windowsNtValues} from '../plan.ts'
import {numberOf, textOf} from '../registry.ts'

const control = 'HKLM\\SYSTEM\\CurrentControlSet\\Control'
/** Windows 11 is still called "Windows 10" in its registry. */
const firstBuildOf11 = 22_000

/** Names of processors in the environment of Windows, as other systems name them. */
const architectures: Record<string, string> = {amd64: 'x86_64', x86: 'x86', arm64: 'aarch64'}

/** Which Windows it is: edition, build and revision decide how long Microsoft serves it. */
export function buildOs(look: WindowsLook): Built<'os'> {
  const nt = (name: (typeof windowsNtValues)[number]) => look.registry.read('HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion', name)
  const cim = firstRow(look, 'Win32_OperatingSystem')
  const system = map(look.text('systeminfo.txt'), parseSysteminfo)
  const info = system.ok ? system.value : undefined
  const printed = map(look.text('ver.txt'), parseVer)
  const ver = printed.ok ? printed.value : undefined
  const gaps: Gaps = {}

  const buildText = nt('CurrentBuildNumber')
  const build = ver?.build ?? cimNumber(cim, 'BuildNumber') ?? (buildText.ok ? numberOf(buildText.value) : undefined) ?? info?.build
  const named = nt('ProductName')
  const registryName = named.ok ? textOf(named.value) : undefined
  const name = cimText(cim, 'Caption') ?? info?.osName ?? (registryName && build ? fullName(registryName, build) : undefined)
  const host = look.registry.read(`${control}\\ComputerName\\ComputerName`, 'ComputerName')
  const hostname = (host.ok ? textOf(host.value) : undefined) ?? cimText(cim, 'CSName') ?? info?.hostname ?? look.fallbackName
  const source = 'registry, ver, systeminfo, Win32_OperatingSystem'
  if (build === undefined || name === undefined)
    return {...unseen('error', 'neither the registry nor a program told the name and the build of Windows'), source}
  if (hostname === undefined) return {...unseen('error', 'no program told the name of the machine'), source}

  const kind = nt('InstallationType')
  const productType = cimNumber(cim, 'ProductType')
  const isServer = productType === undefined ? /server/i.test((kind.ok ? textOf(kind.value) : undefined) ?? name) : productType !== 1
  const product = isServer ? 'windows-server' : 'windows'
  const editionId = nt('EditionID')
  const edition =
    (editionId.ok ? editionById(textOf(editionId.value), look.tables.editions) : undefined) ?? editionOf(name, look.tables.editions)
  const shownEdition = (editionId.ok ? textOf(editionId.value) : undefined) ?? edition?.edition
  const cycle = windowsCycle(look.tables.lifecycle, product, build, edition?.servicing)
  if (cycle === undefined)
    gaps['cycle'] = {
      reason: 'not-collected',
      detail: `không rõ vòng đời của "${name}", bản dựng ${build} (no release cycle is known for this edition and build)`,
    }
  const ubr = ver?.ubr ?? known(gaps, 'ubr', map(nt('UBR'), numberOf))
  const processor = look.registry.read(`${control}\\Session Manager\\Environment`, 'PROCESSOR_ARCHITECTURE')
  const arch = (processor.ok ? architectures[(textOf(processor.value) ?? '').toLowerCase()] : undefined) ?? info?.arch
  const container = look.registry.read(control, 'ContainerType')
  const installed = map(nt('InstallDate'), numberOf)
  const value: Os = {
    family: 'windows',
    name,
    product,
    version: ver?.version ?? cimText(cim, 'Version') ?? info?.version ?? String(build),
    arch: arch ?? 'unknown',
    hostname,
    build,
    ...present({
      cycle,
      ubr,
      edition: shownEdition,
      esu: known(gaps, 'esu', readEsu(look)),
      container: known(
        gaps,
        'container',
        map(container, (type) => type !== undefined),
      ),
      installedOn: cimMoment(cim, 'InstallDate')?.slice(0, 10) ?? dayOfSeconds(installed.ok ? installed.value : undefined),
      lastBootAt: cimMoment(cim, 'LastBootUpTime'),
      timeZone: known(gaps, 'timeZone', map(look.registry.read(`${control}\\TimeZoneInformation`, 'TimeZoneKeyName'), textOf)),
    }),
  }
  return {ok: true, value, gaps, source}
}

/** "Windows 10 Pro" of the registry of Windows 11, as Windows itself shows it. */
function fullName(name: string, build: number): string {
  const shown = build >= firstBuildOf11 ? name.replace(/^Windows 10\b/, 'Windows 11') : name
  return /^Microsoft/i.test(shown) ? shown : `Microsoft ${shown}`
}

/** N editions lack a media player and are served like the others; trial editions like what they try. */
function editionById(id: string | undefined, {editions}: WindowsEditions): WindowsEdition | undefined {
  if (id === undefined) return undefined
  const plain = id.replace(/Eval$/, '')
  return editions.find(({edition}) => edition === plain) ?? editions.find(({edition}) => edition === plain.replace(/N$/, ''))
}

/** LicenseStatus 1 = licensed (Software Licensing Service). The list holds products with a key only. */
function readEsu(look: WindowsLook): Output<boolean> {
  return map(firstSeen(look.cim('SoftwareLicensingProduct')), (rows) =>
    rows.some((row) => /\bESU\b/.test(`${cimText(row, 'Name')} ${cimText(row, 'Description')}`) && cimNumber(row, 'LicenseStatus') === 1),
  )
}

function dayOfSeconds(seconds: number | undefined): string | undefined {
  return seconds === undefined || seconds === 0 ? undefined : new Date(seconds * 1000).toISOString().slice(0, 10)
}
