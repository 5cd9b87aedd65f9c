import {describe, expect, it} from 'vitest'
import {createGlpiJson} from '../../src/import/agent-inventory/glpi-json.ts'
import type {ImportedTarget} from '../../src/import/importer.ts'
import {droppedOf, importWith} from './import-with.ts'
import {windowsInventory} from './inventories.ts'
import {inventoryTables} from './inventory-tables.ts'
import {sourceOf} from './support.ts'
import {expectValidFacts} from './valid-facts.ts'

const glpi = createGlpiJson(inventoryTables)
const read = (value: unknown) => importWith(glpi, sourceOf(typeof value === 'string' ? value : JSON.stringify(value)))

function factsOf({targets: [target]}: {targets: ImportedTarget[]}) {
  if (target?.kind !== 'endpoint') throw new Error('no endpoint')
  return target.facts
}

describe('GLPI inventory', () => {
  it('becomes the facts of a PC that it proves, no more', async () => {
    const imported = await read(windowsInventory())
    const [target] = imported.targets
    if (!target) throw new Error('no target')
    expectValidFacts(target)
    expect(target).toMatchSnapshot()
    expect(imported.mapped).toBe(imported.read)
  })

  it.each([
    ['Microsoft Windows 11 Pro', '10.0.26100', '11-24h2-w'],
    ['Microsoft Windows 11 Enterprise', '10.0.26100', '11-24h2-e'],
    ['Microsoft Windows 11 Enterprise LTSC', '10.0.26100', '11-2024-ltsc'],
    ['Microsoft Windows 11 IoT Enterprise LTSC', '10.0.26100', '11-2024-iot-ltsc'],
    ['Microsoft Windows 11 Home Single Language', '10.0.22631', '11-23h2-w'],
    ['Microsoft Windows 10 Pro', '10.0.19045', '10-22h2-w'],
    ['Microsoft Windows 10 whatever', '10.0.19045', '10-22h2'],
    ['Microsoft Windows 10 Enterprise LTSC', '10.0.17763', '10-2019-ltsc'],
    ['Microsoft Windows 10 Pro Education', '10.0.17134', '10-1803-w'],
    ['Microsoft Windows 8.1 Pro', '6.3.9600', '8.1'],
    ['Microsoft Windows 7 Ultimate', '6.1.7601', '7'],
    ['Microsoft Windows Server 2012 R2 Standard', '6.3.9600', '2012-r2'],
    ['Microsoft Windows Server 2019 Datacenter', '10.0.17763', '2019'],
    // The end of support depends on an edition that nobody knows, or on a build that nobody knows.
    ['Microsoft Windows 11 Unbekannt', '10.0.26100', undefined],
    ['Microsoft Windows 11 Pro', '10.0.99999', undefined],
    ['Microsoft Windows 7 Professional', '6.1.7600', undefined],
  ])('%s %s is of cycle %s', async (full_name, kernel_version, cycle) => {
    const {os} = factsOf(await read(windowsInventory({operatingsystem: {full_name, kernel_version}})))
    if (!os?.ok) throw new Error('no os')
    expect(os.value.cycle).toBe(cycle)
    expect(os.gaps?.['cycle'] !== undefined).toBe(cycle === undefined)
  })

  it('a profile that is off, or not told, is not called on', async () => {
    const profile = (name: string, status: string) => ({profile: name, status})
    const off = factsOf(await read(windowsInventory({firewalls: [profile('DomainProfile', 'on'), profile('PublicProfile', 'off')]})))
    expect(off.firewall).toMatchObject({ok: true, value: {enabled: false}})
    const two = factsOf(await read(windowsInventory({firewalls: [profile('DomainProfile', 'on'), profile('PublicProfile', 'on')]})))
    expect(two.firewall).toMatchObject({ok: false, reason: 'not-collected'})
  })

  it('a firewall of Windows without profiles is not called on: nobody said which of the three was looked at', async () => {
    expect(factsOf(await read(windowsInventory({firewalls: [{status: 'on'}]}))).firewall).toMatchObject({
      ok: false,
      reason: 'not-collected',
    })
    expect(factsOf(await read(windowsInventory({firewalls: [{status: 'off'}]}))).firewall).toMatchObject({
      ok: true,
      value: {enabled: false},
    })
  })

  const adapter = (type: string | undefined, more: object = {}) => ({
    description: `${type ?? 'khong ro'} ${JSON.stringify(more)}`,
    type,
    status: 'up',
    ipaddress: '10.1.1.5',
    mac: 'd4:be:d9:11:22:33',
    ...more,
  })
  it.each([
    ['one wire that leads out', [adapter('ethernet', {ipgateway: '10.1.1.1'})], false],
    ['one wire, no gateway told', [adapter('ethernet')], false],
    ['two wires, one leads out', [adapter('ethernet', {ipgateway: '10.1.1.1'}), adapter('ethernet', {ipaddress: '10.9.9.9'})], false],
    ['two wires that lead out', [adapter('ethernet', {ipgateway: '10.1.1.1'}), adapter('ethernet', {ipgateway: '10.9.9.1'})], true],
    ['Wi-Fi beside a wire', [adapter('ethernet', {ipgateway: '10.1.1.1'}), adapter('wifi')], true],
    ['two wires, no gateway told', [adapter('ethernet'), adapter('ethernet', {ipaddress: '10.9.9.9'})], undefined],
    ['a card that does not say what it is', [adapter('ethernet', {ipgateway: '10.1.1.1'}), adapter(undefined)], undefined],
    ['such a card that is down', [adapter('ethernet', {ipgateway: '10.1.1.1'}), adapter(undefined, {status: 'down'})], false],
    [
      'a card that does not say whether it is up',
      [adapter('ethernet', {ipgateway: '10.1.1.1'}), adapter('wifi', {status: undefined})],
      undefined,
    ],
    ['no card that could be one way out', [adapter('loopback', {description: 'lo'})], undefined],
  ])('two ways out: %s', async (_, networks, dualHomed) => {
    const {network} = factsOf(await read(windowsInventory({networks})))
    if (!network?.ok) throw new Error('no network')
    expect(network.value.dualHomed).toBe(dualHomed)
    expect(network.gaps?.['dualHomed'] !== undefined).toBe(dualHomed === undefined)
  })

  it('no Wi-Fi is claimed where a card does not say what it is', async () => {
    const {network} = factsOf(await read(windowsInventory({networks: [adapter('ethernet'), adapter(undefined)]})))
    expect(network?.ok && network.value.wifi).toBeUndefined()
  })

  it('BitLocker that is switched off, or not told of, is no encryption', async () => {
    const drive = (letter: string, status?: string) => ({
      letter,
      filesystem: 'NTFS',
      total: 9,
      free: 1,
      systemdrive: letter === 'C:',
      encrypt_status: status,
    })
    const off = factsOf(await read(windowsInventory({drives: [drive('C:', 'No'), drive('D:', 'Yes')]})))
    expect(off.encryption).toMatchObject({ok: true, value: {systemEncrypted: false}})
    const unknown = factsOf(await read(windowsInventory({drives: [drive('C:', 'Unknown'), drive('D:', 'Yes')]})))
    if (!unknown.encryption?.ok) throw new Error('no encryption')
    expect(unknown.encryption.value.systemEncrypted).toBeUndefined()
    expect(Object.keys(unknown.encryption.gaps ?? {})).toEqual(expect.arrayContaining(['volumes', 'systemEncrypted']))
  })

  it('an antivirus that does not watch is not called running', async () => {
    const {antivirus} = factsOf(await read(windowsInventory({antivirus: [{name: 'BKAV', enabled: false, uptodate: true}]})))
    expect(antivirus?.ok && antivirus.value.products).toEqual([{name: 'BKAV', realTime: false}])
  })

  it('nameless and repeated programs are counted; wrong dates are left out', async () => {
    const {softwares} = {
      softwares: [
        {name: '', version: '1'},
        {name: 'Foxit', version: '12', install_date: '2026-13-40'},
        {name: 'Foxit', version: '12', install_date: '2026-01-01'},
        {name: 'Unikey', install_date: '2099-01-01'},
        {name: 'Công cụ số', version: '1.0', install_date: '1970-00-01'},
      ],
    }
    const imported = await read(windowsInventory({softwares}))
    const {software} = factsOf(imported)
    if (!software?.ok) throw new Error('no software')
    expect(software.value).toMatchObject({nameless: 1, unversioned: ['Unikey']})
    expect(software.value.items.map(({name, installedOn}) => [name, installedOn])).toEqual([
      ['Foxit', undefined],
      ['Unikey', undefined],
      ['Công cụ số', undefined],
    ])
    expect(imported.dropped.map(({count}) => count)).toEqual([1, 1])
    expect(imported.mapped + droppedOf(imported)).toBe(imported.read)
  })

  it('a PC with 3,000 packages keeps them all', async () => {
    const softwares = Array.from({length: 3000}, (_, index) => ({name: `package-${index}`, version: `${index}.0`, from: 'deb'}))
    const {software} = factsOf(await read(windowsInventory({softwares})))
    expect(software?.ok && software.value.items.length).toBe(3000)
  })

  it.each([
    ['a phone', {itemtype: 'Phone'}, 'phone'],
    ['a printer', {itemtype: 'Printer', action: 'netinventory'}, 'printer'],
    ['a switch', {itemtype: 'NetworkEquipment'}, 'network'],
    ['what is not managed', {itemtype: 'Unmanaged'}, 'other'],
  ])('%s is kept apart from the PCs', async (_, head, kind) => {
    const {targets} = await read(windowsInventory({}, head))
    expect(targets.map((target) => (target.kind === 'device' ? target.device.kind : target.kind))).toEqual([kind])
    for (const target of targets) expectValidFacts(target)
  })

  it('says nothing of a time that the file does not hold, and nothing looks fresh', async () => {
    const [known] = (await read(windowsInventory({accesslog: undefined}))).targets
    expect(known?.observedAt).toBeUndefined()
    expect(known?.kind === 'endpoint' && known.facts.os?.at).toBe('2026-01-05T01:00:00Z')
    const [unknown] = (await read(windowsInventory({accesslog: {logdate: 'hôm qua'}}, {deviceid: 'x'}))).targets
    expect(unknown?.kind === 'endpoint' && unknown.facts.os?.at).toBe('1970-01-01T00:00:00Z')
  })
})
