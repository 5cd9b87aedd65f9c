import {mergeKeyfiles, parseKeyfile} from '../parse/keyfile.ts'
import type {Probe, Seen} from '../probe.ts'
import type {Failure} from './gap.ts'
import {readFolder, readFolders} from './read-folder.ts'

export interface AutoLogon {
  /** Undefined when something that could switch it on was closed. */
  on: boolean | undefined
  /** LightDM offers a session without password to anybody. */
  guestSession: boolean
  failure?: Failure
}

const isOn = (text: string | undefined) => /^(true|1|yes)$/i.test(text ?? '')
const isConf = (name: string) => name.endsWith('.conf')
const isGetty = (name: string) => /^(?:[a-z-]*getty|autovt|autologin)[^/]*\.service(?:\.d)?$/.test(name)

/** Looks at every display manager and console that can log somebody in by itself, whether it runs just now or not. */
export async function readAutoLogon(probe: Probe): Promise<AutoLogon> {
  const [single, lightdm, sddm, getty] = await Promise.all([
    Promise.all(
      [
        '/etc/gdm3/daemon.conf',
        '/etc/gdm3/custom.conf',
        '/etc/gdm/custom.conf',
        '/etc/lightdm/lightdm.conf',
        '/etc/sddm.conf',
        '/etc/lxdm/lxdm.conf',
        '/etc/sysconfig/displaymanager',
        '/etc/greetd/config.toml',
        '/etc/inittab',
        '/etc/slim.conf',
        '/etc/default/nodm',
        '/etc/plasmalogin.conf',
      ].map((path) => probe.readText(path)),
    ),
    readFolders(probe, ['/usr/share/lightdm/lightdm.conf.d', '/etc/xdg/lightdm/lightdm.conf.d', '/etc/lightdm/lightdm.conf.d'], isConf),
    readFolders(probe, ['/usr/lib/sddm/sddm.conf.d', '/etc/sddm.conf.d'], isConf),
    readGettys(probe),
  ])
  const [gdmDaemon, gdmCustom, gdm, lightdmMain, sddmMain, lxdm, suse, greetd, inittab, slim, nodm, plasmalogin] = single.map((answer) =>
    answer.ok ? answer.value : '',
  )
  const light = mergeKeyfiles([...lightdm.texts.map((file) => file.text), lightdmMain ?? ''].map(parseKeyfile))
  const plasma = mergeKeyfiles([...sddm.texts.map((file) => file.text), sddmMain ?? '', plasmalogin ?? ''].map(parseKeyfile))
  const seats = [...light].filter(([name]) => name.startsWith('Seat') || name === 'SeatDefaults').map(([, settings]) => settings)

  const on =
    [gdmDaemon, gdmCustom, gdm].some((text) => {
      const daemon = parseKeyfile(text ?? '').get('daemon')
      return isOn(daemon?.get('AutomaticLoginEnable')) || isOn(daemon?.get('TimedLoginEnable'))
    }) ||
    seats.some((seat) => (seat.get('autologin-user') ?? '') !== '' || isOn(seat.get('autologin-guest'))) ||
    (plasma.get('Autologin')?.get('User') ?? '') !== '' ||
    (parseKeyfile(lxdm ?? '')
      .get('base')
      ?.get('autologin') ?? '') !== '' ||
    /^\s*DISPLAYMANAGER_AUTOLOGIN\s*=\s*["']?[^"'\s]/m.test(suse ?? '') ||
    /^\s*\[initial_session\]/m.test(greetd ?? '') ||
    /^\s*auto_login\s+yes\b/m.test(slim ?? '') ||
    (/^\s*NODM_ENABLED\s*=\s*["']?true/m.test(nodm ?? '') && /^\s*NODM_USER\s*=\s*["']?[^"'\s]/m.test(nodm ?? '')) ||
    [...getty.texts, inittab ?? ''].some(startsLoggedIn)

  const failure = [...single.filter(isClosed), lightdm.failure, sddm.failure, getty.failure].find((one) => one !== undefined)
  return {
    on: on ? true : failure ? undefined : false,
    // LightDM allows guests by default, but has no guest account until a script to make one is named.
    guestSession: seats.some((seat) => (seat.get('allow-guest') ?? 'true') !== 'false') && hasGuestScript(light.get('LightDM')),
    ...(failure ? {failure} : {}),
  }
}

function hasGuestScript(settings: Map<string, string> | undefined): boolean {
  return (settings?.get('guest-account-script') ?? '') !== ''
}

function isClosed(answer: Seen<string>): answer is Failure {
  return !answer.ok && answer.reason !== 'not-supported'
}

/**
 * agetty(8) `--autologin user` or `-a user`, also in /etc/inittab of Alpine; `login -f user`, which asks for no password; and a
 * shell in the place of a getty.
 */
function startsLoggedIn(text: string): boolean {
  return text.split('\n').some((line) => {
    const words = line.slice(0, 2000)
    if (/^\s*[#;]/.test(words)) return false
    if (/getty\b/.test(words) && /\s(?:--autologin|-[a-zA-Z]*a)[\s=]/.test(words)) return true
    return /\blogin\s+(?:-\w+\s+)*-f\s/.test(words) || /^\w*:[^:]*:(?:respawn|askfirst):-?(?:\/usr)?\/bin\/\w*sh\b/.test(words)
  })
}

/** Units and drop-ins; those of the vendor too, because live images and kiosks come with theirs. */
async function readGettys(probe: Probe): Promise<{texts: string[]; failure?: Failure}> {
  const folders = ['/etc/systemd/system', '/run/systemd/system', '/usr/local/lib/systemd/system', '/usr/lib/systemd/system']
  const answers = await Promise.all(folders.map((folder) => readGettyFolder(probe, folder)))
  const failure = answers.find((answer) => answer.failure)?.failure
  return {texts: answers.flatMap(({texts}) => texts), ...(failure ? {failure} : {})}
}

async function readGettyFolder(probe: Probe, folder: string): Promise<{texts: string[]; failure?: Failure}> {
  const units = await probe.list(folder)
  if (!units.ok) return units.reason === 'not-supported' ? {texts: []} : {texts: [], failure: units}
  const texts: string[] = []
  let failure: Failure | undefined
  await Promise.all(
    units.value.filter(isGetty).map(async (name) => {
      const path = `${folder}/${name}`
      if (name.endsWith('.d')) {
        const parts = await readFolder(probe, path, isConf)
        texts.push(...parts.texts.map((file) => file.text))
        failure ??= parts.failure
        return
      }
      const unit = await probe.readText(path)
      if (unit.ok) texts.push(unit.value)
      else if (unit.reason !== 'not-supported') failure ??= unit
    }),
  )
  return {texts, ...(failure ? {failure} : {})}
}
