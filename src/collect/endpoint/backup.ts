import type {Backup} from '../../model/facts/backup.ts'
import type {Collected, Collector} from '../collector.ts'
import {collectDarwinBackup} from '../darwin/backup.ts'
import {type BackupProduct, backupProducts} from '../linux/backup-products.ts'
import {type BackupState, backupStates} from '../linux/backup-state.ts'
import {type Failure, type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {readInstalledSoftware, softwareFailure} from '../linux/installed-software.ts'
import {isRunning, readProcesses} from '../linux/processes.ts'
import {listPrograms} from '../linux/programs.ts'
import {readSchedule, type Schedule} from '../linux/schedule.ts'
import type {Probe, Seen} from '../probe.ts'

type Tool = Backup['tools'][number]

async function collect(probe: Probe): Promise<Collected<'backup'>> {
  return probe.platform === 'darwin' ? collectDarwinBackup(probe) : collectLinux(probe)
}

async function collectLinux(probe: Probe): Promise<Collected<'backup'>> {
  const [installed, programs, processes, schedule] = await Promise.all([
    readInstalledSoftware(probe),
    listPrograms(probe),
    readProcesses(probe),
    readSchedule(probe),
  ])
  const source = 'packages; folders of programs; /proc; systemd timers; cron; configurations of the products'
  const failed = softwareFailure(installed)
  // Either look finds the products; both together must be blind before nothing can be said.
  if (failed && !programs.ok) return {...failed, source}
  const packages = new Set(installed.items.map(({name}) => name))
  const there = (backupProducts as readonly BackupProduct[]).filter(
    (product) =>
      product.packages.some((name) => packages.has(name)) ||
      (programs.ok && product.programs?.some((name) => programs.value.has(name))) ||
      (product.processes !== undefined && isRunning(processes, product.processes) === true),
  )
  const names = new Set(there.map(({name}) => name))
  const gaps: Gaps = {}
  const tools: Tool[] = []
  for (const product of there) {
    if (product.fronts?.some((front) => names.has(front))) continue
    const planned = isScheduled(product, schedule)
    if (product.onlyIfScheduled && !(planned.ok && planned.value)) continue
    tools.push(describe(product, planned, (await backupStates[product.name]?.(probe)) ?? {}, gaps))
  }
  return {ok: true, value: {tools}, source, ...withGaps(gaps)}
}

function describe(product: BackupProduct, planned: Seen<boolean>, state: BackupState, gaps: Gaps): Tool {
  const tool: Tool = {name: product.name}
  const settle = <K extends 'scheduled' | 'lastSuccessAt' | 'separateTarget'>(field: K, seen: Seen<NonNullable<Tool[K]>>) => {
    if (seen.ok) tool[field] = seen.value
    else gaps[`tools.${field}`] ??= gapFor(seen, product.name)
  }
  settle('scheduled', state.scheduled ?? planned)
  settle('lastSuccessAt', state.lastSuccessAt ?? unseen('it keeps no note of its last success on this machine that is read'))
  settle('separateTarget', state.separateTarget ?? unseen('where its backups go is not read'))
  return tool
}

const unseen = (detail: string): Failure => ({ok: false, reason: 'not-supported', detail})

/** Only a job that was found proves something: a script with a name of its own may start the program too. */
function isScheduled(product: BackupProduct, {timers, lines, failure}: Schedule): Seen<boolean> {
  const {job} = product
  if (job && ((timers.ok && timers.value.some((name) => job.test(name))) || lines.some((line) => job.test(line))))
    return {ok: true, value: true}
  if (product.serverDecides) return unseen('its backup server decides when it runs')
  if (!timers.ok) return timers
  return failure ?? unseen('no timer and no cron job names it; a script or the user may start it')
}

/** Backup programs of this machine, whether they run by themselves, and their last success where they note it. */
export const backupCollector: Collector<'backup'> = {fact: 'backup', collect}
