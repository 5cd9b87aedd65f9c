import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {availableParallelism, loadavg} from 'node:os'
import {join} from 'node:path'
import {freePort, makeCertificates, type Stand} from '../test/collect/site/tls/programs.ts'

export const program = join(import.meta.dirname, '..', 'bin', 'run.js')
/** Content is left out: it reads page after page, and no peer does. */
export const groupsButContent = ['web', 'exposure', 'tls', 'page', 'dns', 'mail'] as const

/** Sites on addresses of this machine, each under a domain of its own. */
export interface Sites {
  addresses: string[]
  /** `name` of an address, as the DNS server of the bench has it. */
  urls: string[]
  port: number
}

/** 127.20.x.y, so that nothing else that runs here is in the way. */
export function addressesOf(count: number): string[] {
  return Array.from({length: count}, (_, index) => `127.20.${1 + Math.floor(index / 250)}.${1 + (index % 250)}`)
}

/** `perAddress` names for each address: "t3-127-20-1-7.gov.vn" is 127.20.1.7. */
export function urlsOf(addresses: readonly string[], port: number, perAddress = 1): string[] {
  return Array.from({length: perAddress}, (_, index) =>
    addresses.map((address) => `https://t${index}-${address.replaceAll('.', '-')}.gov.vn:${port}/`),
  ).flat()
}

/** One nginx with a server of HTTPS on each address: TLS 1.2 and 1.3, a page of 40 kB, 404 for what is not there. */
export async function startSites(stand: Stand, addresses: readonly string[], port: number, name: 'rsa' | 'ec' = 'rsa'): Promise<void> {
  makeCertificates(stand)
  stand.write('page.html', page())
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${stand.path(name)};`).join(' ')
  const listen = addresses.map((address) => `listen ${address}:${port} ssl backlog=4096;`).join('\n')
  const ready = await freePort()
  const file = stand.write(
    'nginx.conf',
    `daemon off; master_process off; worker_rlimit_nofile 65536; pid ${stand.path('nginx.pid')}; error_log stderr crit;
events {worker_connections 20000;} http { access_log off; ${temporary}
server { listen 127.0.0.1:${ready}; ${listen}
ssl_certificate ${stand.path(`${name}-chain.pem`)}; ssl_certificate_key ${stand.path(`${name}.key`)};
ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20; charset utf-8; types {text/html html;} default_type text/plain;
add_header Strict-Transport-Security "max-age=31536000" always; add_header X-Content-Type-Options nosniff always;
add_header Set-Cookie "phien=1; Path=/; HttpOnly" always;
root ${stand.folder}/web; location = / { root ${stand.folder}; try_files /page.html =404; } } }`,
  )
  await stand.start('nginx', ['-c', file, '-p', stand.folder], ready)
}

function page(): string {
  const news = Array.from(
    {length: 160},
    (_, index) =>
      `<li><a href="/tin-tuc/bai-${index}.html"><img src="/anh/${index}.jpg" alt="">Hội nghị phổ biến, giáo dục pháp luật lần thứ ${index}, ngày ${1 + (index % 28)}/10</a><p>Sở Tư pháp tổ chức hội nghị trực tiếp kết hợp trực tuyến.</p></li>`,
  )
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Sở Tư pháp</title>
<link rel="stylesheet" href="/css/chinh.css"><script src="/js/jquery-1.12.4.min.js"></script><script src="https://cdn.example.vn/a.js"></script></head>
<body><form action="/tim-kiem"><input name="q"></form><ul>${news.join('\n')}</ul></body></html>`
}

/** A server of the bench in a process of its own, so that the program measured does not wait for us. */
export async function startHelper(file: string, args: string[]): Promise<() => void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...args], {stdio: ['ignore', 'pipe', 'inherit']})
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => Promise.reject(new Error(`${file} ended`)))])
  return () => child.kill('SIGKILL')
}

/** A DNS server which knows the names of `urlsOf` and no others. */
export async function startDns(): Promise<{server: string; stop: () => void}> {
  const port = await freePort()
  return {server: `127.0.0.1:${port}`, stop: await startHelper('probe-dns.ts', [String(port)])}
}

/** Nothing kept, loopback allowed, the DNS server of the bench. Flags that take several values would swallow sites after them. */
export function probeArgs(server: string, groups: readonly string[], sites: readonly string[], more: readonly string[] = []): string[] {
  const only = groups.flatMap((group) => ['--only', group])
  return [program, 'probe', ...sites, '--no-store', '--json', '--allow-address', '127.0.0.0/8', '--dns', server, ...only, ...more]
}

/** Load of the machine in the last minute: numbers taken beside other work are to be read so. */
export function load(): string {
  return `load ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`
}
