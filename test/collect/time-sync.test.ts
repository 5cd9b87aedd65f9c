import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {timeSyncCollector} from '../../src/collect/endpoint/time-sync.ts'
import type {Probe} from '../../src/collect/probe.ts'
import {timeSync as schema} from '../../src/model/facts/time-sync.ts'
import {createRecordedProbe} from './recorded-probe.ts'

type Change = Parameters<typeof createRecordedProbe>[1]

const probeOf = (name: string, change?: Change) => createRecordedProbe(join(import.meta.dirname, '../recorded/time-sync', name), change)

async function collect(name: string, change?: Change, wrap: (probe: Probe) => Probe = (probe) => probe) {
  const fact = await timeSyncCollector.collect(wrap(probeOf(name, change)))
  if (!fact.ok) throw new Error(`${fact.reason}: ${fact.detail}`)
  return {value: schema.parse(fact.value), gaps: fact.gaps ?? {}}
}

/** Times of files are not kept by git: this is the one of the file that timesyncd touches. */
const syncedAt =
  (moment: string) =>
  (probe: Probe): Probe => ({
    ...probe,
    stat: async (path) => {
      const seen = await probe.stat(path)
      return seen.ok ? {ok: true, value: {...seen.value, modifiedAt: new Date(moment)}} : seen
    },
  })

const answer =
  (program: string, stdout: string): Change =>
  ({commands}) => {
    for (const command of commands) if (command.run[0] === program) command.stdout = stdout
  }

describe('timeSync', () => {
  it.each(['debian-chrony-root', 'debian-chrony-user'])('reads chrony: %s', async (name) => {
    const {value, gaps} = await collect(name)
    expect(value).toEqual({
      service: 'chrony',
      enabled: true,
      synchronised: true,
      servers: ['2.debian.pool.ntp.org'],
      offsetMs: name.endsWith('root') ? -0.001062 : expect.any(Number),
      lastSyncAt: name.endsWith('root') ? '2026-11-25T23:11:24.595Z' : expect.any(String),
    })
    expect(gaps).toEqual({})
  })

  it.each([
    [
      'no server has answered',
      '00000000,,0,0.000000000,0.000000000,0.000000000,0.000000000,0.000,0.000,0.000,1.000000000,1.000000000,0.0,Not synchronised\n',
    ],
    ['its own clock is the reference', '7F7F0101,,8,1795647043.235877263,-0.000000001,0.0,0.0,0.0,0.0,0.0,0.0,0.0,1.0,Normal\n'],
  ])('chrony is not synchronised when %s', async (_, stdout) => {
    const {value} = await collect('debian-chrony-root', answer('chronyc', stdout))
    expect(value.synchronised).toBe(false)
    expect(value.offsetMs).toBeUndefined()
    expect(value.lastSyncAt).toBeUndefined()
  })

  it.each(['506 Cannot talk to daemon\n', '', '7F000001,127.0.0.1,4,1795648'])(
    'does not know the state of chrony from %j',
    async (stdout) => {
      const {value, gaps} = await collect('debian-chrony-root', answer('chronyc', stdout))
      expect(value).toEqual({service: 'chrony', enabled: true, servers: ['2.debian.pool.ntp.org']})
      expect(gaps['synchronised']?.reason).toBe('error')
    },
  )

  it('reads timesyncd; servers of drop-ins are added', async () => {
    const {value, gaps} = await collect('ubuntu-timesyncd', undefined, syncedAt('2026-11-25T07:40:00.000Z'))
    expect(value).toEqual({
      service: 'systemd-timesyncd',
      enabled: true,
      synchronised: true,
      servers: ['ntp.example.org', 'ntp2.example.org', 'ntp3.example.org'],
      offsetMs: -1.234,
      lastSyncAt: '2026-11-25T07:40:00.000Z',
    })
    expect(gaps).toEqual({})
  })

  it('does not believe a mark that is older than the kernel would trust the clock', async () => {
    const {value} = await collect('ubuntu-timesyncd', undefined, syncedAt('2026-11-24T07:40:00.000Z'))
    expect(value).toMatchObject({synchronised: false, lastSyncAt: '2026-11-24T07:40:00.000Z'})
    expect(value.offsetMs).toBeUndefined()
  })

  it('knows that timesyncd never got an answer', async () => {
    const {value, gaps} = await collect('timesyncd-never')
    expect(value).toMatchObject({enabled: true, synchronised: false, servers: ['ntp.ubuntu.com']})
    expect(gaps).toEqual({})
  })

  it('reads ntpd', async () => {
    const {value, gaps} = await collect('debian-ntpsec')
    expect(value).toEqual({
      service: 'ntpd',
      enabled: true,
      synchronised: true,
      servers: ['0.debian.pool.ntp.org', '1.debian.pool.ntp.org'],
      offsetMs: -0.124,
      lastSyncAt: '2026-11-25T07:59:18.000Z',
    })
    expect(gaps).toEqual({})
  })

  it('ntpd that follows nobody is not synchronised; silence is no answer', async () => {
    const free = await collect('debian-ntpsec', ({commands}) => {
      for (const command of commands) command.stdout = command.stdout?.replace('*192', ' 192') ?? ''
    })
    expect(free.value.synchronised).toBe(false)
    const silent = await collect('debian-ntpsec', answer('ntpq', ''))
    expect(silent.value.synchronised).toBeUndefined()
    expect(silent.gaps['synchronised']).toEqual({reason: 'error', detail: 'ntpq: no answer'})
  })

  it('reads OpenNTPD', async () => {
    const {value} = await collect('openntpd')
    expect(value).toEqual({
      service: 'openntpd',
      enabled: true,
      synchronised: false,
      offsetMs: 1048.342,
      servers: ['pool.ntp.org', '192.0.2.123'],
    })
  })

  it('knows the servers of busybox ntpd, not its state', async () => {
    const {value, gaps} = await collect('alpine-busybox')
    expect(value).toEqual({service: 'ntpd', enabled: true, servers: ['pool.ntp.org', '192.0.2.123']})
    expect(gaps['synchronised']?.reason).toBe('not-supported')
  })

  it('leaves the clock of a container to its host, and calls a machine without daemon unsynchronised', async () => {
    expect(await timeSyncCollector.collect(probeOf('container'))).toMatchObject({ok: false, reason: 'not-supported'})
    const {value} = await collect('machine-without')
    expect(value).toEqual({service: 'none', enabled: false})
  })

  it('does not say "none" where processes are hidden', async () => {
    expect(await timeSyncCollector.collect(probeOf('hidden-processes'))).toMatchObject({ok: false, reason: 'no-rights'})
  })

  it('reads macOS', async () => {
    const {value, gaps} = await collect('macos')
    expect(value).toEqual({service: 'timed', enabled: true, servers: ['time.apple.com']})
    expect(gaps['synchronised']?.reason).toBe('not-supported')
    const closed = answer('systemsetup', 'You need administrator access to run this tool... exiting!\n')
    expect(await timeSyncCollector.collect(probeOf('macos', closed))).toMatchObject({ok: false, reason: 'no-rights'})
  })
})
