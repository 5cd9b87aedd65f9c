import {describe, expect, it} from 'vitest'
import {backupCollector} from '../../src/collect/endpoint/backup.ts'
import {backup as schema} from '../../src/model/facts/backup.ts'
import {machineProbe} from './altered-probe.ts'

type Alteration = Parameters<typeof machineProbe>[1]

async function collect(name: string, alteration?: Alteration) {
  const fact = await backupCollector.collect(machineProbe(name, alteration))
  if (!fact.ok) throw new Error(fact.detail)
  return {tools: schema.parse(fact.value).tools, gaps: fact.gaps ?? {}}
}

describe('backup', () => {
  it('knows jobs of cron, and a tool that is a backup only when it runs by itself', async () => {
    const {tools, gaps} = await collect('ubuntu-desktop')
    // duplicity is what Déjà Dup works with.
    expect(tools).toEqual([{name: 'Déjà Dup'}, {name: 'Timeshift', scheduled: true}, {name: 'rclone', scheduled: true}])
    expect(Object.keys(gaps).sort()).toEqual(['tools.lastSuccessAt', 'tools.scheduled', 'tools.separateTarget'])
  })

  it('sees less as an ordinary user, and says so', async () => {
    const {tools, gaps} = await collect('ubuntu-desktop', {closed: ['/var/spool/cron/crontabs', '/etc/timeshift']})
    expect(tools).toEqual([{name: 'Déjà Dup'}, {name: 'Timeshift'}])
    expect(gaps['tools.scheduled']?.reason).toBe('no-rights')
  })

  it('reads the log of rsnapshot and the places of borgmatic', async () => {
    const {tools, gaps} = await collect('debian-server')
    expect(tools).toEqual([
      {name: 'borgmatic', scheduled: true, separateTarget: true},
      // The run of the 24th had errors, that of beta only renames.
      {name: 'rsnapshot', scheduled: true, lastSuccessAt: '2026-11-23T03:30:06.000Z'},
    ])
    expect(gaps['tools.separateTarget']?.detail).toContain('rsnapshot')
    expect(JSON.stringify({tools, gaps})).not.toContain('secret')
  })

  it.each([
    ['/srv/nas/snapshots/', true],
    ['/var/cache/rsnapshot/', false],
  ])('snapshots in %s are elsewhere: %s', async (root, elsewhere) => {
    const {tools} = await collect('debian-server', {texts: {'/etc/rsnapshot.conf': `snapshot_root\t${root}\nretain\talpha\t6\n`}})
    expect(tools[1]?.separateTarget).toBe(elsewhere)
    expect(tools[1]).not.toHaveProperty('lastSuccessAt')
  })

  it('does not count jobs of a cron that does not run', async () => {
    const {tools} = await collect('debian-server', {texts: {'/proc/103/comm': 'sleep\n'}})
    expect(tools[1]).not.toHaveProperty('scheduled')
  })

  it('finds restic in a service that a timer of another name starts', async () => {
    expect((await collect('fedora')).tools).toEqual([{name: 'restic', scheduled: true}])
  })

  it('leaves to a server when it runs', async () => {
    const {tools, gaps} = await collect('opensuse')
    expect(tools).toEqual([{name: 'Bacula'}])
    expect(gaps['tools.scheduled']?.detail).toContain('server decides')
  })

  it.each(['alpine-container', 'arch'])('finds none on %s', async (name) => {
    expect(await collect(name)).toEqual({tools: [], gaps: {}})
  })

  it('reads Time Machine', async () => {
    expect((await collect('macos')).tools).toEqual([
      {name: 'Time Machine', scheduled: true, lastSuccessAt: '2026-11-24T09:30:00.000Z', separateTarget: true},
    ])
  })

  it('does not read a refusal of macOS as "no backup"', async () => {
    expect(await backupCollector.collect(machineProbe('macos', {runs: {defaults: ''}}))).toMatchObject({ok: false, reason: 'no-rights'})
  })

  it.each([
    ['half a timeshift.json', {texts: {'/etc/timeshift/timeshift.json': '{"schedule_da'}}],
    ['a timeshift.json that never runs', {texts: {'/etc/timeshift/timeshift.json': '{"schedule_daily":"false","btrfs_mode":"true"}'}}],
  ])('%s is not a schedule', async (_, alteration) => {
    const {tools} = await collect('ubuntu-desktop', alteration)
    expect(tools[1]?.scheduled).not.toBe(true)
  })

  it('fails when neither packages nor programs can be seen', async () => {
    const closed = ['/var/lib/dpkg/status', '/usr/bin', '/usr/sbin', '/bin', '/sbin', '/usr/local/bin', '/usr/local/sbin', '/snap']
    expect(await backupCollector.collect(machineProbe('debian-server', {closed}))).toMatchObject({ok: false, reason: 'no-rights'})
  })
})
