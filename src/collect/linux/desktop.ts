import type {Probe} from '../probe.ts'

export type DesktopName = 'gnome' | 'cinnamon' | 'mate' | 'kde' | 'other'

export interface Desktop {
  /** A desktop is installed and the machine is not set to stay in text mode. */
  graphical: boolean
  /** Desktops that somebody can choose at log-in, without doubles. */
  names: DesktopName[]
}

/** Session files by the desktop they start; what fits none is `other`. */
const sessions: readonly (readonly [RegExp, DesktopName])[] = [
  [/^(gnome|ubuntu|pop|unity)([-_.]|$)/, 'gnome'],
  [/^cinnamon/, 'cinnamon'],
  [/^mate/, 'mate'],
  [/^(plasma|kde)/, 'kde'],
]

/** Sessions that only pass on to another one or are for setting up the machine. */
const passingOn = new Set(['default', 'lightdm-xsession', 'xsession', 'custom'])

/** Which desktops the machine offers. Reads the session files that every display manager lists, and the boot target. */
export async function readDesktop(probe: Probe): Promise<Desktop> {
  const [x11, wayland, manager, runlevel, target, sockets] = await Promise.all([
    probe.list('/usr/share/xsessions'),
    probe.list('/usr/share/wayland-sessions'),
    probe.stat('/etc/systemd/system/display-manager.service'),
    probe.list('/etc/runlevels/default'),
    probe.readText('/etc/systemd/system/default.target'),
    probe.list('/tmp/.X11-unix'),
  ])
  const files = [...(x11.ok ? x11.value : []), ...(wayland.ok ? wayland.value : [])]
    .filter((name) => name.endsWith('.desktop'))
    .map((name) => name.slice(0, -'.desktop'.length).toLowerCase())
  const names = [
    ...new Set(files.filter((name) => !passingOn.has(name)).map((name) => sessions.find(([fits]) => fits.test(name))?.[1] ?? 'other')),
  ]
  const openrc = runlevel.ok && runlevel.value.some((name) => ['gdm', 'sddm', 'lightdm', 'lxdm', 'display-manager'].includes(name))
  // /usr/lib/systemd/system/default.target is graphical.target on servers too; only a choice made in /etc says something.
  const textMode = target.ok && /^Description=Multi-User System/m.test(target.value)
  const shown = sockets.ok && sockets.value.length > 0
  return {graphical: (names.length > 0 || manager.ok || openrc) && (!textMode || shown), names}
}
