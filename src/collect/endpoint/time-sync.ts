import type {Collected, Collector} from '../collector.ts'
import {isContainer} from '../linux/container.ts'
import {withGaps} from '../linux/gap.ts'
import {isRunning, readProcesses} from '../linux/processes.ts'
import {readChrony, readDarwinTime, readNtpd, readTimesyncd, type TimeState} from '../linux/time-daemons.ts'
import type {Probe} from '../probe.ts'

export const timeSyncCollector: Collector<'timeSync'> = {fact: 'timeSync', collect}

/** Time daemons by the name of their process; `ntpd` is the name of four different ones. */
const daemons = [
  {service: 'chrony', processes: ['chronyd'], read: readChrony, source: 'chronyc -c -n tracking; chrony.conf'},
  {
    service: 'systemd-timesyncd',
    processes: ['systemd-timesyncd', 'systemd-timesyn'],
    read: readTimesyncd,
    source: '/run/systemd/timesync/synchronized; timedatectl timesync-status; timesyncd.conf',
  },
  {service: 'ntpd', processes: ['ntpd', 'ntpsec'], read: readNtpd, source: 'ntpq -pn; ntpctl -s status; ntp.conf; /etc/conf.d/ntpd'},
  {service: 'ntpd-rs', processes: ['ntp-daemon'], read: unread, source: ''},
  {service: 'ptp', processes: ['phc2sys', 'timemaster'], read: unread, source: ''},
] as const satisfies {service: string; processes: readonly string[]; read: (probe: Probe) => Promise<TimeState>; source: string}[]

async function unread(): Promise<TimeState> {
  const gap = {reason: 'not-supported', detail: 'the state of this time daemon is not read'} as const
  return {value: {}, gaps: {synchronised: gap, servers: gap}}
}

async function collect(probe: Probe): Promise<Collected<'timeSync'>> {
  if (probe.platform === 'darwin') return readDarwinTime(probe)
  const processes = await readProcesses(probe)
  const source = '/proc'
  if (!processes.ok) return {...processes, source}
  const daemon = daemons.find((one) => isRunning(processes, one.processes))
  if (daemon) {
    const {value, gaps} = await daemon.read(probe)
    return {
      ok: true,
      value: {service: daemon.service, enabled: true, ...value},
      source: daemon.source ? `${source}; ${daemon.source}` : source,
      ...withGaps(gaps),
    }
  }
  if (!processes.value.complete)
    return {ok: false, reason: 'no-rights', detail: "other users' processes are hidden here, and no time daemon is among one's own", source}
  if (await isContainer(probe)) return {ok: false, reason: 'not-supported', detail: 'a container takes its time from its host', source}
  // Without a daemon the clock runs free; a hypervisor may still set it, which cannot be seen from inside.
  return {ok: true, value: {service: 'none', enabled: false}, source}
}
