import {describe, expect, it} from 'vitest'
import {
  firstValue,
  matchValues,
  parseChannelTimeout,
  parseOpensshVersion,
  parseSshdArguments,
  parseSshdConfig,
  parseSshdTime,
} from '../../../src/collect/parse/sshd-config.ts'

describe('parseSshdConfig', () => {
  it('reads keywords in any case, with = and quotes, and drops comments', () => {
    const text =
      '# PermitRootLogin yes\n  permitROOTlogin = "no" # really\nBanner /etc/issue#net\nX11Forwarding\nMatch User a\n PasswordAuthentication yes\nMatch all\nMaxAuthTries 2\n'
    const directives = parseSshdConfig(text)
    expect(directives).toEqual([
      {keyword: 'permitrootlogin', value: 'no', scope: 'global'},
      {keyword: 'banner', value: '/etc/issue#net', scope: 'global'},
      {keyword: 'match', value: 'User a', scope: 'match'},
      {keyword: 'passwordauthentication', value: 'yes', scope: 'match'},
      {keyword: 'match', value: 'all', scope: 'all'},
      {keyword: 'maxauthtries', value: '2', scope: 'all'},
    ])
    expect(firstValue(directives, 'maxauthtries')).toBe('2')
    expect(firstValue(directives, 'passwordauthentication')).toBeUndefined()
    expect(matchValues(directives, 'passwordauthentication')).toEqual(['yes'])
  })

  it('survives NUL, half lines and a line of a megabyte', () => {
    expect(parseSshdConfig(`\0\nPort\nPort 22\0\n${'x '.repeat(500_000)}\nPermitRoot`)).toEqual([
      {keyword: 'port', value: '22\0', scope: 'global'},
    ])
  })
})

describe('times', () => {
  it.each([
    ['600', 600],
    ['10m', 600],
    ['1h30m', 5400],
    ['1w2d', 777_600],
    ['none', 0],
    ['', undefined],
    ['5x', undefined],
    ['-1', undefined],
  ])('parseSshdTime %j', (text, seconds) => expect(parseSshdTime(text)).toBe(seconds))

  it.each([
    ['session:*=10m x11-connection=1m', 600],
    ['session=5m session:shell=2m', 120],
    ['agent-connection=5m', 0],
    ['session:*=0', 0],
    ['session:*=soon', undefined],
    ['none', 0],
  ])('parseChannelTimeout %j', (text, seconds) => expect(parseChannelTimeout(text)).toBe(seconds))
})

describe('running sshd', () => {
  it('reads options out of the process title and out of plain arguments', () => {
    expect(
      parseSshdArguments(
        'sshd: /usr/sbin/sshd -D -oCiphers=aes256-ctr -o PermitRootLogin=no -f /etc/other [listener] 0 of 10-100 startups\0',
      ),
    ).toEqual({
      config: '/etc/other',
      directives: [
        {keyword: 'ciphers', value: 'aes256-ctr', scope: 'global'},
        {keyword: 'permitrootlogin', value: 'no', scope: 'global'},
      ],
    })
    expect(parseSshdArguments('/usr/sbin/sshd\0-D\0')).toEqual({directives: []})
    expect(parseSshdArguments('sshd -o\0')).toEqual({directives: []})
  })

  it.each([
    ['OpenSSH_9.2p1 Debian-2+deb12u7, OpenSSL 3.0.15', {major: 9, minor: 2}],
    ['unknown option -- V\nOpenSSH_7.4p1, OpenSSL 1.0.2k', {major: 7, minor: 4}],
    ['OpenSSH_10.0p2', {major: 10, minor: 0}],
    ['dropbear', undefined],
  ])('parseOpensshVersion %j', (text, version) => expect(parseOpensshVersion(text)).toEqual(version))
})
