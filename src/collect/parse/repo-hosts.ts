import {aptHost} from './apt-sources.ts'
import type {Keyfile} from './keyfile.ts'

/** Hosts of the repositories of a .repo file of dnf, yum or zypper that are switched on. */
export function enabledRepoHosts(file: Keyfile): string[] {
  const hosts: string[] = []
  for (const [name, section] of file) {
    if (name === 'main' || name === '' || /^(?:0|no|false|off)$/i.test(section.get('enabled') ?? '1')) continue
    const urls = ['baseurl', 'metalink', 'mirrorlist'].flatMap((key) => (section.get(key) ?? '').split(/[\s,]+/))
    for (const url of urls) {
      const host = aptHost(url)
      if (host && !host.includes('$')) hosts.push(host)
    }
  }
  return hosts
}

/** Hosts of plain lists of archives: /etc/apk/repositories, and `Server = https://...` of pacman's mirrorlist. */
export function listedHosts(text: string): string[] {
  return text.split('\n').flatMap((raw) => {
    const line = raw.slice(0, 1000).trim()
    if (line === '' || line.startsWith('#')) return []
    return aptHost(line.replace(/^(?:Server\s*=\s*|@\S+\s+)/, '')) ?? []
  })
}
