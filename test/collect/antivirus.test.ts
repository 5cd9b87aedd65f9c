import {describe, expect, it} from 'vitest'
import {antivirusCollector} from '../../src/collect/endpoint/antivirus.ts'
import {antivirus as schema} from '../../src/model/facts/antivirus.ts'
import {machineProbe} from './altered-probe.ts'

type Alteration = Parameters<typeof machineProbe>[1]

async function collect(name: string, alteration?: Alteration) {
  const fact = await antivirusCollector.collect(machineProbe(name, alteration))
  if (!fact.ok) throw new Error(fact.detail)
  return {products: schema.parse(fact.value).products, gaps: fact.gaps ?? {}}
}

describe('antivirus', () => {
  it('sees ClamAV scan files as they are opened, with the age of its signatures', async () => {
    const {products, gaps} = await collect('ubuntu-desktop')
    expect(products).toEqual([
      {
        name: 'ClamAV',
        version: '1.4.3',
        running: true,
        realTime: true,
        signaturesAt: '2026-11-24T08:32:00.000Z',
        autoUpdate: true,
        behaviour: false,
        edr: false,
        scansRemovable: true,
      },
    ])
    expect(Object.keys(gaps)).toEqual(['products.managed'])
  })

  it('knows that the scanner alone does not watch, and the watcher alone does not scan', async () => {
    const withoutWatcher = (await collect('ubuntu-desktop', {texts: {'/proc/406/comm': 'sleep\n'}})).products[0]
    expect(withoutWatcher).toMatchObject({running: true, realTime: false, scansRemovable: false})
    const withoutScanner = (await collect('ubuntu-desktop', {texts: {'/proc/305/comm': 'sleep\n'}})).products[0]
    expect(withoutScanner).toMatchObject({running: false, realTime: false})
  })

  it('knows signatures that nobody fetches', async () => {
    expect((await collect('ubuntu-desktop', {texts: {'/proc/507/comm': 'sleep\n'}})).products[0]?.autoUpdate).toBe(false)
    expect((await collect('ubuntu-desktop', {texts: {'/etc/clamav/freshclam.conf': 'Checks 0\n'}})).products[0]?.autoUpdate).toBe(false)
  })

  it('sees the same as an ordinary user, except for closed crontabs', async () => {
    const closed = ['/var/spool/cron/crontabs', '/root', '/etc/shadow']
    expect((await collect('ubuntu-desktop', {closed})).products).toEqual((await collect('ubuntu-desktop')).products)
    const {products, gaps} = await collect('ubuntu-desktop', {closed, texts: {'/proc/507/comm': 'sleep\n'}})
    expect(products[0]).not.toHaveProperty('autoUpdate')
    expect(gaps['products.autoUpdate']?.reason).toBe('no-rights')
  })

  it('does not call a product stopped when the processes of others are hidden', async () => {
    const closed = ['/proc/1', '/proc/2', '/proc/103', '/proc/204', '/proc/305', '/proc/406', '/proc/507', '/proc/608']
    const {products, gaps} = await collect('ubuntu-desktop', {closed})
    expect(products[0]).not.toHaveProperty('running')
    expect(products[0]).not.toHaveProperty('realTime')
    expect(gaps['products.running']).toBeDefined()
    expect(gaps['products.realTime']?.reason).toBe('no-rights')
  })

  it.each([
    ['no daily database', {lists: {'/var/lib/clamav': ['freshclam.dat']}}, 'not-collected'],
    ['a closed folder', {closed: ['/var/lib/clamav']}, 'no-rights'],
    ['an odd header', {runs: {head: 'PK\u0003\u0004'}}, 'error'],
    ['an empty database', {runs: {head: ''}}, 'error'],
  ] as [string, Alteration, string][])('leaves the age of the signatures open with %s', async (_, alteration, reason) => {
    const {products, gaps} = await collect('ubuntu-desktop', alteration)
    expect(products[0]).not.toHaveProperty('signaturesAt')
    expect(gaps['products.signaturesAt']?.reason).toBe(reason)
  })

  it('asks Kaspersky, in whose words "available" is not "running"', async () => {
    const {products} = await collect('debian-server')
    expect(products).toEqual([
      {
        name: 'Kaspersky Endpoint Security',
        version: '12.1.0.1543',
        running: true,
        realTime: true,
        signaturesAt: '2026-11-24T21:04:00.000Z',
        behaviour: false,
        managed: true,
        scansRemovable: true,
      },
    ])
  })

  it.each([
    ['stopped file protection', 'Version:  12\nFile Threat Protection:   Available and stopped\n', false],
    ['file protection without a licence', 'Version:  12\nFile Threat Protection:   Unavailable due to license limitation\n', false],
    ['the older name of it', 'Version:  10\nFile monitoring:    Available and running\n', true],
    ['no word about it', 'Version:  12\n', undefined],
    ['no answer at all', '', undefined],
  ])('Kaspersky with %s', async (_, info, realTime) => {
    expect((await collect('debian-server', {runs: {'kesl-control': info}})).products[0]?.realTime).toBe(realTime)
  })

  it('never says that a product which stands still watches', async () => {
    expect((await collect('debian-server', {texts: {'/proc/204/comm': 'sleep\n'}})).products[0]).toMatchObject({
      running: false,
      realTime: false,
    })
  })

  it('asks Microsoft Defender', async () => {
    const {products, gaps} = await collect('fedora')
    expect(products).toEqual([
      {
        name: 'Microsoft Defender for Endpoint',
        version: '101.25062.0003',
        running: true,
        realTime: true,
        signaturesAt: '2026-11-24T22:40:00.000Z',
        autoUpdate: true,
        behaviour: false,
        managed: true,
        edr: true,
      },
    ])
    expect(Object.keys(gaps)).toEqual(['products.scansRemovable'])
  })

  it('knows the passive mode of Defender, and that it answers only while it runs', async () => {
    const health = '{"appVersion":"101","licensed":false,"passiveModeEnabled":{"value":true},"realTimeProtectionEnabled":{"value":true}}'
    expect((await collect('fedora', {runs: {mdatp: health}})).products[0]).toMatchObject({realTime: false, managed: false})
    const {products, gaps} = await collect('fedora', {runs: {mdatp: {code: 1, stderr: 'ATTENTION: No connection'}}})
    expect(products[0]).toEqual({name: 'Microsoft Defender for Endpoint', version: '101.25062.0003', running: true})
    expect(gaps['products.realTime']?.reason).toBe('error')
  })

  it.each(['opensuse', 'alpine-container', 'arch'])('finds none on %s', async (name) => {
    expect(await collect(name)).toEqual({products: [], gaps: {}})
  })

  it('finds a product that no package manager knows by its folder and process', async () => {
    const dpkg = {'/opt/CrowdStrike/falconctl': 'x'}
    const probe = {...dpkg, '/proc/608/comm': 'falcon-sensor\n'}
    const {products} = await collect('ubuntu-desktop', {texts: probe})
    expect(products.map(({name}) => name)).toEqual(['ClamAV', 'CrowdStrike Falcon'])
    expect(products[1]).toMatchObject({running: true, edr: true})
    expect(products[1]).not.toHaveProperty('realTime')
  })

  it('describes a Mac', async () => {
    const {products} = await collect('macos', {
      times: {'/Library/Apple/System/Library/CoreServices/XProtect.bundle/Contents/Resources/XProtect.yara': '2026-11-18T00:00:00Z'},
    })
    expect(products[0]).toEqual({name: 'XProtect', version: '5321', signaturesAt: '2026-11-18T00:00:00.000Z'})
    expect(products[1]).toMatchObject({name: 'Microsoft Defender for Endpoint', running: true, realTime: true})
  })

  it('fails when neither packages nor processes can be seen', async () => {
    expect(await antivirusCollector.collect(machineProbe('debian-server', {closed: ['/var/lib/dpkg/status', '/proc']}))).toMatchObject({
      ok: false,
      reason: 'no-rights',
    })
  })
})
