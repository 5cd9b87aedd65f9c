import {type Entry, fillWords} from '../calendar/deadline.ts'
import {lastDayOf} from '../calendar/from-rules.ts'
import {dayOf} from '../lib/dates.ts'
import type {DeadlineWords} from '../model/deadlines.ts'
import type {Snapshot} from '../model/snapshot.ts'

/** Most places that one entry spells out. */
const namedPlaces = 8

/** Ends of the certificates that scans of the network saw, one entry a certificate, with the hosts and ports that show it. */
export async function certificateEntries(hosts: AsyncIterable<Snapshot> | Iterable<Snapshot>, words: DeadlineWords): Promise<Entry[]> {
  const certificates = new Map<string, {name: string; end: string; places: string[]}>()
  for await (const {target, facts} of hosts) {
    const {certificates: seen} = facts
    if (!seen?.ok) continue
    for (const {port, subject, names, validTo, sha1} of seen.value.items) {
      if (validTo === undefined || Number.isNaN(Date.parse(validTo))) continue
      const end = dayOf(Date.parse(validTo))
      const name = subject ?? names?.[0] ?? target.name
      const key = sha1 ?? JSON.stringify([name, end])
      const known = certificates.get(key) ?? {name, end, places: []}
      known.places.push(`${target.name}:${port}`)
      certificates.set(key, known)
    }
  }
  return [...certificates].map(([key, {name, end, places}]) => {
    const shown = [...new Set(places)].sort()
    const more = shown.length > namedPlaces ? ', …' : ''
    return {
      id: `certificate.${key.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 60)}.${end}`,
      ...fillWords(words, {name, machines: `${shown.slice(0, namedPlaces).join(', ')}${more}`}),
      systems: [],
      ...lastDayOf(end, 'by'),
    }
  })
}
