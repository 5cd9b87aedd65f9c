import type {SoftwareItem} from '../../model/facts/software.ts'
import type {Collected, Collector} from '../collector.ts'
import {type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {type InstalledProgram, readInstalledSoftware, softwareFailure} from '../linux/installed-software.ts'
import type {Probe} from '../probe.ts'

async function collect(probe: Probe): Promise<Collected<'software'>> {
  const installed = await readInstalledSoftware(probe)
  const {items, managers, nameless, sources, failures} = installed
  const source = sources.join('; ') || 'dpkg, rpm, apk, pacman, snap, flatpak'
  const failed = softwareFailure(installed)
  if (failed) return {...failed, source}
  const gaps: Gaps = {}
  if (failures[0]) gaps['items'] = gapFor(failures[0], 'one package manager is missing from the list')
  const unversioned = items.filter(({version}) => version === '').map(({name}) => name)
  return {ok: true, value: {items: items.map(toItem), managers, unversioned, nameless}, source, ...withGaps(gaps)}
}

function toItem({transitional: _, installedAt: __, ...item}: InstalledProgram): SoftwareItem {
  return item
}

/** What is installed, as the package managers tell it. Programs that were unpacked by hand are not in any list. */
export const softwareCollector: Collector<'software'> = {fact: 'software', collect}
