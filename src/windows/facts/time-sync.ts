import {present} from '../../lib/present.ts'
import type {TimeSync} from '../../model/facts/time-sync.ts'
import {type Built, serviceRuns, startOf, type WindowsLook} from '../look.ts'
import {type Gaps, map} from '../output.ts'
import {parseW32tm} from '../parse/w32tm.ts'
import {numberOf, textOf} from '../registry.ts'

const parameters = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\W32Time\\Parameters'

/** Windows Time. Without a domain its service starts when it is due and ends again: what does not run now may still do its work. */
export function buildTimeSync(look: WindowsLook): Built<'timeSync'> {
  const source = 'service W32Time, its registry key, w32tm'
  const start = map(startOf(look, 'w32time'), numberOf)
  const type = map(look.registry.read(parameters, 'Type'), textOf)
  if (!type.ok) return {...type, source}
  if (!start.ok) return {...start, source}
  const gaps: Gaps = {}
  const off = start.value === undefined || start.value === 4 || /^nosync$/i.test(type.value ?? 'NoSync')
  const runs = serviceRuns(look, 'w32time')
  const printed = look.text('w32tm.txt')
  const state = printed.ok ? parseW32tm(printed.value) : undefined
  const server = look.registry.read(parameters, 'NtpServer')
  const servers = (server.ok ? (textOf(server.value) ?? '') : '').split(/\s+/).flatMap((one) => one.split(',')[0] || [])
  if (!off && !state)
    gaps['synchronised'] =
      runs.ok && !runs.value
        ? {reason: 'not-collected', detail: 'the service does not run at the moment, so it does not tell when it last set the clock'}
        : {reason: 'error', detail: printed.ok ? 'w32tm printed no state' : printed.detail}
  const value: TimeSync = {
    service: start.value === undefined ? 'none' : 'w32time',
    enabled: !off,
    ...present({
      synchronised: off ? false : state?.synchronised,
      // In a domain (NT5DS) the clock comes from its controllers, whatever is written here.
      servers: /^nt5ds$/i.test(type.value ?? '') ? undefined : servers,
    }),
  }
  return {ok: true, value, gaps, source}
}
