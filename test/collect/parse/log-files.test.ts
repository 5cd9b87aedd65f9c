import {describe, expect, it} from 'vitest'
import {parseAuditRules, parseAuditStatus} from '../../../src/collect/parse/audit-rules.ts'
import {parseJournalHeaders, parseJournalName} from '../../../src/collect/parse/journal-files.ts'
import {parseLogrotate} from '../../../src/collect/parse/logrotate.ts'
import {parseRsyslogConf} from '../../../src/collect/parse/rsyslog-conf.ts'
import {parseSyslogNgConf} from '../../../src/collect/parse/syslog-ng-conf.ts'

const hostile = [
  '',
  '\0\0',
  'a.b '.repeat(300_000),
  `*.* ${'@'.repeat(1_000_000)}`,
  `action(${'x'.repeat(500_000)}`,
  '{'.repeat(500_000),
  `log {${' '.repeat(500_000)}`,
  '-a '.repeat(300_000),
  '\n(\n'.repeat(20_000),
]

describe('hostile input', () => {
  it.each([
    parseAuditRules,
    parseAuditStatus,
    parseJournalHeaders,
    parseJournalName,
    (text: string) => parseLogrotate(text),
    parseRsyslogConf,
    parseSyslogNgConf,
  ])('%o neither throws nor hangs', (parse: (text: string) => unknown) => {
    const start = performance.now()
    for (const text of hostile) parse(text)
    expect(performance.now() - start).toBeLessThan(3000)
  })
})

describe('parseRsyslogConf', () => {
  it.each([
    ['*.* @192.0.2.1', [{address: '192.0.2.1', scope: 'security'}]],
    ['*.* @@log.example.org:514', [{address: 'log.example.org:514', scope: 'security'}]],
    ['auth,authpriv.* @@[2001:db8::1]:6514;Template', [{address: '[2001:db8::1]:6514', scope: 'security'}]],
    ['mail.* @log.example.org', [{address: 'log.example.org', scope: 'other'}]],
    ['*.* :omrelp:log.example.org:2514', [{address: 'log.example.org:2514', scope: 'security'}]],
    ['*.*;mail.none /var/log/all\n& @log.example.org', [{address: 'log.example.org', scope: 'security'}]],
    ['action(type="omfwd" target="a.example" port="514" protocol="udp")', [{address: 'a.example:514', scope: 'security'}]],
    ['ruleset(name="r") {\n  action(type="omrelp" target="a.example")\n}', [{address: 'a.example', scope: 'conditional'}]],
    [':programname, isequal, "sshd" @@a.example', [{address: 'a.example', scope: 'conditional'}]],
    ['mail.* root@example.org', []],
    ['$ActionQueueFileName x@y', []],
  ])('targets of %j', (text, targets) => expect(parseRsyslogConf(text).targets).toEqual(targets))

  it('finds includes and files of the log-ins', () => {
    const conf = parseRsyslogConf(
      '$IncludeConfig /etc/rsyslog.d/*.conf\ninclude(file="/etc/x/*.conf" mode="optional")\nauth,authpriv.*\t-/var/log/auth.log\ncron.* /var/log/cron\n',
    )
    expect(conf.includes).toEqual(['/etc/rsyslog.d/*.conf', '/etc/x/*.conf'])
    expect(conf.securityFiles).toEqual(['/var/log/auth.log'])
  })
})

describe('parseSyslogNgConf', () => {
  it('counts a destination only once a log path uses it', () => {
    const text = `destination d_unused { tcp("unused.example" port(514)); };
destination d_net { network("a.example" port(6514) transport("tls")); };
destination d_web { http(url("https://b.example/x")); };
destination d_file { file("/var/log/auth.log"); };
log { source(s); destination(d_net); destination(d_file); };
log { source(s); filter(f_x); destination(d_web); };
@include "/etc/syslog-ng/conf.d/*.conf"
@include "scl.conf"
`
    expect(parseSyslogNgConf(text)).toEqual({
      targets: [
        {address: 'a.example:6514', scope: 'security'},
        {address: 'https://b.example/x', scope: 'conditional'},
      ],
      includes: ['/etc/syslog-ng/conf.d/*.conf'],
      files: ['/var/log/auth.log'],
    })
  })
})

describe('parseLogrotate', () => {
  it('hands defaults down, skips scripts, reads several files a block', () => {
    const general = parseLogrotate('weekly\nrotate 4\ninclude /etc/logrotate.d\n')
    expect(general).toMatchObject({includes: ['/etc/logrotate.d'], rotations: []})
    expect(
      parseLogrotate(
        '/var/log/a.log\n"/var/log/b c.log" {\n  rotate 8\n  postrotate\n    rotate 1\n    }\n  endscript\n}\n/var/log/c.log { daily\n}\n',
        general.defaults,
      ).rotations,
    ).toEqual([
      {files: ['/var/log/a.log', '/var/log/b c.log'], keptDays: 56},
      {files: ['/var/log/c.log'], keptDays: 4},
    ])
  })
})

describe('journal times', () => {
  it('reads names of closed journals of the system only', () => {
    const sequence = 'f'.repeat(32)
    expect(parseJournalName(`system@${sequence}-0000000000000001-0006612180d0bafb.journal`)).toBeInstanceOf(Date)
    expect(parseJournalName(`system@${sequence}-0000000000000001-0000000000000000.journal`)).toBeUndefined()
    expect(parseJournalName('system.journal')).toBeUndefined()
    expect(parseJournalName(`user-1000@${sequence}-0000000000000001-0006612180d0bafb.journal`)).toBeUndefined()
    expect(parseJournalName('system@0006612180d0d4df-74412249a384fb2d.journal~')).toBeUndefined()
  })

  it('takes the earliest head of several headers', () => {
    const line = (hex: string) =>
      `Head realtime timestamp: Wed 2026-11-25 22:39:43 UTC (${hex})\nTail realtime timestamp: Thu 1970-01-01 00:00:01 UTC (f4240)\n`
    expect(parseJournalHeaders(line('6612180d0bafb') + line('661217f60eabd') + line('0'))?.toISOString()).toBe('2026-11-25T22:39:19.136Z')
    expect(parseJournalHeaders('No journal files were found.')).toBeUndefined()
  })
})

describe('audit', () => {
  it.each([
    ['enabled 1\n', true],
    ['enabled 2\n', true],
    ['enabled 0\n', false],
    ['Error sending status request (Operation not permitted)\n', undefined],
  ])('parseAuditStatus %j', (text, on) => expect(parseAuditStatus(text)).toBe(on))

  it.each([
    ['-a always,exit -F arch=b64 -S execve -k exec', 'all'],
    ['-a exit,always -S execve,execveat', 'all'],
    ['-a always,exit -F arch=b64 -S execve -F euid=0 -k root', 'some'],
    ['-a always,exit -F path=/usr/bin/sudo -F perm=x -F key=priv', 'none'],
    ['-a never,exit -S execve', 'none'],
    ['-a always,exit -F arch=b32 -S execve', 'none'],
  ])('execve of %j', (text, execve) => expect(parseAuditRules(text).execve).toBe(execve))
})
