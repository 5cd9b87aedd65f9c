import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import type {ImportedTarget} from '../../src/import/importer.ts'
import {createFleet} from '../../src/import/osquery/fleet.ts'
import {createOsquery} from '../../src/import/osquery/osquery.ts'
import {droppedOf, importWith} from './import-with.ts'
import {inventoryTables} from './inventory-tables.ts'
import {sourceOf} from './support.ts'
import {expectValidFacts} from './valid-facts.ts'

const osquery = createOsquery(inventoryTables)
const fleet = createFleet(inventoryTables)
const read = (content: string) => importWith(osquery, sourceOf(content, 100))
const readFleet = (content: unknown) => importWith(fleet, sourceOf(JSON.stringify(content), 100))

function result(name: string, rows: unknown[], more: object = {}): string {
  return JSON.stringify({
    snapshot: rows,
    action: 'snapshot',
    name,
    hostIdentifier: 'host-1',
    calendarTime: 'Fri Nov 20 01:30:00 2026 UTC',
    unixTime: 1_795_138_200,
    decorations: {hostname: 'PC-07', host_uuid: '11111111-2222-3333-4444-555555555555'},
    ...more,
  })
}

const system = result('system', [
  {
    hostname: 'PC-07',
    uuid: '11111111-2222-3333-4444-555555555555',
    hardware_serial: 'S7',
    hardware_vendor: 'HP',
    hardware_model: 'ProDesk',
    physical_memory: '8480000000',
    cpu_brand: 'i5',
    cpu_physical_cores: '4',
  },
])
const version = result('os', [
  {name: 'Microsoft Windows 10 Pro', version: '10.0.19045', major: '10', build: '19045', platform: 'windows', arch: '64-bit'},
])
const programs = result('pack/apps', [
  {name: 'Firefox', version: '145.0', publisher: 'Mozilla', install_date: '20261001', source: 'programs'},
  {name: 'UniKey', version: '', source: 'programs'},
])
const patches = result('patches', [{hotfix_id: 'KB5068781', installed_on: '11/12/2026'}])
const volumes = result('volumes', [{drive_letter: 'C:', protection_status: '1', encryption_method: 'XTS-AES 128'}])
const security = result('av', [{type: 'Antivirus', name: 'Windows Defender', state: 'On', signatures_up_to_date: '1'}])

function endpoint([target]: ImportedTarget[]) {
  if (target?.kind !== 'endpoint') throw new Error('no endpoint')
  expectValidFacts(target)
  return target
}

describe('result log of osquery', () => {
  it('snapshots of several queries become one PC', async () => {
    const imported = await read([system, version, programs, patches, volumes, security].join('\n'))
    expect(imported).toMatchObject({read: 7, mapped: 7, dropped: []})
    const {name, identity, observedAt, facts} = endpoint(imported.targets)
    expect({name, observedAt, serial: identity.serial}).toEqual({name: 'PC-07', observedAt: '2026-11-20T01:30:00Z', serial: 'S7'})
    expect(facts.os).toMatchObject({value: {cycle: '10-22h2-w', build: 19045}})
    expect(facts.hardware).toMatchObject({value: {memoryMb: 8087, cpu: {model: 'i5', cores: 4}}})
    expect(facts.software).toMatchObject({
      value: {unversioned: ['UniKey'], items: [{name: 'Firefox', installedOn: '2026-10-01', source: 'registry'}, {}]},
    })
    expect(facts.updates).toMatchObject({value: {hotfixes: [{id: 'KB5068781', installedOn: '2026-11-12'}]}})
    expect(facts.encryption).toMatchObject({value: {volumes: [{mount: 'C:', encrypted: true}]}})
    expect(facts.antivirus).toMatchObject({value: {products: [{name: 'Windows Defender', realTime: true}]}})
  })

  it('of a query the newest snapshot counts, and facts are as old as the oldest that is used', async () => {
    const old = result('pack/apps', [{name: 'Firefox', version: '100.0', source: 'programs'}], {unixTime: 1_795_000_000})
    const {targets, dropped} = await read(
      [
        programs,
        old,
        result('os', [{name: 'Ubuntu', version: '24.04.1 LTS', major: '24', platform: 'ubuntu'}], {unixTime: 1_795_100_000}),
      ].join('\n'),
    )
    const {facts, observedAt} = endpoint(targets)
    expect(facts.software).toMatchObject({value: {items: [{version: '145.0'}, {}]}})
    expect(facts.os).toMatchObject({value: {product: 'ubuntu', cycle: '24.04'}})
    expect(observedAt).toBe(new Date(1_795_100_000_000).toISOString().replace('.000', ''))
    expect(dropped.map(({count}) => count)).toEqual([1])
  })

  it('changes alone say nothing of what a PC has', async () => {
    const added = JSON.stringify({name: 'apps', hostIdentifier: 'h', columns: {name: 'Firefox', version: '1'}, action: 'added'})
    const batch = JSON.stringify({
      name: 'apps',
      hostIdentifier: 'h',
      diffResults: {added: [{name: 'a'}, {name: 'b'}], removed: [{name: 'c'}]},
    })
    const imported = await read(`${added}\n${batch}`)
    expect(imported).toMatchObject({read: 4, mapped: 0, targets: []})
    expect(droppedOf(imported)).toBe(4)
  })

  it('a log that is cut off keeps the results before', async () => {
    const imported = await read(`${programs}\n${system.slice(0, -40)}`)
    expect(imported.incomplete?.vi).toContain('cắt')
    expect(imported).toMatchObject({read: 3, mapped: 2})
    expect(endpoint(imported.targets).facts.software).toMatchObject({ok: true})
  })

  it('a list of results of two machines is two machines; other tables are counted', async () => {
    const other = result('pack/apps', [{name: 'Chrome', version: '1', source: 'programs'}, {pid: '4'}], {
      hostIdentifier: 'host-2',
      decorations: {hostname: 'PC-08'},
    })
    const imported = await read(`[${programs},${other}]`)
    expect(imported.targets.map(({name}) => name)).toEqual(['PC-07', 'PC-08'])
    expect(imported).toMatchObject({read: 4, mapped: 3})
  })
})

describe('answers of Fleet', () => {
  const host = {
    hostname: 'PC-09',
    uuid: '99999999-2222-3333-4444-555555555555',
    hardware_serial: 'S9',
    primary_mac: 'a4:bb:6d:00:11:22',
    primary_ip: '10.1.2.9',
    memory: 8_589_934_592,
    platform: 'windows',
    os_version: 'Microsoft Windows 11 Enterprise 10.0.26100.4061',
    osquery_version: '5.19.0',
    detail_updated_at: '2026-11-20T01:30:00Z',
    software_updated_at: '2026-11-19T01:30:00Z',
    software: [{name: 'Google Chrome', version: '131.0', source: 'programs', vendor: 'Google'}],
  }

  it('a host and a list of hosts', async () => {
    for (const content of [{host}, {hosts: [host]}]) {
      const imported = await readFleet(content)
      expect(imported).toMatchObject({read: 2, mapped: 2})
      const {facts, identity, observedAt} = endpoint(imported.targets)
      expect(observedAt).toBe('2026-11-19T01:30:00Z')
      expect(identity).toMatchObject({serial: 'S9', macs: ['a4:bb:6d:00:11:22'], addresses: ['10.1.2.9']})
      expect(facts.os).toMatchObject({value: {cycle: '11-24h2-e', ubr: 4061}})
      expect(facts.software).toMatchObject({value: {items: [{name: 'Google Chrome', publisher: 'Google'}]}})
    }
  })

  it('one page of programs is no whole list', async () => {
    const imported = await readFleet({software: [{id: 4, name: 'Zoom', version: '5', source: 'programs'}], count: 150})
    expect(imported.incomplete?.vi).toContain('1 trên 150')
    const {facts} = endpoint(imported.targets)
    expect(facts.software?.ok && facts.software.gaps?.['items']).toBeDefined()
  })
})

const folder = join(process.env['STP_SEC_CORPUS'] ?? '', 'osquery-fleet')
describe.skipIf(!process.env['STP_SEC_CORPUS'] || !existsSync(folder))('real files', () => {
  it('a snapshot of Windows programs', async () => {
    const imported = await read(readFileSync(join(folder, 'osquery-snapshot-windows-apps.json'), 'utf8'))
    expect(imported).toMatchObject({read: 3, mapped: 3})
    const {name, observedAt, facts} = endpoint(imported.targets)
    expect({name, observedAt}).toEqual({name: 'hostname-of-device', observedAt: '2021-12-12T06:13:52Z'})
    expect(facts.software?.ok && facts.software.value.items.map((item) => `${item.name} ${item.version}`)).toEqual([
      'Brave 96.1.32.115',
      'Fleet osquery 0.0.3',
      'Google Chrome 96.0.4664.93',
    ])
  })

  it("Fleet's list of programs", async () => {
    const imported = await importWith(fleet, sourceOf(readFileSync(join(folder, 'fleet-host-software-shape.json'))))
    expect(imported).toMatchObject({read: 1, mapped: 1})
    expect(imported.incomplete).toBeDefined()
  })
})
