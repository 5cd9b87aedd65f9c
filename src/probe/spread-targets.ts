import {isIP} from 'node:net'
import type {SiteTarget} from '../collect/site/context.ts'
import {networkOf} from '../collect/site/net/connection-limits.ts'
import type {Resolver} from '../collect/site/net/resolver.ts'

const atOnce = 16

/**
 * Spreads the sites of each machine room evenly over the run, those of the fullest room first: sites that wait for a place at one
 * address would otherwise keep all others waiting. Names that are not answered in time keep a place of their own. Loses none.
 * @param withinMs Time that all names together may take.
 */
export async function spreadTargets(
  targets: readonly SiteTarget[],
  resolver: Resolver,
  {withinMs, signal}: {withinMs: number; signal: AbortSignal},
): Promise<SiteTarget[]> {
  const rooms = new Map<string, SiteTarget[]>()
  const until = AbortSignal.any([signal, AbortSignal.timeout(withinMs)])
  const keys: string[] = targets.map(({host}) => host)
  let next = 0
  const work = async () => {
    for (let at = next++; at < targets.length && !until.aborted; at = next++) keys[at] = await roomOf(keys[at] ?? '', resolver, until)
  }
  await Promise.race([
    Promise.all(Array.from({length: Math.min(atOnce, targets.length)}, work)),
    new Promise<void>((done) => until.addEventListener('abort', () => done(), {once: true})),
  ])
  targets.forEach((target, at) => {
    const key = keys[at] ?? target.host
    const room = rooms.get(key)
    if (room) room.push(target)
    else rooms.set(key, [target])
  })
  return [...rooms.values()]
    .flatMap((room) => room.map((target, at) => ({target, size: room.length, place: (at + 0.5) / room.length})))
    .sort((one, other) => one.place - other.place || other.size - one.size)
    .map(({target}) => target)
}

async function roomOf(host: string, resolver: Resolver, signal: AbortSignal): Promise<string> {
  const literal = host.replace(/^\[|\]$/g, '')
  if (isIP(literal)) return networkOf(literal)
  const found = await resolver.resolve(host, signal)
  const first = found.ok ? found.addresses[0] : undefined
  return first === undefined ? host : networkOf(first)
}
