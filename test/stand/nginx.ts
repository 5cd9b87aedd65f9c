import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {freePort, has} from '../collect/site/tls/programs.ts'
import {type Chain, host, type Server} from './case.ts'
import type {Place} from './servers.ts'

type NginxServer = Extract<Server, {kind: 'nginx' | 'both-ports'}>

interface Means {
  folder: string
  chainFile: (chain: Chain) => string
  keyFile: (chain: Chain) => string
  run: (program: string, args: readonly string[], port: number) => Promise<Place>
}

/** One nginx with a site for each case: a process for each would take longer than the probe of it. */
export function startNginx({folder, chainFile, keyFile, run}: Means) {
  const places = new Map<NginxServer, Place>()
  let running: Promise<Place> | undefined

  const secureLines = (chain: Chain) =>
    `ssl_certificate ${join(folder, chainFile(chain))}; ssl_certificate_key ${join(folder, keyFile(chain))};`
  const site = (listen: string, lines: readonly string[]) => `server { listen ${listen}; server_name ${host}; ${lines.join('\n')} }`

  async function confOf(server: NginxServer, count: number): Promise<string> {
    if (server.kind === 'nginx') {
      const port = await freePort()
      places.set(server, {port, address: '127.0.0.1'})
      const lines = server.lines.some((line) => line.includes('location /')) ? server.lines : [...server.lines, page]
      return site(`127.0.0.1:${port} ssl http2`, [secureLines(server.chain ?? ['rsa', 'mid']), ...lines]).replaceAll('PORT', String(port))
    }
    // An address of this machine that nobody else here listens at.
    const address = `127.77.${process.pid % 250}.${count + 1}`
    places.set(server, {port: 443, address})
    return [
      site(`${address}:80`, server.plain),
      ...(server.secure ? [site(`${address}:443 ssl`, [secureLines(['good', 'mid']), ...server.secure])] : []),
    ].join('\n')
  }

  return {
    async prepare(servers: readonly Server[]): Promise<void> {
      const own = servers.filter((server): server is NginxServer => server.kind === 'nginx' || server.kind === 'both-ports')
      const mine = own.filter(({kind}) => kind === 'nginx' || process.getuid?.() === 0)
      if (mine.length === 0 || !has('nginx')) return
      const sites: string[] = []
      for (const [at, server] of mine.entries()) sites.push(await confOf(server, at))
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${join(folder, name)};`)
      const waiting = await freePort()
      const conf = `daemon off; master_process off; pid ${join(folder, 'nginx.pid')}; error_log stderr crit; events {}
http { access_log off; server_tokens off; ${temporary.join(' ')} server_names_hash_bucket_size 128;
${sites.join('\n')}
server { listen 127.0.0.1:${waiting}; } }`
      writeFileSync(join(folder, 'nginx.conf'), conf)
      running = run('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], waiting)
      await running
    },
    async start(server: NginxServer): Promise<Place> {
      await running
      const place = places.get(server)
      if (!place) throw new Error('this site was not prepared')
      return place
    },
  }
}

const page = `location / { default_type text/html; return 200 "<title>So Tu phap</title>"; }`
