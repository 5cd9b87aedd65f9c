import type {Probe} from '../probe.ts'
import type {Encrypted} from './block-devices.ts'

export type ZfsEncryption = Map<string, Encrypted>

/** Native encryption of each ZFS file system, as `zfs get` prints it: name, tab, "off" or the cipher. */
export async function readZfs(probe: Probe): Promise<ZfsEncryption> {
  const answer = await probe.run('zfs', ['get', '-H', '-t', 'filesystem', '-o', 'name,value', 'encryption'])
  const found: ZfsEncryption = new Map()
  if (!answer.ok || answer.value.code !== 0) return found
  for (const line of answer.value.stdout.split('\n')) {
    const [name, value] = line.split('\t')
    if (!name || !value) continue
    if (value === 'off') found.set(name, {known: true, encrypted: false})
    else if (/^aes-/.test(value)) found.set(name, {known: true, encrypted: true, method: `zfs-${value}`})
  }
  return found
}
