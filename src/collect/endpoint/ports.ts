import type {Collected, Collector} from '../collector.ts'
import {type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {byPort, isLoopback, keyOf, type Port, readListening} from '../linux/listening.ts'
import {parseNetstat} from '../parse/netstat.ts'
import {parseSs} from '../parse/ss.ts'
import type {Probe} from '../probe.ts'

export const portsCollector: Collector<'ports'> = {fact: 'ports', collect}

/** The kernel's tables are complete for everyone; `ss` only adds the names of processes, those one may see. */
async function collect(probe: Probe): Promise<Collected<'ports'>> {
  if (probe.platform === 'darwin') return collectDarwin(probe)
  const source = '/proc/net/tcp; /proc/net/tcp6; /proc/net/udp; /proc/net/udp6; ss -tulpn'
  const [found, ss] = await Promise.all([readListening(probe), probe.run('ss', ['-H', '-tulpn'])])
  if (!found.ok) return {...found, source}
  const names = new Map<string, string>()
  if (ss.ok) for (const socket of parseSs(ss.value.stdout)) if (socket.process) names.set(keyOf(socket), socket.process)
  const listening = found.value.ports.map((port): Port => {
    const process = names.get(keyOf(port))
    return process ? {...port, process} : port
  })
  const gaps: Gaps = {}
  if (found.value.odd > 0) gaps['listening'] = {reason: 'error', detail: `${found.value.odd} rows of /proc/net could not be read`}
  if (!ss.ok) gaps['listening.process'] = gapFor(ss)
  else if (listening.some((port) => !port.process))
    gaps['listening.process'] = probe.elevated
      ? {reason: 'not-supported', detail: 'some sockets belong to the kernel or to a process outside of this container'}
      : {reason: 'no-rights', detail: "ss names other users' processes only to an administrator"}
  return {ok: true, value: {listening}, source, ...withGaps(gaps)}
}

async function collectDarwin(probe: Probe): Promise<Collected<'ports'>> {
  const source = 'netstat -an'
  const answer = await probe.run('netstat', ['-an'])
  if (!answer.ok) return {...answer, source}
  const sockets = parseNetstat(answer.value.stdout)
  if (!sockets) return {ok: false, reason: 'error', detail: `netstat -an printed no table (code ${answer.value.code})`, source}
  const ports = new Map<string, Port>()
  for (const socket of sockets) ports.set(keyOf(socket), {...socket, loopback: isLoopback(socket.address)})
  const gaps: Gaps = {'listening.process': {reason: 'not-collected', detail: 'netstat of macOS does not name processes'}}
  return {ok: true, value: {listening: [...ports.values()].sort(byPort)}, source, gaps}
}
