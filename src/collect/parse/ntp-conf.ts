export interface NtpConf {
  servers: string[]
  /** Folders and patterns of further files: `confdir`, `sourcedir`, `include` of chrony.conf(5). */
  folders: {path: string; ending: string}[]
  includes: string[]
}

/** Lines `server`, `pool`, `peer` (chrony, ntpd) and `servers`, `server` (OpenNTPD) of a time daemon's configuration. */
export function parseNtpConf(text: string): NtpConf {
  const found: NtpConf = {servers: [], folders: [], includes: []}
  for (const raw of text.split('\n')) {
    const [keyword = '', ...words] = raw.slice(0, 1000).trim().split(/\s+/)
    const value = words.find((word) => !word.startsWith('-'))
    if (!value || value.startsWith('#')) continue
    switch (keyword.toLowerCase()) {
      case 'server':
      case 'servers':
      case 'pool':
      case 'peer':
        if (!found.servers.includes(value)) found.servers.push(value)
        break
      case 'confdir':
        found.folders.push(...words.map((path) => ({path, ending: '.conf'})))
        break
      case 'sourcedir':
        found.folders.push(...words.map((path) => ({path, ending: '.sources'})))
        break
      case 'include':
      case 'includefile':
        found.includes.push(value)
        break
    }
  }
  return found
}

/** Servers that busybox ntpd is started with: `-p pool.ntp.org` in the options of /etc/conf.d/ntpd. */
export function parseBusyboxPeers(options: string): string[] {
  return [...options.slice(0, 4000).matchAll(/(?:^|\s)-p\s*([A-Za-z0-9.:-]+)/g)].map(([, peer = '']) => peer)
}
