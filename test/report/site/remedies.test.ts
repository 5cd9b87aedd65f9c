import {spawnSync} from 'node:child_process'
import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {defaultContentRoot} from '../../../src/content/files.ts'
import {loadSiteRemedies} from '../../../src/content/load-site-remedies.ts'
import {ContentError} from '../../../src/content/problem.ts'
import type {RemedyContext} from '../../../src/model/site-remedies.ts'
import {createCommandFiller} from '../../../src/report/site/fill-command.ts'
import {createStand, has, type Stand} from '../../collect/site/tls/programs.ts'
import {grading, remedies, seenSite} from './fixture.ts'

const fill = createCommandFiller(seenSite)

describe('remedies', () => {
  test('every check of sites, built or pending, has one; nothing else has', () => {
    expect([...remedies.checks.keys()].sort()).toEqual(Object.keys(grading.checks).sort())
  })

  test('every fault that a web server can mend says how on nginx, Apache and IIS', () => {
    const servers = ['nginx', 'apache', 'iis']
    for (const [recipe, steps] of remedies.recipes) {
      const places = steps.map(({where}) => where)
      if (recipe === 'tls-early-data' || !places.some((place) => servers.includes(place))) continue
      expect(places, recipe).toEqual(expect.arrayContaining(servers))
    }
  })

  test('texts are NFC, and commands fill without a hole', () => {
    for (const [check, {see}] of remedies.checks) for (const {run} of see) expect(fill(run), check).not.toMatch(/\{\{|undefined/)
    for (const steps of remedies.recipes.values())
      for (const {text, code} of steps) {
        expect(text.vi).toBe(text.vi.normalize('NFC'))
        if (code) expect(fill(code)).not.toMatch(/\{\{|undefined/)
      }
  })

  const broken: [string, string, (text: string) => string, RegExp][] = [
    [
      'an entry of no check',
      'cert.yaml',
      (text) => text.replace('  cert.expired:', '  cert.expird:'),
      /cert\.expird.*cert\.expired|cert\.expired.*chưa có/s,
    ],
    ['a recipe that does not exist', 'cert.yaml', (text) => text.replace('mend: [cert-renew, ', 'mend: [cert-renwe, '), /cert-renwe/],
    ['a recipe that nobody uses', 'cert.yaml', (text) => text.replace('mend: [cert-staple]', 'mend: [cert-renew]'), /cert-staple/],
    ['a place to fill that nobody fills', 'tls.yaml', (text) => text.replace('{{client}} -tls1_1', '{{clinet}} -tls1_1'), /clinet/],
    ['a program that is not for looking', 'web.yaml', (text) => text.replace('"curl -sS -o', '"rm -rf -o'), /"rm"/],
    ['lines of another server', 'tls.yaml', (text) => text.replace('context: nginx-server', 'context: apache-vhost'), /apache-vhost/],
    ['a look-alike letter in a command', 'tls.yaml', (text) => text.replace('nmap -Pn', 'nmаp -Pn'), /ASCII/],
    ['a claim without a source', 'dns-mail.yaml', (text) => text.replace('confidence: unverified', 'confidence: seen'), /unverified/],
    [
      'a recipe in two files',
      'dns-mail.yaml',
      (text) => text.replace('  dns-name:', '  cert-renew:').replace('[dns-name]', '[cert-renew]'),
      /cert-renew/,
    ],
  ]
  test.each(broken)('%s is refused with its file and line', (_, file, change, message) => {
    const root = mkdtempSync(join(tmpdir(), 'stp-sec-remedies-'))
    try {
      const folder = join('reports', 'site', 'remedies')
      cpSync(join(defaultContentRoot, folder), join(root, folder), {recursive: true})
      const path = join(root, folder, file)
      const text = readFileSync(path, 'utf8')
      expect(change(text)).not.toBe(text)
      writeFileSync(path, change(text))
      let problems: ContentError['problems'] = []
      try {
        loadSiteRemedies(grading, root)
      } catch (error) {
        if (!(error instanceof ContentError)) throw error
        problems = error.problems
      }
      expect(problems.map((problem) => `${problem.file}:${problem.line} ${problem.message.vi}`).join('\n')).toMatch(message)
      expect(problems.some((problem) => problem.file.endsWith(file) && problem.line > 1)).toBe(true)
    } finally {
      rmSync(root, {recursive: true, force: true})
    }
  })

  test('a check without a remedy is named', () => {
    expect(() => loadSiteRemedies({checks: {...grading.checks, 'tls.moi': {category: 'tls', severity: 'low', instead: []}}})).toThrow(
      /tls\.moi/,
    )
  })
})

/** All lines for one context, each with the recipe that it belongs to. */
const linesOf = (context: RemedyContext): [string, string][] =>
  [...remedies.recipes].flatMap(([recipe, steps]) =>
    steps.flatMap((step): [string, string][] => (step.context === context && step.code ? [[recipe, fill(step.code) ?? '']] : [])),
  )

let stand: Stand
beforeAll(() => {
  stand = createStand()
  if (!has('openssl')) return
  stand.openssl(
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'privkey.pem', '-out', 'fullchain.pem'],
    ...['-days', '30', '-subj', '/CN=sotuphap.example.gov.vn'],
  )
  stand.write('chain.pem', stand.read('fullchain.pem'))
})
afterAll(() => stand.stop())

const run = (program: string, args: string[]) => {
  const {status, stderr, stdout} = spawnSync(program, args, {encoding: 'utf8'})
  return `${status}\n${stdout}${stderr}`
}
const local = (code: string) => code.replaceAll(/\/etc\/(?:nginx|apache2)\/tls/g, stand.folder).replaceAll('/var/run/apache2', stand.folder)

const hasNginx = has('nginx') && has('openssl')
describe.skipIf(!hasNginx)(`nginx accepts them${hasNginx ? '' : ' (skipped: nginx or openssl is missing)'}`, () => {
  const certificate = () => `ssl_certificate ${stand.path('fullchain.pem')}; ssl_certificate_key ${stand.path('privkey.pem')};`
  const accepts = (http: string) => {
    const file = stand.write(
      'nginx.conf',
      `pid ${stand.path('nginx.pid')}; error_log stderr;\nevents {}\nhttp {\naccess_log off;\n${http}\n}\n`,
    )
    return run('nginx', ['-t', '-q', '-c', file])
  }
  test.each(linesOf('nginx-http'))('%s', (_, code) => {
    expect(accepts(local(code))).toMatch(/^0\n/)
  })
  test.each(linesOf('nginx-server'))('%s', (_, code) => {
    // A directive may stand once in a block: what the remedy names itself is not written beside it.
    const beside = code.includes('ssl_certificate')
      ? code.includes('ssl_certificate_key')
        ? ''
        : `ssl_certificate_key ${stand.path('privkey.pem')};`
      : certificate()
    const name = code.includes('server_name') ? '' : 'server_name trang.test;'
    expect(accepts(`server {\nlisten 127.0.0.1:8443 ssl;\n${name}\n${beside}\n${local(code)}\n}`)).toMatch(/^0\n/)
  })
  test('and refuses what is wrong', () => {
    expect(accepts('server { ssl_protocol TLSv1.2; }')).toMatch(/^1\n/)
  })
})

const modules = '/usr/lib/apache2/modules'
const hasApache = has('apache2') && has('openssl')
describe.skipIf(!hasApache)(`Apache accepts them${hasApache ? '' : ' (skipped: apache2-bin or openssl is missing)'}`, () => {
  const needed = ['mpm_event', 'authz_core', 'ssl', 'socache_shmcb', 'headers', 'alias', 'setenvif', 'dir', 'autoindex']
  const accepts = (main: string) => {
    const load = needed.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`)
    const file = stand.write(
      'apache.conf',
      [
        `ServerRoot ${stand.folder}`,
        'ServerName thu.test',
        `PidFile ${stand.path('a.pid')}`,
        `ErrorLog ${stand.path('a.log')}`,
        ...load,
        'Listen 127.0.0.1:8080',
        main,
        '',
      ].join('\n'),
    )
    return run('apache2', ['-t', '-f', file])
  }
  test.each(linesOf('apache-main'))('%s', (_, code) => {
    expect(accepts(local(code))).toMatch(/^0\n/)
  })
  test.each(linesOf('apache-vhost'))('%s', (_, code) => {
    expect(accepts(`<VirtualHost *:8080>\n${local(code)}\n</VirtualHost>`)).toMatch(/^0\n/)
  })
  test('and refuses what is wrong', () => {
    expect(accepts('SSLProtocl all')).toMatch(/^1\n/)
  })
})
