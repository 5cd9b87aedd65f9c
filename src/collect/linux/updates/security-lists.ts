import {parseAptPackages} from '../../parse/apt-packages.ts'
import {compareDebianVersions} from '../../parse/debian-version.ts'
import type {Probe, Seen} from '../../probe.ts'
import type {InstalledProgram} from '../installed-software.ts'
import {notSeen} from './assemble.ts'

const helper = '/usr/lib/apt/apt-helper'

/**
 * Installed packages with a newer version in the security archive, read from its lists alone. Where apt has no cache of its
 * own (images that switch it off), asking apt costs seconds, because it reads the whole archive first; the security
 * archive's list is a twentieth of that.
 */
export async function countSecurityUpdates(
  probe: Probe,
  folder: string,
  names: readonly string[],
  prefixes: readonly string[],
  installed: readonly InstalledProgram[],
): Promise<Seen<number>> {
  const lists = names.filter((name) => /_Packages(?:\.[a-z0-9]+)?$/.test(name) && prefixes.some((prefix) => name.startsWith(prefix)))
  if (lists.length === 0) return notSeen('not-collected', 'the security archive has no package list here')
  const newest = new Map<string, string>()
  for (const text of await Promise.all(lists.map((name) => readList(probe, `${folder}/${name}`)))) {
    if (!text.ok) return text
    for (const {name, version} of parseAptPackages(text.value)) {
      const known = newest.get(name)
      if (known === undefined || compareDebianVersions(known, version) < 0) newest.set(name, version)
    }
  }
  // An archive without a single package is a list that was cut or is not what it seems.
  if (newest.size === 0) return notSeen('error', 'the package list of the security archive is empty')
  const waiting = installed.filter(({name, version, source}) => {
    const offered = source === 'dpkg' ? newest.get(name) : undefined
    return offered !== undefined && compareDebianVersions(version, offered) < 0
  })
  return {ok: true, value: new Set(waiting.map(({name}) => name)).size}
}

/** apt keeps lists plain or compressed; its own helper reads all kinds. */
async function readList(probe: Probe, path: string): Promise<Seen<string>> {
  if (path.endsWith('_Packages')) return probe.readText(path)
  const output = await probe.run(helper, ['cat-file', path])
  if (!output.ok) return output
  const {code, stdout, stderr} = output.value
  if (code === 0) return {ok: true, value: stdout}
  return notSeen('error', `apt-helper cat-file ended with code ${code}: ${stderr.trim().split('\n')[0] ?? ''}`.slice(0, 200))
}
