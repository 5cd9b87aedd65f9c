import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {loggingCollector} from '../../src/collect/endpoint/logging.ts'
import type {Probe} from '../../src/collect/probe.ts'
import {logging as schema} from '../../src/model/facts/logging.ts'
import {createRecordedProbe} from './recorded-probe.ts'

type Change = Parameters<typeof createRecordedProbe>[1]

/** Times of files are not kept by git. */
const rotatedAt = '2026-10-28T00:00:00.000Z'

async function collect(name: string, change?: Change, texts: Record<string, string> = {}) {
  const recorded = createRecordedProbe(join(import.meta.dirname, '../recorded/logging', name), change)
  const probe: Probe = {
    ...recorded,
    readText: async (path) => (texts[path] === undefined ? recorded.readText(path) : {ok: true, value: texts[path]}),
    stat: async (path) => {
      const seen = await recorded.stat(path)
      return seen.ok ? {ok: true, value: {...seen.value, modifiedAt: new Date(rotatedAt)}} : seen
    },
  }
  const fact = await loggingCollector.collect(probe)
  if (!fact.ok) throw new Error(`${fact.reason}: ${fact.detail}`)
  return {value: schema.parse(fact.value), gaps: fact.gaps ?? {}}
}

const rules =
  (stdout: string): Change =>
  ({commands}) => {
    for (const command of commands) if (command.run[1] === '-l') command.stdout = stdout
  }

describe('logging', () => {
  it.each(['debian-root', 'debian-user'])('reads rsyslog beside the journal: %s', async (name) => {
    const {value, gaps} = await collect(name)
    expect(value).toEqual({
      service: 'rsyslog',
      running: true,
      persistent: true,
      oldestRecordAt: rotatedAt,
      retentionDays: 28,
      forwarding: false,
      forwardTargets: [],
      audit: {enabled: false, logon: true, accountManagement: false, processCreation: false},
      fullAction: 'overwrite',
      fullAlert: false,
    })
    expect(Object.keys(gaps)).toEqual(['maxSizeMb'])
  })

  it('reads syslog-ng with a central collector; the log kept shortest counts', async () => {
    for (const name of ['debian-chrony-root', 'debian-chrony-user']) {
      const {value} = await collect(name)
      expect(value).toMatchObject({
        service: 'syslog-ng',
        retentionDays: 7,
        forwarding: true,
        forwardTargets: ['loghost.example.org:6514'],
        oldestRecordAt: rotatedAt,
      })
    }
  })

  it('reads RHEL as root: journal with limits, forwarding, audit', async () => {
    const {value, gaps} = await collect('rhel-root')
    expect(value).toEqual({
      service: 'rsyslog',
      running: true,
      persistent: true,
      // Name of the oldest closed journal of the system, older than the rotated file.
      oldestRecordAt: '2026-10-17T02:25:53.274Z',
      // 4 weeks of logrotate; MaxRetentionSec=6month of the journal is no promise.
      retentionDays: 28,
      maxSizeMb: 2048,
      forwarding: true,
      forwardTargets: ['log.example.org:6514'],
      audit: {enabled: true, logon: true, accountManagement: true, processCreation: true},
      fullAction: 'archive',
      fullAlert: true,
    })
    expect(gaps).toEqual({})
  })

  it('knows less of the same machine without rights', async () => {
    const {value, gaps} = await collect('rhel-user')
    expect(value.audit).toEqual({enabled: true, logon: true})
    expect(value.forwarding).toBeUndefined()
    expect(value.fullAction).toBeUndefined()
    expect(value.fullAlert).toBeUndefined()
    expect(value).toMatchObject({persistent: true, maxSizeMb: 2048})
    for (const field of ['audit.accountManagement', 'audit.processCreation', 'forwarding', 'fullAction', 'fullAlert'])
      expect(gaps[field]?.reason, field).toBe('no-rights')
  })

  it.each([
    ['No rules\n', {accountManagement: false, processCreation: false}, undefined],
    ['-w /etc/passwd -p wa -k identity\n', {accountManagement: false, processCreation: false}, undefined],
    [
      '-a always,exit -S all -F path=/etc/passwd -F perm=wa -F key=i\n-w /etc/group -p wa\n',
      {accountManagement: true, processCreation: false},
      undefined,
    ],
    ['-a always,exit -F arch=b32 -S execve\n', {accountManagement: false, processCreation: false}, undefined],
    ['-a always,exit -F arch=b64 -S execve -F auid>=1000 -F auid!=-1\n', {accountManagement: false}, 'not-collected'],
    ['-a always,exit -F arch=b64 -C euid!=uid -F auid!=-1 -S execve -F key=sudo\n', {accountManagement: false}, 'not-collected'],
    ['', {}, 'error'],
  ])('judges audit rules %j', async (stdout, expected, gap) => {
    const {value, gaps} = await collect('rhel-root', rules(stdout))
    expect(value.audit).toEqual({enabled: true, logon: true, ...expected})
    expect(gaps['audit.processCreation']?.reason).toBe(gap)
  })

  it('calls the audit off when the kernel hands out no records', async () => {
    const {value} = await collect('rhel-root', ({commands}) => {
      for (const command of commands) if (command.run[1] === '-s') command.stdout = 'enabled 0\nfailure 1\n'
    })
    expect(value.audit).toEqual({enabled: false, logon: false, accountManagement: false, processCreation: false})
  })

  it.each([
    ['warnings only', '*.warning @@log.example.org\n', false],
    ['not the log-ins', '*.*;auth,authpriv.none @@log.example.org\n', false],
    ['only to this machine', '*.* @@127.0.0.1:5514\n', false],
    ['old form with options', '*.* @@(o)log.example.org:6514;RSYSLOG_SyslogProtocol23Format\n', true],
    ['under a condition', 'if $programname == "nginx" then {\n action(type="omfwd" target="log.example.org")\n}\n', undefined],
    ['in a comment', '# *.* @@log.example.org\n', false],
  ])('rsyslog forwards %s', async (_, text, forwarding) => {
    const {value, gaps} = await collect('rhel-root', undefined, {'/etc/rsyslog.d/forward.conf': text})
    expect(value.forwarding).toBe(forwarding)
    expect('forwarding' in gaps).toBe(forwarding === undefined)
  })

  it.each([
    ['size 100M\nrotate 4\n', undefined],
    ['weekly\nrotate 52\nmaxage 90\n', 90],
    ['daily\nrotate 7\nmaxsize 1G\n', undefined],
    ['monthly\nrotate 12\nminsize 1M\n', 336],
  ])('logrotate with %j keeps %s days', async (general, days) => {
    const {value, gaps} = await collect('rhel-root', undefined, {
      '/etc/logrotate.conf': general,
      '/etc/systemd/journald.conf': '[Journal]\nStorage=persistent\n',
    })
    expect(value.retentionDays).toBe(days)
    expect(gaps['retentionDays']?.reason).toBe(days === undefined ? 'not-collected' : undefined)
  })

  it('reads a volatile journal that is sent on, with a monitor that may warn', async () => {
    const {value, gaps} = await collect('arch-volatile')
    expect(value).toEqual({
      service: 'journald',
      running: true,
      persistent: false,
      oldestRecordAt: '2026-11-25T22:39:43.241Z',
      maxSizeMb: 64,
      forwarding: true,
      forwardTargets: ['https://logs.example.org:19532'],
      audit: {enabled: false, logon: true, accountManagement: false, processCreation: false},
      fullAction: 'overwrite',
    })
    expect(Object.keys(gaps).sort()).toEqual(['fullAlert', 'retentionDays'])
  })

  it('knows of busybox syslogd what files show', async () => {
    const {value, gaps} = await collect('alpine')
    expect(value).toEqual({
      service: 'syslogd',
      running: true,
      persistent: true,
      forwarding: false,
      forwardTargets: [],
      audit: {enabled: false, logon: true, accountManagement: false, processCreation: false},
      fullAlert: false,
    })
    expect(gaps['retentionDays']?.reason).toBe('not-supported')
    expect(gaps['fullAction']?.reason).toBe('not-collected')
  })

  it('finds the target that syslogd of busybox was started with, or the one of /etc/syslog.conf', async () => {
    const started = await collect('alpine', undefined, {'/proc/60/cmdline': '/sbin/syslogd\0-t\0-R\0log.example.org:514\0'})
    expect(started.value).toMatchObject({forwarding: true, forwardTargets: ['log.example.org:514']})
    const configured = await collect('alpine', undefined, {'/etc/syslog.conf': '*.*\t@log.example.org\n'})
    expect(configured.value.forwardTargets).toEqual(['log.example.org'])
  })

  it.each(['alpine', 'rhel-root', 'debian-root'])('does not call logs in memory persistent: %s', async (name) => {
    const {value} = await collect(name, undefined, {'/proc/mounts': '/dev/vda / ext4 rw 0 0\ntmpfs /var/log tmpfs rw 0 0\n'})
    expect(value.persistent).toBe(false)
  })

  it('takes the limit of the journal for no promise, but for proof that less is kept', async () => {
    const {value, gaps} = await collect('arch-volatile', undefined, {'/etc/systemd/journald.conf': '[Journal]\nMaxRetentionSec=30day\n'})
    expect(value.retentionDays).toBeUndefined()
    expect(gaps['retentionDays']).toMatchObject({reason: 'not-collected'})
    const short = await collect('arch-volatile', undefined, {'/etc/systemd/journald.conf': '[Journal]\nMaxRetentionSec=1week\n'})
    expect(short.value.retentionDays).toBe(7)
  })

  it('finds no logging in a container', async () => {
    const {value} = await collect('container')
    expect(value).toMatchObject({service: 'none', running: false})
    expect(value.persistent).toBeUndefined()
    expect(value.audit?.logon).toBeUndefined()
  })

  it('says little of macOS', async () => {
    const {value, gaps} = await collect('macos')
    expect(value).toEqual({service: 'unified-log', running: true, persistent: true, fullAction: 'overwrite'})
    expect(gaps['audit']?.reason).toBe('not-collected')
  })
})
