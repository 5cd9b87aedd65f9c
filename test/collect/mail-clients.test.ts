import {describe, expect, it} from 'vitest'
import {mailClientsCollector} from '../../src/collect/endpoint/mail-clients.ts'
import {mailClients as schema} from '../../src/model/facts/mail-clients.ts'
import {machineProbe} from './altered-probe.ts'

async function collect(name: string, alteration?: Parameters<typeof machineProbe>[1]) {
  const fact = await mailClientsCollector.collect(machineProbe(name, alteration))
  if (!fact.ok) throw new Error(fact.detail)
  return {items: schema.parse(fact.value).items, gaps: fact.gaps ?? {}}
}

const onUbuntu = [
  {name: 'Thunderbird', product: 'thunderbird', version: '140.4.0'},
  {name: 'Geary', product: 'geary', version: '46.0'},
]

describe('mailClients', () => {
  it.each([
    ['ubuntu-desktop', onUbuntu],
    ['debian-server', []],
    ['fedora', [{name: 'Evolution', product: 'evolution', version: '3.58.1'}]],
    ['opensuse', []],
    ['alpine-container', []],
    ['arch', []],
    ['macos', [{name: 'Apple Mail', product: 'apple-mail', version: '16.0'}]],
  ])('%s', async (name, items) => {
    expect(await collect(name)).toEqual({items, gaps: {}})
  })

  it('sees the same as an ordinary user', async () => {
    expect((await collect('ubuntu-desktop', {closed: ['/home/lanh-dao', '/root']})).items).toEqual(onUbuntu)
  })

  it('leaves out a deb that only pulls in a snap', async () => {
    const text =
      'Package: thunderbird\nStatus: install ok installed\nArchitecture: amd64\nVersion: 2:1snap1-0ubuntu3\nDescription: Transitional package - thunderbird -> thunderbird snap\n'
    expect((await collect('ubuntu-desktop', {texts: {'/var/lib/dpkg/status': text}})).items).toEqual([onUbuntu[1]])
  })

  it.each([
    ['half a status file', {texts: {'/var/lib/dpkg/status': 'Package: thunder'}}, 'error'],
    ['a closed status file', {closed: ['/var/lib/dpkg/status']}, 'no-rights'],
  ])('fails with %s', async (_, alteration, reason) => {
    expect(await mailClientsCollector.collect(machineProbe('ubuntu-desktop', alteration))).toMatchObject({ok: false, reason})
  })
})
