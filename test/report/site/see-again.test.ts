import {spawnSync} from 'node:child_process'
import {chmodSync} from 'node:fs'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {createCommandFiller} from '../../../src/report/site/fill-command.ts'
import {createStand, freePort, has, type Stand} from '../../collect/site/tls/programs.ts'
import {remedies} from './fixture.ts'

/** The commands that a report prints, run as a reader would against nginx with the fault and against nginx as the remedies say. */
const ready = ['nginx', 'openssl', 'curl', 'bash', 'grep'].every((program) => has(program))

let stand: Stand
const ports = {bad: 0, badPlain: 0, good: 0, goodPlain: 0}

beforeAll(async () => {
  stand = createStand()
  if (!ready) return
  // Workers of nginx have a user of their own.
  chmodSync(stand.folder, 0o755)
  for (const name of Object.keys(ports) as (keyof typeof ports)[]) ports[name] = await freePort()
  const weak = ['req', '-x509', '-newkey', 'rsa:1024', '-sha1', '-nodes', '-days', '3', '-subj', '/CN=khac.test']
  stand.openssl(...weak, '-keyout', 'bad.key', '-out', 'bad.pem')
  stand.openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '365', '-subj', '/CN=Goc', '-keyout', 'ca.key', '-out', 'ca.pem')
  stand.openssl('req', '-new', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-keyout', 'good.key', '-out', 'good.csr')
  stand.write('ext', 'subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n')
  stand.openssl(
    ...[
      'x509',
      '-req',
      '-in',
      'good.csr',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      '90',
      '-extfile',
      'ext',
      '-out',
      'good.pem',
    ],
  )
  stand.openssl('dhparam', '-out', 'dh.pem', '-dsaparam', '1024')
  await startNginx('bad', bad())
  await startNginx('good', good())
}, 60_000)
afterAll(() => stand.stop())

const startNginx = (name: 'bad' | 'good', servers: string) => {
  const head = `daemon off; master_process off; pid ${stand.path(`${name}.pid`)}; error_log /dev/null; events {}\n`
  stand.write(`${name}.conf`, `${head}http {\naccess_log off; client_body_temp_path ${stand.path(name)};\n${servers}\n}\n`)
  return stand.start('nginx', ['-c', stand.path(`${name}.conf`)], ports[name])
}

const html = (body: string) => `default_type text/html; return 200 "<html><head><title>t</title></head><body>${body}</body></html>";`
const login = "<form action='http://khac.test/'><input type='password'></form>"
const bad = () => `
server {
  listen 127.0.0.1:${ports.bad} ssl;
  ssl_certificate ${stand.path('bad.pem')}; ssl_certificate_key ${stand.path('bad.key')};
  ssl_protocols TLSv1 TLSv1.1 TLSv1.2; ssl_ciphers ALL:aNULL:eNULL:@SECLEVEL=0; ssl_dhparam ${stand.path('dh.pem')};
  add_header Set-Cookie "PHPSESSID=a; path=/"; add_header X-Powered-By "PHP/5.6"; add_header X-Frame-Options ALLOWALL;
  add_header Access-Control-Allow-Origin $http_origin; add_header Access-Control-Allow-Credentials true;
  location = /.git/HEAD { return 200 "ref: refs/heads/main\\n"; }
  location = /.env { return 200 "APP_KEY=bi-mat\\n"; }
  location = /.well-known/security.txt { return 200 "Contact: mailto:a@b.vn\\nExpires: 2020-01-01T00:00:00Z\\n"; }
  location = /sitemap.xml { return 200 "<urlset><url><loc>https://localhost/nha-cai-bet</loc></url></urlset>"; }
  location /thumuc/ { autoindex on; alias ${stand.folder}/; }
  location / { ${html(`${login}<img src='http://khac.test/a.png'><script src='http://khac.test/a.js'></script><script src='https://khac.test/b.js'></script><iframe width=0 src='https://khac.test'></iframe><div style='display:none'>casino</div>`)} }
}
server { listen 127.0.0.1:${ports.badPlain}; location / { ${html(login)} } }`

/** As the recipes say, word for word where they are lines of a server. */
const good = () => {
  const lines = [
    'tls-protocols',
    'tls-ciphers',
    'tls-curves',
    'tls-early-data',
    'hsts',
    'csp',
    'frame',
    'nosniff',
    'referrer',
    'permissions',
    'opener',
    'banner-version',
    'no-listing',
    'hide-dot-files',
  ]
  const recipes = lines.flatMap((recipe) =>
    (remedies.recipes.get(recipe) ?? []).filter(({context}) => context === 'nginx-server').map(({code}) => code),
  )
  return `
server {
  listen 127.0.0.1:${ports.good} ssl;
  ssl_certificate ${stand.path('good.pem')}; ssl_certificate_key ${stand.path('good.key')};
  ${recipes.join('\n')}
  location = /.well-known/security.txt { default_type text/plain; return 200 "Contact: mailto:a@b.vn\\nExpires: 2030-01-01T00:00:00Z\\n"; }
  location / { ${html('xin chao')} }
}
server { listen 127.0.0.1:${ports.goodPlain}; return 301 https://$host$request_uri; }`
}

/** What the commands of a check print, run by a shell of a clean environment. */
function look(check: string, server: 'bad' | 'good', index = 0, path = '/'): string {
  const port = ports[server]
  const fill = createCommandFiller({
    url: `https://localhost:${port}${path}`,
    scheme: 'https',
    host: 'localhost',
    port,
    domain: 'localhost',
    mail: 'localhost',
  })
  const run = fill(remedies.checks.get(check)?.see[index]?.run ?? '') ?? ''
  // Port 80 is not ours to open.
  const plain = run.replace("'http://localhost/'", `'http://localhost:${ports[`${server}Plain`]}/'`)
  const {stdout, stderr} = spawnSync('bash', ['--norc', '-c', plain], {
    encoding: 'utf8',
    timeout: 20_000,
    env: {PATH: process.env['PATH'] ?? '', LC_ALL: 'C'},
  })
  return `${stdout}${stderr}`
}

const cases: [check: string, seen: RegExp, index?: number, path?: string][] = [
  ['tls.tls10', /New, .*Cipher is (?!\(NONE)/],
  ['tls.tls11', /New, .*Cipher is (?!\(NONE)/],
  ['tls.no-tls13', /Cipher is \(NONE\)/],
  ['tls.cipher.null', /Cipher is [A-Z0-9-]*NULL/],
  ['tls.cipher.anon', /Cipher is (ADH|AECDH)-/],
  ['tls.dh.weak', /Server Temp Key: DH, 1024 bits/],
  ['tls.order.client', /Cipher is [A-Z0-9-]*AES128/, 0],
  ['cert.expiring', /Certificate will expire/],
  ['cert.hostname', /does NOT match certificate/],
  ['cert.selfsigned', /subject=(.+)\nissuer=\1\n/],
  ['cert.sha1', /sigalg: RSA-SHA1/],
  ['cert.key.weak', /PKEY: rsaEncryption, 1024 \(bit\)/],
  ['cert.no-san', /No extensions (matching|in certificate)/],
  ['http.no-redirect', /HTTP\/1\.1 200/],
  ['http.login-plain', /type='password'/],
  ['http.login-plain', /action='http:\/\/khac\.test[\s\S]*password/, 1],
  ['http.mixed.active', /<script src='http:\/\/khac\.test\/a\.js/],
  ['http.mixed.passive', /<img src='http:\/\/khac\.test/],
  ['http.form-insecure', /<form action='http:\/\/khac\.test/],
  ['hdr.xfo.invalid', /X-Frame-Options: ALLOWALL/],
  ['hdr.server-version', /Server: nginx\/\d/],
  ['hdr.powered-by', /X-Powered-By: PHP\/5\.6/],
  ['cookie.no-secure', /Set-Cookie: PHPSESSID=a; path=\/\r?\n/],
  ['cors.reflect', /Allow-Origin: https:\/\/stp-sec\.invalid[\s\S]*Allow-Credentials: true/],
  ['sri.missing', /khac\.test\/b\.js/],
  ['expo.file.git', /^ref: refs\/heads\/main/],
  ['expo.file.env', /^20[06] \S+ [1-9]/],
  ['expo.dir-listing', /<title>Index of/, 0, '/thumuc/'],
  ['sectxt.expired', /Expires: 2020/],
  ['spam.hidden', /display:none/],
  ['spam.visible', /casino/],
  ['spam.sitemap', /nha-cai-bet/],
  ['spam.iframe', /<iframe width=0/],
  ['priv.third-party', /khac\.test/],
]

describe.skipIf(!ready)(`commands to see a fault again${ready ? '' : ' (skipped: nginx, openssl, curl or bash is missing)'}`, () => {
  test.each(cases)('%s', (check, seen, index, path) => {
    expect(look(check, 'bad', index, path)).toMatch(seen)
    expect(look(check, 'good', index, path)).not.toMatch(seen)
  })

  const absent: [check: string, seen: RegExp][] = [
    ['hdr.hsts.missing', /max-age=31536000/],
    ['hdr.csp.missing', /default-src 'self'/],
    ['hdr.xcto.missing', /nosniff/],
    ['hdr.referrer.missing', /strict-origin/],
    ['hdr.permissions.missing', /camera=\(\)/],
    ['hdr.coop.missing', /same-origin/],
  ]
  test.each(absent)('%s: nothing while it is missing, the line once it is there', (check, seen) => {
    expect(look(check, 'bad')).not.toMatch(seen)
    expect(look(check, 'good')).toMatch(seen)
  })

  test('a secret is never printed', () => {
    expect(look('expo.file.env', 'bad')).not.toMatch(/bi-mat/)
  })
})
