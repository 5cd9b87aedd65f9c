import {present} from '../../lib/present.ts'
import type {Ports} from '../../model/facts/ports.ts'
import type {Built, WindowsLook} from '../look.ts'
import {type Gaps, map, unseen} from '../output.ts'
import {parseNetstat} from '../parse/netstat.ts'
import {parseTasklist} from '../parse/tasklist.ts'

/** Sockets that wait, with the program that opened them. */
export function buildPorts(look: WindowsLook): Built<'ports'> {
  const source = 'netstat -ano, tasklist'
  const printed = map(look.text('netstat.txt'), parseNetstat)
  if (!printed.ok) return {...printed, source}
  if (!printed.value) return {...unseen('error', 'netstat printed no socket'), source}
  const tasks = map(look.text('tasklist.txt'), parseTasklist)
  const names = tasks.ok ? tasks.value : undefined
  const gaps: Gaps = {}
  if (!names)
    gaps['listening.process'] = tasks.ok
      ? {reason: 'error', detail: 'tasklist printed no program'}
      : {reason: tasks.reason, detail: tasks.detail}
  const seen = new Set<string>()
  const listening = printed.value.flatMap(({protocol, address, port, pid}): Ports['listening'] => {
    const key = `${protocol} ${address} ${port}`
    if (seen.has(key)) return []
    seen.add(key)
    const plain = address.replace(/%.*$/, '')
    return [{protocol, address: plain, port, loopback: plain.startsWith('127.') || plain === '::1', ...present({process: names?.get(pid)})}]
  })
  return {ok: true, value: {listening}, gaps, source}
}
