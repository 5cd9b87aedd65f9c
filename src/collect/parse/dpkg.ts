export interface DpkgPackage {
  name: string
  version: string
  arch: string
  maintainer?: string
  /** Only pulls in another package and holds no program itself. */
  transitional: boolean
}

const wanted = new Set(['Package', 'Status', 'Version', 'Architecture', 'Maintainer', 'Description'])

/** Third word of Status: the files of the package are on the disk and set up. */
const installedStates = new Set(['installed', 'triggers-awaited', 'triggers-pending'])

/** Installed packages of /var/lib/dpkg/status: RFC 822 paragraphs divided by empty lines. */
export function parseDpkgStatus(text: string): {packages: DpkgPackage[]; nameless: number} {
  const packages: DpkgPackage[] = []
  let nameless = 0
  for (const paragraph of text.split(/\n\n+/)) {
    const fields = readFields(paragraph)
    const [, , state = ''] = (fields.get('Status') ?? '').split(' ')
    if (!installedStates.has(state)) continue
    const name = fields.get('Package') ?? ''
    if (name === '') {
      nameless += 1
      continue
    }
    const maintainer = withoutAddress(fields.get('Maintainer') ?? '')
    packages.push({
      name,
      version: fields.get('Version') ?? '',
      arch: fields.get('Architecture') ?? '',
      ...(maintainer === '' ? {} : {maintainer}),
      transitional: /^(?:dummy )?transitional /i.test(fields.get('Description') ?? ''),
    })
  }
  return {packages, nameless}
}

function readFields(paragraph: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of paragraph.split('\n')) {
    const colon = line.indexOf(':')
    if (colon <= 0 || colon > 40) continue
    const name = line.slice(0, colon)
    if (wanted.has(name)) fields.set(name, tidy(line.slice(colon + 1)))
  }
  return fields
}

/** "Example Team <team@example.org>" without the address. */
function withoutAddress(maintainer: string): string {
  const angle = maintainer.indexOf('<')
  return (angle < 0 ? maintainer : maintainer.slice(0, angle)).replaceAll('"', '').trim()
}

function tidy(text: string): string {
  return text.slice(0, 300).replaceAll('\0', '').trim().normalize('NFC')
}

/** When each package was last unpacked, in milliseconds, of `find /var/lib/dpkg/info -name *.list -printf '%T@ %f\n'`; keys "name" or "name:arch". */
export function parseDpkgListTimes(text: string): Map<string, number> {
  const times = new Map<string, number>()
  for (const line of text.split('\n')) {
    const space = line.indexOf(' ')
    if (space <= 0 || line.length > 400 || !line.endsWith('.list')) continue
    const seconds = Number(line.slice(0, space))
    if (Number.isFinite(seconds) && seconds > 0) times.set(line.slice(space + 1, -'.list'.length), Math.floor(seconds) * 1000)
  }
  return times
}

/** Local time of the last `upgrade` to another version in dpkg.log, "YYYY-MM-DD HH:MM:SS". */
export function lastDpkgUpgrade(text: string): string | undefined {
  let last: string | undefined
  for (const line of text.split('\n')) {
    if (!line.includes(' upgrade ') || line.length > 1000) continue
    const [day = '', time = '', action, , from, to] = line.trim().split(' ')
    if (action !== 'upgrade' || to === undefined || from === to) continue
    const moment = `${day} ${time}`
    if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(moment) && (last === undefined || moment > last)) last = moment
  }
  return last
}
