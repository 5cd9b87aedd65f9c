import {describe, expect, it} from 'vitest'
import {browsersCollector} from '../../src/collect/endpoint/browsers.ts'
import {browsers as schema} from '../../src/model/facts/browsers.ts'
import {machineProbe} from './altered-probe.ts'

type Alteration = Parameters<typeof machineProbe>[1]

async function collect(name: string, alteration?: Alteration) {
  const fact = await browsersCollector.collect(machineProbe(name, alteration))
  if (!fact.ok) throw new Error(fact.detail)
  return {value: schema.parse(fact.value), gaps: fact.gaps ?? {}}
}

describe('browsers', () => {
  it('lists browsers with their policies and extensions as root', async () => {
    const {value, gaps} = await collect('ubuntu-desktop')
    expect(value.items).toEqual([
      {
        name: 'Google Chrome',
        product: 'chrome',
        version: '142.0.7444.162',
        extensionControl: true,
        // Of all persons, each version once, without the folder for half-loaded ones.
        extensions: [
          {id: 'aapbdbdomjkkjkaonfhkkikfgjllcleb', version: '2.0.16'},
          {id: 'cjpalhdlnbpafiamejdnhcphjbkeiagm', version: '1.61.2'},
        ],
      },
      // The deb "firefox" only pulls in this snap.
      {
        name: 'Firefox',
        product: 'firefox',
        version: '145.0.1',
        autoUpdate: true,
        extensionControl: false,
        extensions: [{id: 'uBlock0@raymondhill.net', version: '1.60.0'}],
      },
    ])
    expect(Object.keys(gaps)).toEqual(['items.autoUpdate'])
  })

  it('gives no half list of extensions to a user before closed homes', async () => {
    const {value, gaps} = await collect('ubuntu-desktop', {closed: ['/home/lanh-dao', '/var/lib/snapd/state.json']})
    expect(value.items.map(({product, version}) => [product, version])).toEqual([
      ['chrome', '142.0.7444.162'],
      ['firefox', '145.0.1'],
    ])
    for (const browser of value.items) expect(browser).not.toHaveProperty('extensions')
    expect(gaps['items.extensions']?.reason).toBe('no-rights')
    expect(value.items[1]).not.toHaveProperty('autoUpdate')
  })

  it('knows a snap that is held back, and a snapd that does not run', async () => {
    const held = JSON.stringify({data: {config: {core: {refresh: {hold: 'forever'}}}}})
    expect((await collect('ubuntu-desktop', {texts: {'/var/lib/snapd/state.json': held}})).value.items[1]?.autoUpdate).toBe(false)
    expect((await collect('ubuntu-desktop', {texts: {'/proc/204/comm': 'sleep\n'}})).value.items[1]?.autoUpdate).toBe(false)
  })

  it('does not call a closed policy "no policy"', async () => {
    const {value, gaps} = await collect('ubuntu-desktop', {closed: ['/etc/opt/chrome/policies/managed']})
    expect(value.items[0]).not.toHaveProperty('extensionControl')
    expect(gaps['items.extensionControl']?.reason).toBe('no-rights')
  })

  it('finds Firefox as a package and unpacked in /opt on Fedora', async () => {
    const {value} = await collect('fedora')
    expect(value.items).toEqual([
      {name: 'Firefox', product: 'firefox', version: '145.0.1', extensionControl: true, extensions: []},
      {name: 'Firefox ESR', product: 'firefox-esr', version: '140.5.0', autoUpdate: false, extensionControl: false},
    ])
  })

  it('knows that enterprise distributions ship the ESR under its plain name', async () => {
    expect((await collect('opensuse')).value.items).toEqual([
      {name: 'Firefox ESR', product: 'firefox-esr', version: '140.5.0', extensionControl: false},
    ])
  })

  it.each([
    ['arch', [['chromium', '142.0.7444.162']]],
    ['alpine-container', []],
    ['debian-server', []],
    [
      'macos',
      [
        ['chrome', '142.0.7444.162'],
        ['safari', '26.1'],
      ],
    ],
  ])('%s', async (name, expected) => {
    expect((await collect(name)).value.items.map(({product, version}) => [product, version])).toEqual(expected)
  })

  it.each([
    ['half an extensions.json', '{"addons": [{"id"', 'error'],
    ['an extensions.json without addons', '{}', 'error'],
  ])('does not read %s as "no extension"', async (_, text, reason) => {
    const {value, gaps} = await collect('ubuntu-desktop', {
      texts: {'/home/van-thu/snap/firefox/common/.mozilla/firefox/ab12cd34.default/extensions.json': text},
    })
    expect(value.items[1]).not.toHaveProperty('extensions')
    expect(gaps['items.extensions']?.reason).toBe(reason)
  })

  it('fails where the packages cannot be read', async () => {
    expect(await browsersCollector.collect(machineProbe('ubuntu-desktop', {closed: ['/var/lib/dpkg/status']}))).toMatchObject({
      ok: false,
      reason: 'no-rights',
    })
  })
})
