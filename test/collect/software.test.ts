import {describe, expect, it} from 'vitest'
import {softwareCollector} from '../../src/collect/endpoint/software.ts'
import {software as schema} from '../../src/model/facts/software.ts'
import {machineProbe} from './altered-probe.ts'

async function collect(name: string, alteration?: Parameters<typeof machineProbe>[1]) {
  const fact = await softwareCollector.collect(machineProbe(name, alteration))
  if (!fact.ok) throw new Error(fact.detail)
  return {value: schema.parse(fact.value), gaps: fact.gaps ?? {}, source: fact.source}
}

describe('software', () => {
  it('gathers packages, snaps and flatpaks', async () => {
    const {value, gaps, source} = await collect('ubuntu-desktop')
    expect(value.managers).toEqual(['dpkg', 'snap', 'flatpak'])
    expect(value.nameless).toBe(0)
    expect(value.items).toHaveLength(17)
    expect(value.items[0]).toEqual({
      name: 'bash',
      version: '5.1-6ubuntu1.1',
      publisher: 'Ubuntu Developers',
      source: 'dpkg',
      arch: 'amd64',
      scope: 'machine',
      installedOn: '2025-11-24',
    })
    const names = value.items.map(({name}) => name)
    expect(names).toContain('openssl')
    expect(names).toContain('vim-tiny')
    expect(names).not.toContain('libreoffice-core')
    expect(value.items).toContainEqual({name: 'firefox', version: '145.0.1-1', source: 'snap', scope: 'machine'})
    expect(value.items).toContainEqual({name: 'org.gnome.Geary', version: '46.0', source: 'flatpak', scope: 'machine'})
    expect(gaps).toEqual({})
    expect(source).toBe('/var/lib/dpkg/status; /snap/*/current/meta/snap.yaml; /var/lib/flatpak/app')
  })

  it('sees the same as an ordinary user', async () => {
    const closed = ['/etc/shadow', '/root', '/home/lanh-dao', '/var/lib/snapd/state.json']
    expect((await collect('ubuntu-desktop', {closed})).value).toEqual((await collect('ubuntu-desktop')).value)
  })

  it('asks rpm, sorts its answer and leaves out signing keys', async () => {
    const {value} = await collect('fedora')
    expect(value.managers).toEqual(['rpm'])
    expect(value.items.map(({name, version}) => `${name} ${version}`)).toEqual([
      'bash 5.3.0-2.fc43',
      'dbus-broker 36-6.fc43',
      'evolution 3.58.1-1.fc43',
      'firefox 145.0.1-1.fc43',
      'kernel-core 6.17.5-300.fc43',
      'kernel-core 6.17.8-300.fc43',
      'mdatp 101.25062.0003-1',
      'vim-minimal 2:9.1.1818-1.fc43',
    ])
    expect(value.items[6]).toEqual({
      name: 'mdatp',
      version: '101.25062.0003-1',
      publisher: 'Microsoft Corporation',
      source: 'rpm',
      arch: 'x86_64',
      scope: 'machine',
      installedOn: '2026-11-20',
    })
  })

  it.each([
    ['alpine-container', 'apk', 3, 0, {name: 'busybox', version: '1.37.0-r18', source: 'apk', arch: 'x86_64', scope: 'machine'}],
    [
      'arch',
      'pacman',
      2,
      1,
      {name: 'bash', version: '5.3.3-2', source: 'pacman', arch: 'x86_64', scope: 'machine', installedOn: '2025-10-09'},
    ],
    ['macos', 'app', 4, 1, {name: 'Google Chrome', version: '142.0.7444.162', source: 'app', publisher: 'Google LLC', scope: 'machine'}],
  ])('%s through %s', async (name, manager, count, nameless, item) => {
    const {value} = await collect(name)
    expect(value.managers).toEqual([manager])
    expect(value.items).toHaveLength(count)
    expect(value.nameless).toBe(nameless)
    expect(value.items).toContainEqual(item)
  })

  it('does not start rpm where it has no database', async () => {
    const {value} = await collect('debian-server', {runs: {rpm: {code: 1, stderr: 'must not be asked'}}})
    expect(value.managers).toEqual(['dpkg'])
  })

  it('takes an empty rpm for a mere tool on Debian', async () => {
    const {value, gaps} = await collect('debian-server', {lists: {'/var/lib/rpm': ['rpmdb.sqlite']}, runs: {rpm: ''}})
    expect(value.managers).toEqual(['dpkg'])
    expect(gaps).toEqual({})
  })

  it('reports a second package manager that fails', async () => {
    const {value, gaps} = await collect('debian-server', {
      lists: {'/var/lib/rpm': ['rpmdb.sqlite']},
      runs: {rpm: {code: 1, stderr: 'error: db5 error'}},
    })
    expect(value.managers).toEqual(['dpkg'])
    expect(gaps['items']).toMatchObject({reason: 'error'})
  })

  it.each([
    ['a truncated status file', 'ubuntu-desktop', {texts: {'/var/lib/dpkg/status': 'Package: bash\nStat'}}, 'error'],
    ['a closed status file', 'ubuntu-desktop', {closed: ['/var/lib/dpkg/status']}, 'no-rights'],
    ['an rpm that prints nothing', 'fedora', {runs: {rpm: ''}}, 'error'],
    ['an rpm that fails half way', 'fedora', {runs: {rpm: {code: 1, stdout: 'bash\t0\t5\t1\t1\tx86_64\tx\n'}}}, 'error'],
    ['an rpm that prints half a line', 'fedora', {runs: {rpm: 'bash\t0\t5\t1\t1\tx86_64\tx\nvim\t0'}}, 'error'],
    ['a system_profiler that prints half a list', 'macos', {runs: {system_profiler: '<plist version="1.0"><array><dict>'}}, 'error'],
    ['no package manager', 'alpine-container', {texts: {'/lib/apk/db/installed': undefined}}, 'not-supported'],
    ['an empty apk database', 'alpine-container', {texts: {'/lib/apk/db/installed': '\n'}}, 'not-supported'],
  ] as const)('gives no list at all for %s', async (_, name, alteration, reason) => {
    const fact = await softwareCollector.collect(machineProbe(name, alteration as Parameters<typeof machineProbe>[1]))
    expect(fact).toMatchObject({ok: false, reason})
  })
})
