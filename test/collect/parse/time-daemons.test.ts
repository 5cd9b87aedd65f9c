import {describe, expect, it} from 'vitest'
import {parseChronyTracking} from '../../../src/collect/parse/chronyc.ts'
import {parseBusyboxPeers, parseNtpConf} from '../../../src/collect/parse/ntp-conf.ts'
import {parseNtpctl} from '../../../src/collect/parse/ntpctl.ts'
import {parseNtpq} from '../../../src/collect/parse/ntpq.ts'
import {parseTimesyncStatus} from '../../../src/collect/parse/timesync-status.ts'

describe('parseChronyTracking', () => {
  it('reads the real line of chronyc 4.3', () => {
    expect(
      parseChronyTracking(
        '7F000001,127.0.0.1,4,1795647043.235877263,-0.000001477,0.000000059,0.000001249,-0.064,0.001,0.596,0.000005262,0.000002580,1.0,Normal\n',
      ),
    ).toEqual({
      referenceId: '7F000001',
      referenceTime: new Date(1795647043235),
      offsetSeconds: -0.000001477,
      leap: 'Normal',
    })
  })

  it.each(['', '506 Cannot talk to daemon', '7F000001,127.0.0.1,4', ','.repeat(1_000_000), '\0'])('refuses %#', (text) =>
    expect(parseChronyTracking(text)).toBeUndefined(),
  )
})

describe('parseTimesyncStatus', () => {
  it.each([
    ['Offset: -1.234ms', -1.234],
    ['Offset: +12us', 0.012],
    ['Offset: 1min 2.5s', 62_500],
    ['Offset: n/a', undefined],
  ])('%s', (line, offset) => expect(parseTimesyncStatus(`       ${line}\n`).offsetMs).toBe(offset))

  it('survives a line of a megabyte', () =>
    expect(parseTimesyncStatus(`Offset: ${'1'.repeat(1_000_000)}ms\nLeap: normal`)).toEqual({leap: 'normal'}))
})

describe('parseNtpq', () => {
  it('is undefined without its table and skips pools', () => {
    expect(parseNtpq('ntpq: read: Connection refused\n')).toBeUndefined()
    expect(parseNtpq('=====\n 0.pool .POOL. 16 p - 64 0 0.0 0.0 0.0\n*192.0.2.1 1.1.1.1 2 u 3h 64 377 1.0 -2.5 0.1\n half')).toEqual([
      {remote: '192.0.2.1', selected: true, offsetMs: -2.5, whenSeconds: 10_800},
    ])
  })
})

describe('parseNtpctl', () => {
  it.each([
    ['4/4 peers valid, clock synced, stratum 2\n', {synchronised: true}],
    ['0/4 peers valid, clock unsynced, clock offset is -12.500ms\n', {synchronised: false, offsetMs: -12.5}],
    ['ntpctl: connect: /run/openntpd.sock: Permission denied\n', undefined],
  ])('%s', (text, state) => expect(parseNtpctl(text)).toEqual(state))
})

describe('parseNtpConf', () => {
  it('reads servers, folders and options before the name', () => {
    expect(
      parseNtpConf(
        '# server no\npool a.example iburst\nserver -4 b.example\n  peer c.example\nserver a.example\nconfdir /etc/chrony/conf.d\nsourcedir /run/x /etc/y\ninclude /etc/z/*.conf\nserver\nservers # none\n',
      ),
    ).toEqual({
      servers: ['a.example', 'b.example', 'c.example'],
      folders: [
        {path: '/etc/chrony/conf.d', ending: '.conf'},
        {path: '/run/x', ending: '.sources'},
        {path: '/etc/y', ending: '.sources'},
      ],
      includes: ['/etc/z/*.conf'],
    })
    expect(parseBusyboxPeers('"-N -p a.example -pb.example -l"')).toEqual(['a.example', 'b.example'])
  })
})
