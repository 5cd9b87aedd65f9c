import {knownTimeZone} from '../parse/local-time.ts'
import type {Probe} from '../probe.ts'

/** Name of the machine's time zone, e.g. "Asia/Ho_Chi_Minh"; undefined when it could not be seen. */
export async function readTimeZone(probe: Probe): Promise<string | undefined> {
  const [link, name, localtime] = await Promise.all([
    probe.run('readlink', ['/etc/localtime']),
    probe.readText('/etc/timezone'),
    probe.stat('/etc/localtime'),
  ])
  const target = link.ok ? link.value.stdout.trim() : ''
  const linked = knownTimeZone(target.split('/zoneinfo/')[1]?.replace(/^(posix|right)\//, '') ?? '')
  if (linked) return linked
  // A copied file has no name in it: Alpine and Debian keep the name beside it.
  if (name.ok) return knownTimeZone(name.value.trim())
  // Without the file the C library takes UTC (localtime(5)).
  return !localtime.ok && localtime.reason === 'not-supported' ? 'UTC' : undefined
}
