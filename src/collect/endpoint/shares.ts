import type {Shares} from '../../model/facts/shares.ts'
import type {Collected, Collector} from '../collector.ts'
import {type Failure, type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {readFolder} from '../linux/read-folder.ts'
import {readSamba} from '../linux/samba.ts'
import {type NfsExport, parseExports} from '../parse/exports.ts'
import {parseSharing} from '../parse/sharing.ts'
import type {Probe} from '../probe.ts'

type Item = Shares['items'][number]

const source = '/etc/samba/smb.conf; /var/lib/samba/usershares; /etc/exports; /etc/exports.d'

async function collect(probe: Probe): Promise<Collected<'shares'>> {
  return probe.platform === 'darwin' ? collectMac(probe) : collectLinux(probe)
}

/** Shares that are set up where a server is installed, whether it runs just now or not. */
async function collectLinux(probe: Probe): Promise<Collected<'shares'>> {
  const [samba, nfs] = await Promise.all([readSamba(probe), readNfs(probe)])
  const failure = (samba.server === 'none' ? undefined : samba.failure) ?? nfs.failure
  const items = [
    ...samba.shares.map(
      (share): Item => ({
        name: share.name,
        kind: 'smb',
        writable: share.writable,
        everyone: share.guests,
        administrative: share.administrative,
      }),
    ),
    ...nfs.exports.map((entry): Item => ({name: entry.path, kind: 'nfs', writable: entry.writable, everyone: entry.everyone})),
  ]
  // A list that lacks some would read as "these are all"; only one that shows a share open to everyone is bad enough alone.
  if (failure && !items.some((item) => item.everyone && item.writable)) return {...failure, source}
  const gaps: Gaps = failure ? {items: gapFor(failure, 'there may be more')} : {}
  return {ok: true, value: {items}, source, ...withGaps(gaps)}
}

async function readNfs(probe: Probe): Promise<{exports: NfsExport[]; failure?: Failure}> {
  // What the kernel offers now stands in etab too, also what somebody exported by hand.
  const [server, ganesha, main, folder, live] = await Promise.all([
    Promise.all(['/usr/sbin/exportfs', '/sbin/exportfs', '/usr/bin/exportfs'].map((path) => probe.stat(path))),
    probe.stat('/etc/ganesha/ganesha.conf'),
    probe.readText('/etc/exports'),
    readFolder(probe, '/etc/exports.d', (name) => name.endsWith('.exports') && !name.startsWith('.')),
    probe.readText('/var/lib/nfs/etab'),
  ])
  const other: Failure | undefined = ganesha.ok
    ? {ok: false, reason: 'not-supported', detail: 'exports of nfs-ganesha are not read'}
    : undefined
  if (!server.some((answer) => answer.ok)) return {exports: [], ...(other ? {failure: other} : {})}
  const closed = !main.ok && main.reason !== 'not-supported' ? main : (folder.failure ?? other)
  const texts = [...(main.ok ? [main.value] : []), ...folder.texts.map((file) => file.text), ...(live.ok ? [live.value] : [])]
  return {exports: parseExports(texts.join('\n')), ...(closed ? {failure: closed} : {})}
}

async function collectMac(probe: Probe): Promise<Collected<'shares'>> {
  const [answer, exports] = await Promise.all([probe.run('sharing', ['-l']), probe.readText('/etc/exports')])
  const mac = 'sharing -l; /etc/exports'
  if (!answer.ok) return {...answer, source: mac}
  const shares = answer.value.code === 0 ? parseSharing(answer.value.stdout) : undefined
  if (!shares) return {ok: false, reason: 'error', detail: 'sharing -l printed no list', source: mac}
  const items = shares.map((share): Item => ({name: share.name, kind: 'smb', writable: !share.readOnly, everyone: share.guests}))
  // /etc/exports of macOS follows BSD, of which only the path is sure.
  const nfs = exports.ok
    ? exports.value.split('\n').flatMap((line): Item[] => (line.startsWith('/') ? [{name: line.split(/\s/)[0] ?? '', kind: 'nfs'}] : []))
    : []
  return {ok: true, value: {items: [...items, ...nfs]}, source: mac}
}

export const sharesCollector: Collector<'shares'> = {fact: 'shares', collect}
