import {partialMark} from '../../model/fact.ts'
import type {EndpointFactValue} from '../../model/facts/index.ts'
import type {Collected, Collector} from '../collector.ts'
import {type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {readListening} from '../linux/listening.ts'
import {isRunning, type Processes, readProcesses} from '../linux/processes.ts'
import {listPrograms} from '../linux/programs.ts'
import {readSshServer} from '../linux/ssh-server.ts'
import {isUp, readBootUnits, readUnits} from '../linux/systemd.ts'
import {parseKeyfile} from '../parse/keyfile.ts'
import {parseNetstat} from '../parse/netstat.ts'
import type {Probe, Seen} from '../probe.ts'

type RemoteAccess = EndpointFactValue<'remoteAccess'>

export const remoteAccessCollector: Collector<'remoteAccess'> = {fact: 'remoteAccess', collect}

/** Programs that hand control of this machine to another one: files or folders that only they bring, and their processes. */
const remoteTools = [
  {
    name: 'TeamViewer',
    marks: ['teamviewer', 'teamviewerd', '/opt/teamviewer', '/Applications/TeamViewer.app'],
    processes: ['teamviewerd', 'TeamViewer'],
  },
  {
    name: 'UltraViewer',
    marks: ['ultraviewer', '/opt/ultraviewer', '/Applications/UltraViewer.app'],
    processes: ['UltraViewer', 'UltraViewer_Desktop.exe', 'UltraViewer_Service.exe'],
  },
  {
    name: 'AnyDesk',
    marks: ['anydesk', '/var/lib/flatpak/app/com.anydesk.Anydesk', '/Applications/AnyDesk.app'],
    processes: ['anydesk', 'AnyDesk'],
  },
  {
    name: 'RustDesk',
    marks: ['rustdesk', '/var/lib/flatpak/app/com.rustdesk.RustDesk', '/Applications/RustDesk.app'],
    processes: ['rustdesk', 'RustDesk'],
  },
  {
    name: 'Splashtop',
    marks: ['/opt/splashtop-streamer', '/opt/splashtop-business', 'splashtop-streamer', '/Applications/Splashtop Streamer.app'],
    processes: ['SRStreamer', 'SRFeature', 'SRAgent', 'SRServer'],
  },
  {
    name: 'Chrome Remote Desktop',
    marks: ['/opt/google/chrome-remote-desktop', 'chrome-remote-desktop'],
    processes: ['chrome-remote-desktop', 'chrome-remote-desktop-host', 'remoting_me2me_host'],
  },
  {
    name: 'DWService',
    marks: ['dwagent', 'dwagconfigure', '/usr/share/dwagent', '/opt/dwagent', '/Library/DWAgent'],
    processes: ['dwagent', 'dwagsvc'],
  },
  {
    name: 'NoMachine',
    marks: ['/usr/NX', '/opt/NX', 'nxserver', '/Applications/NoMachine.app'],
    processes: ['nxserver.bin', 'nxd', 'nxnode.bin'],
  },
  {name: 'x11vnc', marks: ['x11vnc'], processes: ['x11vnc']},
  {
    name: 'TigerVNC server',
    marks: ['Xtigervnc', 'Xvnc', 'x0vncserver', 'X0tigervnc'],
    processes: ['Xtigervnc', 'Xvnc', 'x0vncserver', 'X0tigervnc'],
  },
  {name: 'TightVNC server', marks: ['Xtightvnc', 'tightvncserver'], processes: ['Xtightvnc']},
  {name: 'VNC server', marks: ['Xvnc4', 'vnc4server', 'Xvncfree4'], processes: ['Xvnc4', 'linuxvnc', 'xf4vnc']},
  {name: 'KasmVNC', marks: ['kasmvncserver', 'Xkasmvnc'], processes: ['Xkasmvnc', 'kasmxproxy']},
  {name: 'xrdp', marks: ['xrdp', '/opt/xrdp'], processes: ['xrdp', 'xrdp-sesman']},
  {name: 'X2Go server', marks: ['x2gostartagent', 'x2goserver'], processes: ['x2gocleansessions', 'x2goagent']},
  {name: 'Xpra', marks: ['xpra'], processes: ['xpra']},
  {name: 'TurboVNC server', marks: ['/opt/TurboVNC'], processes: ['Xturbovnc']},
  {
    name: 'RealVNC Server',
    marks: ['vncserver-x11', 'vncserver-virtual', 'vncserver-x11-serviced'],
    processes: ['vncserver-x11', 'vncserver-x11-core', 'vncserver-x11-serviced', 'vncserver-virtuald'],
  },
  {name: 'Vino', marks: ['/usr/libexec/vino-server', '/usr/lib/vino', 'vino-server'], processes: ['vino-server']},
  {name: 'wayvnc', marks: ['wayvnc'], processes: ['wayvnc']},
  {name: 'KDE krfb', marks: ['krfb'], processes: ['krfb']},
  {name: 'MeshAgent', marks: ['meshagent', '/usr/local/mesh_services', '/opt/meshagent', '/usr/local/mesh'], processes: ['meshagent']},
  {name: 'ScreenConnect', marks: ['connectwisecontrol', '/opt/screenconnect'], processes: ['connectwisecontrol', 'screenconnect']},
  {name: 'Supremo', marks: ['supremo', '/opt/supremo'], processes: ['supremo', 'Supremo']},
  {name: 'Ammyy Admin', marks: ['/opt/ammyy', 'ammyy'], processes: ['AA_v3.exe', 'ammyy']},
  {
    name: 'Zoho Assist',
    marks: ['/opt/zohoassist', 'ZohoURS', '/usr/local/ZohoAssist'],
    processes: ['ZohoURS', 'ZohoURSService', 'ZA_Connect'],
  },
  {name: 'HopToDesk', marks: ['hoptodesk'], processes: ['hoptodesk']},
  {name: 'Sunshine', marks: ['sunshine'], processes: ['sunshine']},
] as const satisfies {name: string; marks: readonly string[]; processes: readonly string[]}[]

async function collect(probe: Probe): Promise<Collected<'remoteAccess'>> {
  const [programs, processes] = await Promise.all([listPrograms(probe), readProcesses(probe)])
  const source = 'sshd -T; /etc/ssh/sshd_config; /proc; /usr/bin; /opt; /etc/xrdp'
  if (!programs.ok) return {...programs, source}
  const [ssh, rdp] = await Promise.all([readSsh(probe, programs.value, processes), readRdp(probe, processes)])
  const gaps: Gaps = {...ssh.gaps, ...rdp.gaps}
  const tools = findTools(programs.value, processes)
  if (tools.length > 0) gaps['tools.version'] = {reason: 'not-collected', detail: 'versions are in the list of software'}
  // A tool that is run from a download leaves no mark: only its process shows it.
  if (isRunning(processes, ['anydesk']) === undefined)
    gaps[tools.length === 0 ? 'tools' : `tools${partialMark}`] = {
      reason: 'no-rights',
      detail: "other users' processes are hidden here: a tool that is not installed would not be seen",
    }
  if (tools.some(({running}) => running === undefined))
    gaps['tools.running'] = {reason: 'no-rights', detail: "other users' processes are hidden here"}
  return {ok: true, value: {ssh: ssh.value, rdp: rdp.value, tools}, source, ...withGaps(gaps)}
}

/** Tools of the table that are installed, or run from a place of their own (a download that was never installed). */
function findTools(programs: ReadonlySet<string>, processes: Seen<Processes>): RemoteAccess['tools'] {
  return remoteTools.flatMap(({name, marks, processes: names}) => {
    const running = isRunning(processes, names)
    if (!running && !marks.some((mark) => programs.has(mark))) return []
    return [{name, ...(running === undefined ? {} : {running})}]
  })
}

async function readSsh(
  probe: Probe,
  programs: ReadonlySet<string>,
  processes: Seen<Processes>,
): Promise<{value: RemoteAccess['ssh']; gaps: Gaps}> {
  const openssh = programs.has('sshd') || isRunning(processes, ['sshd']) === true
  const dropbear = programs.has('dropbear') || isRunning(processes, ['dropbear']) === true
  if (!openssh && !dropbear) return {value: {installed: false}, gaps: {}}
  const running = await isSshUp(probe, processes)
  const up = running === undefined ? {} : {running}
  const hidden: Gaps = running === undefined ? {'ssh.running': {reason: 'no-rights', detail: "other users' processes are hidden here"}} : {}
  if (!openssh)
    return {
      value: {installed: true, ...up},
      gaps: {
        ...hidden,
        ssh: {reason: 'not-supported', detail: 'the SSH server is Dropbear, whose settings are options of its start and are not read'},
      },
    }
  const settings = await readSshServer(probe)
  return {value: {installed: true, ...up, ...settings.value}, gaps: {...hidden, ...settings.gaps}}
}

/** A socket of systemd or launchd that waits for port 22 starts sshd for whoever comes: it counts as running. */
async function isSshUp(probe: Probe, processes: Seen<Processes>): Promise<boolean | undefined> {
  if (probe.platform === 'darwin') {
    const answer = await probe.run('netstat', ['-an'])
    const sockets = answer.ok ? parseNetstat(answer.value.stdout) : undefined
    return sockets?.some(({protocol, port}) => protocol === 'tcp' && port === 22)
  }
  const units = await readUnits(probe)
  const names = ['ssh', 'sshd', 'openssh-server', 'dropbear']
  if (units.ok && isUp(units.value.units, names)) return true
  return isRunning(processes, ['sshd', 'dropbear'])
}

const rdpPort = 3389

/**
 * RDP on Linux and macOS is a program of its own: xrdp, gnome-remote-desktop, KRdp. Who starts with the machine counts as
 * enabled, and so does whoever waits at port 3389.
 */
async function readRdp(probe: Probe, processes: Seen<Processes>): Promise<{value: RemoteAccess['rdp']; gaps: Gaps}> {
  if (probe.platform === 'darwin') return {value: {enabled: false}, gaps: {}}
  const [units, wanted, listening, sesman] = await Promise.all([
    readUnits(probe),
    readBootUnits(probe),
    readListening(probe),
    probe.readText('/etc/xrdp/sesman.ini'),
  ])
  const xrdp =
    isRunning(processes, ['xrdp']) === true ||
    (units.ok && isUp(units.value.units, ['xrdp'])) ||
    (units.ok && wanted.ok && wanted.value.has('xrdp.service'))
  const waits = listening.ok ? listening.value.ports.some(({protocol, port}) => protocol === 'tcp' && port === rdpPort) : undefined
  const gnome = isRunning(processes, ['gnome-remote-desktop-daemon', 'gnome-remote-de']) === true
  const gaps: Gaps = {}
  if (!xrdp && !waits) {
    if (!listening.ok) gaps['rdp.enabled'] = gapFor(listening)
    return {value: {enabled: false}, gaps}
  }
  const value: RemoteAccess['rdp'] = {enabled: true}
  // xrdp speaks TLS or plain RDP, never CredSSP (xrdp.ini(5), security_layer); gnome-remote-desktop takes nothing but NLA.
  if (xrdp) value.nla = false
  else if (gnome) value.nla = true
  else gaps['rdp.nla'] = {reason: 'not-supported', detail: 'which program answers at port 3389 is not known'}
  const limit = xrdp && sesman.ok ? parseKeyfile(sesman.value).get('Sessions')?.get('IdleTimeLimit') : undefined
  if (limit !== undefined && /^\d{1,9}$/.test(limit)) value.idleTimeoutMinutes = Math.round((Number(limit) / 60) * 100) / 100
  // sesman.ini(5): without the setting idle sessions are never disconnected.
  else if (xrdp && sesman.ok && limit === undefined) value.idleTimeoutMinutes = 0
  else
    gaps['rdp.idleTimeoutMinutes'] = xrdp && !sesman.ok ? gapFor(sesman) : {reason: 'not-supported', detail: 'no time limit could be read'}
  return {value, gaps}
}
