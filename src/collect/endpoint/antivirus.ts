import type {Antivirus} from '../../model/facts/antivirus.ts'
import type {Collected, Collector} from '../collector.ts'
import {collectDarwinAntivirus} from '../darwin/antivirus.ts'
import {type AntivirusProduct, antivirusProducts} from '../linux/antivirus-products.ts'
import {type AntivirusState, antivirusStates} from '../linux/antivirus-state.ts'
import {type Failure, type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {type InstalledProgram, readInstalledSoftware, softwareFailure} from '../linux/installed-software.ts'
import {isRunning, type Processes, readProcesses} from '../linux/processes.ts'
import {upstreamVersion} from '../parse/upstream-version.ts'
import type {Probe, Seen} from '../probe.ts'

type Product = Antivirus['products'][number]

/** Fields that every product has an answer or a gap for. */
const fields = ['realTime', 'signaturesAt', 'autoUpdate', 'behaviour', 'edr', 'managed', 'scansRemovable'] as const

async function collect(probe: Probe): Promise<Collected<'antivirus'>> {
  return probe.platform === 'darwin' ? collectDarwinAntivirus(probe) : collectLinux(probe)
}

async function collectLinux(probe: Probe): Promise<Collected<'antivirus'>> {
  const [installed, processes, folders] = await Promise.all([readInstalledSoftware(probe), readProcesses(probe), findFolders(probe)])
  const source = 'packages; folders in /opt; /proc; tools of the products; /var/lib/clamav'
  const failed = softwareFailure(installed)
  if (failed && !processes.ok) return {...failed, source}
  const gaps: Gaps = {}
  if (failed) gaps['products'] = gapFor(failed, 'products are looked for by their processes and folders only')
  const products: Product[] = []
  for (const product of antivirusProducts as readonly AntivirusProduct[]) {
    const item = installed.items.find(({name}) =>
      product.packages.some((wanted) => (wanted.endsWith('*') ? name.startsWith(wanted.slice(0, -1)) : name === wanted)),
    )
    const running = product.processes.length > 0 ? isRunning(processes, product.processes) : undefined
    const there =
      item !== undefined || product.folders?.some((folder) => folders.has(folder)) || (running === true && !isAmbiguous(product))
    if (there) products.push(describe(product, item, running, processes, (await antivirusStates[product.name]?.(probe)) ?? {}, gaps))
  }
  return {ok: true, value: {products}, source, ...withGaps(gaps)}
}

/** Processes of a general name, or shared by two products, prove nothing without the product's own folder or package. */
function isAmbiguous({processes}: AntivirusProduct): boolean {
  return processes.some((name) => ['oaeventd', 'scand', 'pmd', 'avast', 'fsavd'].includes(name))
}

async function findFolders(probe: Probe): Promise<Set<string>> {
  const wanted = (antivirusProducts as readonly AntivirusProduct[]).flatMap(({folders}) => folders ?? [])
  const stats = await Promise.all(wanted.map((folder) => probe.stat(folder)))
  return new Set(wanted.filter((_, index) => stats[index]?.ok))
}

function describe(
  {name, documented}: AntivirusProduct,
  item: InstalledProgram | undefined,
  running: boolean | undefined,
  processes: Seen<Processes>,
  state: AntivirusState,
  gaps: Gaps,
): Product {
  const product: Product = {name}
  const version = state.version?.ok ? state.version.value : item && upstreamVersion(item.version)
  if (version) product.version = version
  else gaps['products.version'] ??= gapFor(unseen('no package tells its version'), name)
  if (running === undefined)
    gaps['products.running'] ??= gapFor(processes.ok ? unseen('whether it runs is not told by a process of its own') : processes, name)
  else product.running = running
  const settle = <K extends (typeof fields)[number]>(field: K) => {
    const known = documented && field in documented ? documented[field as keyof typeof documented] : undefined
    const answer = state[field] as Seen<NonNullable<Product[K]>> | undefined
    if (answer?.ok) product[field] = answer.value
    else if (!answer && known !== undefined) product[field] = known as Product[K]
    else gaps[`products.${field}`] ??= gapFor(answer ?? unseen('it does not tell on this machine'), name)
  }
  for (const field of fields) settle(field)
  // A product that stands still scans nothing, whatever its settings say.
  if (running === false && product.realTime) product.realTime = false
  return product
}

const unseen = (detail: string): Failure => ({ok: false, reason: 'not-supported', detail})

/** Products against malware, how current they are, and whether they watch files as they are opened. */
export const antivirusCollector: Collector<'antivirus'> = {fact: 'antivirus', collect}
