export interface RpmPackage {
  name: string
  /** epoch:version-release, epoch left out when it is 0. */
  version: string
  arch?: string
  vendor?: string
  /** Seconds since 1970. */
  installedAt?: number
}

/** Arguments of the rpm query that `parseRpmQuery` reads: one line a package, columns divided by tabs. */
export const rpmQueryArgs = [
  '-qa',
  '--qf',
  '%{NAME}\\t%|EPOCH?{%{EPOCH}}:{0}|\\t%{VERSION}\\t%{RELEASE}\\t%{INSTALLTIME}\\t%{ARCH}\\t%{VENDOR}\\n',
] as const

/** Packages of `rpm -qa` in the columns of `rpmQueryArgs`; imported signing keys are no software and left out. */
export function parseRpmQuery(text: string): {packages: RpmPackage[]; nameless: number; odd: number} {
  const packages: RpmPackage[] = []
  let nameless = 0
  let odd = 0
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const [name = '', epoch = '', version, release, installed = '', arch = '', vendor = ''] = line.slice(0, 2000).split('\t').map(tidy)
    if (version === undefined || release === undefined) odd += 1
    else if (name === '') nameless += 1
    else if (name !== 'gpg-pubkey') {
      packages.push({
        name,
        version: `${/^[1-9]\d*$/.test(epoch) ? `${epoch}:` : ''}${version}-${release}`,
        ...(arch === '' ? {} : {arch}),
        ...withVendor(vendor),
        ...(/^[1-9]\d{0,10}$/.test(installed) ? {installedAt: Number(installed)} : {}),
      })
    }
  }
  return {packages, nameless, odd}
}

/** "SUSE LLC <https://www.suse.com/>" without the address. */
function withVendor(vendor: string): {vendor?: string} {
  const angle = vendor.indexOf(' <')
  const name = angle < 0 ? vendor : vendor.slice(0, angle)
  return name === '' ? {} : {vendor: name}
}

function tidy(text: string): string {
  const plain = text.replaceAll('\0', '').trim().normalize('NFC').slice(0, 300)
  return plain === '(none)' ? '' : plain
}
