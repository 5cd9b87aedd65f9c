import {describe, expect, it} from 'vitest'
import {syncClientsCollector} from '../../src/collect/endpoint/sync-clients.ts'
import {syncClients as schema} from '../../src/model/facts/sync-clients.ts'
import {machineProbe} from './altered-probe.ts'

async function collect(name: string, alteration?: Parameters<typeof machineProbe>[1]) {
  const fact = await syncClientsCollector.collect(machineProbe(name, alteration))
  if (!fact.ok) throw new Error(fact.detail)
  return {items: schema.parse(fact.value).items, gaps: Object.keys(fact.gaps ?? {})}
}
const status = (name: string, version: string) =>
  `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}\nDescription: x\n`

describe('syncClients', () => {
  it.each(['ubuntu-desktop', 'debian-server', 'fedora', 'opensuse', 'arch'])('%s has none', async (name) => {
    expect(await collect(name)).toEqual({items: [], gaps: []})
  })
  it('a package, with the name that an approval gives', async () => {
    const texts = {'/var/lib/dpkg/status': status('nautilus-dropbox', '2024.04.17-1')}
    expect((await collect('ubuntu-desktop', {texts})).items).toEqual([
      {name: 'Dropbox', version: '2024.04.17', running: false, installedAs: ['nautilus-dropbox']},
    ])
  })
  it('says that there may be more where processes of others are hidden', async () => {
    const {gaps} = await collect('ubuntu-desktop', {closed: ['/root'], lists: {'/proc': ['self']}})
    expect(gaps).toEqual(['items.+'])
  })
  it('fails where the packages cannot be read', async () => {
    const probe = machineProbe('ubuntu-desktop', {closed: ['/var/lib/dpkg/status']})
    expect(await syncClientsCollector.collect(probe)).toMatchObject({ok: false, reason: 'no-rights'})
  })
})
