import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {openSource} from '../../src/import/open-source.ts'
import {idOf} from '../../src/import/target-id.ts'
import {snapshot, snapshotSchema} from '../../src/model/snapshot.ts'
import {importOf} from './support.ts'

// Reports of other projects' tests and of real runs, which are not part of the repository; facts.json is what another reader counts.
const folder = join(process.env['STP_SEC_CORPUS'] ?? '', 'nmap')
const isThere = process.env['STP_SEC_CORPUS'] !== undefined && existsSync(join(folder, 'facts.json'))

interface Port {
  proto: string
  port: number
  state: string
  service: string | null
  product: string | null
  version: string | null
  tunnel: string | null
  cpe: string[]
}
interface Facts {
  wellFormed: boolean
  scanner?: string
  version?: string | null
  hostElements?: number
  hostsUp?: number
  hostsDown?: number
  hostsNoStatus?: number
  distinctOpenPorts?: number
  hosts?: {ip: string; mac: string | null; vendor: string | null; state: string | null; ports: Port[]}[]
}

describe.skipIf(!isThere)('real reports', () => {
  const facts = isThere ? (JSON.parse(readFileSync(join(folder, 'facts.json'), 'utf8')) as Record<string, Facts>) : {}
  const names = isThere ? readdirSync(folder).filter((name) => name.endsWith('.xml')) : []

  it.each(names)('%s', async (name) => {
    const expected = facts[name]
    if (!expected) throw new Error(`facts.json does not know ${name}`)
    const {targets, outcome} = await importOf(await openSource(join(folder, name)))
    for (const imported of targets) {
      const {kind, name: shownAs, observedAt, facts: found} = imported
      const target = {kind, id: idOf(imported), name: shownAs}
      const document = {schema: snapshotSchema, target, collectedAt: observedAt, tool: {name: 'x', version: '1'}, facts: found}
      expect(snapshot.safeParse(document).error?.issues, shownAs).toBeUndefined()
    }
    expect(new Set(targets.map(idOf)).size).toBe(targets.length)
    if (!expected.wellFormed) {
      expect(outcome.incomplete).toBeDefined()
      expect(targets).toEqual([])
      return
    }
    const {hostElements, hostsDown, hostsUp, hostsNoStatus, distinctOpenPorts, scanner, version} = expected
    expect(outcome.read).toBe(hostElements)
    expect(outcome.mapped + outcome.dropped.reduce((sum, {count}) => sum + count, 0)).toBe(hostElements)
    expect(outcome.scan).toMatchObject({tool: scanner, version: version ?? undefined, hostsDown, openPorts: distinctOpenPorts})
    if (hostsNoStatus === 0) expect(outcome.scan?.hostsUp).toBe(hostsUp)
    expect(portsOfTargets(targets)).toEqual(portsOfFacts(expected))
  })
})

type Row = [ip: string, proto: string, port: number, service: string | null, product: string | null, version: string | null, cpe: number]

function portsOfFacts({hosts = []}: Facts): Row[] {
  const rows = hosts.flatMap(({ip, ports}) =>
    ports
      .filter(({state}) => state === 'open')
      .map((port): Row => [ip, port.proto, port.port, said(port.service), said(port.product), said(port.version), port.cpe.length]),
  )
  return sorted(rows)
}

/** An empty word is no word; spaces at the ends are not kept. */
function said(word: string | null): string | null {
  return word?.trim() || null
}

function portsOfTargets(targets: Awaited<ReturnType<typeof importOf>>['targets']): Row[] {
  const rows = targets.flatMap(({identity, facts}) => {
    const open = 'openPorts' in facts && facts.openPorts?.ok ? facts.openPorts.value : {tcp: [], udp: []}
    return (['tcp', 'udp'] as const).flatMap((proto) =>
      open[proto].map(
        ({port, service, product, version, cpe}): Row => [
          identity.addresses[0] ?? '',
          proto,
          port,
          service ?? null,
          product ?? null,
          version ?? null,
          cpe?.length ?? 0,
        ],
      ),
    )
  })
  return sorted(rows)
}

function sorted(rows: Row[]): Row[] {
  return rows.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
}
