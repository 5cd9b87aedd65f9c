import {spawnSync} from 'node:child_process'
import {describe, expect, test} from 'vitest'
import {createCommandFiller} from '../../../src/report/site/fill-command.ts'
import {maskNumbers} from '../../../src/report/site/mask.ts'
import type {SeenSite} from '../../../src/report/site/values.ts'
import {remedies, seenSite} from './fixture.ts'

const filled = (more: Partial<SeenSite>, template = '{{client}} {{url}} {{origin}} {{plain}}') =>
  createCommandFiller({...seenSite, ...more})(template)
const inShell = (script: string) => spawnSync('sh', ['-c', script], {encoding: 'utf8', env: {PATH: '/usr/bin:/bin'}})

describe('commands for a site', () => {
  test.each<[string, Partial<SeenSite>, string]>([
    ['a name', {}, 'openssl s_client -connect sotuphap.example.gov.vn:443 -servername sotuphap.example.gov.vn'],
    ['another port', {port: 8443}, 'openssl s_client -connect sotuphap.example.gov.vn:8443 -servername sotuphap.example.gov.vn'],
    ['IPv4', {host: '203.0.113.7'}, 'openssl s_client -connect 203.0.113.7:443 -noservername'],
    ['IPv6', {host: '2001:db8::7'}, 'openssl s_client -connect [2001:db8::7]:443 -noservername'],
    [
      'mail',
      {scheme: 'smtp', host: 'mx.example.gov.vn', port: 25},
      'openssl s_client -connect mx.example.gov.vn:25 -servername mx.example.gov.vn -starttls smtp',
    ],
  ])('%s', (_, more, expected) => {
    expect(filled(more, '{{client}}')).toBe(expected)
  })

  test.each(['a.vn;id', '$(id).vn', 'a`id`.vn', "a'b.vn", 'a b.vn', 'a\nb.vn', 'trườ.vn', '-oProxy.vn', 'a.vn|id', '', '*.vn', 'a.vn>x'])(
    'no command for a host that is no host: %j',
    (host) => {
      expect(filled({host})).toBeUndefined()
      expect(filled({domain: host})).toBeUndefined()
      expect(filled({mail: host})).toBeUndefined()
    },
  )

  test.each([
    "https://a.gov.vn/x'$(touch /tmp/bi-hai)'.pdf",
    'https://a.gov.vn/`id`?q="$HOME"&b=!x',
    'https://a.gov.vn/a\\b%27%24(id)',
    'https://a.gov.vn/%0aid',
    'https://a.gov.vn/danh sách.xlsx',
  ])('an address stays one word of the shell: %s', (url) => {
    const command = createCommandFiller(seenSite)("curl -skSL '{{found}}'", url)
    const {stdout, status, stderr} = inShell(command?.replace('curl -skSL', "printf '<%s>'") ?? 'false')
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^<https:\/\/a\.gov\.vn\/[!-~]*>$/)
    expect(stdout).not.toMatch(/['"`$\\!]|uid=/)
  })

  test.each(['javascript:alert(1)', 'file:///etc/passwd', 'https://a:b@c.vn/', 'https://a\u0301.vn;x/', 'x'])('no address: %s', (url) => {
    expect(createCommandFiller(seenSite)("curl '{{found}}'", url)).toBe("curl 'https://sotuphap.example.gov.vn/'")
  })

  test('every command is sound for the shell', () => {
    const fill = createCommandFiller(seenSite)
    for (const [check, {see}] of remedies.checks)
      for (const {run} of see) {
        const {status, stderr} = spawnSync('sh', ['-n', '-c', fill(run) ?? 'done'], {encoding: 'utf8'})
        expect([check, status, stderr]).toEqual([check, 0, ''])
      }
  })
})

describe('numbers of persons in evidence', () => {
  test.each([
    ['ds_cccd012345678901.xlsx', 'ds_cccd012*********.xlsx'],
    ['https://a.vn/?id=079123456789&p=0912345678', 'https://a.vn/?id=079*********&p=091*******'],
    ['CMND 123456789.', 'CMND 123******.'],
    ['bao-cao-20261127.pdf', 'bao-cao-20261127.pdf'],
    [
      'sha256 a012345678901bcdefa012345678901bcdefa012345678901bcdefa012345678901b',
      'sha256 a012345678901bcdefa012345678901bcdefa012345678901bcdefa012345678901b',
    ],
  ])('%s', (text, expected) => {
    expect(maskNumbers(text)).toBe(expected)
  })
})
