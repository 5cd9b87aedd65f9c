/**
 * What is asked of a Windows PC, once for the agent and for collect.cmd: each step is one program of Windows that only reads, and the
 * name of the file its answer is kept in. Registry trees come through `reg export`, which keeps every letter; single keys through
 * `reg query`. A tree that may hold secrets (Winlogon with DefaultPassword, product keys, SNMP communities, Wi-Fi) is never
 * asked for as a whole.
 */
export type Step = ProgramStep | RegistryStep

interface StepBase {
  /** Name of the file in the folder, `{sid}` for each signed-in user. */
  file: string
  /** Part of the minimal profile, for machines that handle state secrets: nothing about persons, networks of others or serials. */
  minimal: boolean
  perUser?: boolean
}

export interface ProgramStep extends StepBase {
  kind: 'program'
  program: string
  /** `{file}` is where the program writes by itself; without it the answer is what it prints. */
  args: readonly string[]
  /** Needs administrator rights. */
  elevated?: boolean
  /** Is not there on every Windows. */
  optional?: boolean
  timeoutMs?: number
}

export interface RegistryStep extends StepBase {
  kind: 'registry'
  key: string
  how: 'export' | 'query'
  filter?: string
  value?: string
  recursive?: boolean
  optional?: boolean
}

const currentVersion = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion'
const windowsNt = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'
const control = 'HKLM\\SYSTEM\\CurrentControlSet\\Control'
const services = 'HKLM\\SYSTEM\\CurrentControlSet\\Services'
const firewall = `${services}\\SharedAccess\\Parameters\\FirewallPolicy`
const user = 'HKU\\{sid}'

const tree = (file: string, key: string, minimal = true, more: Partial<RegistryStep> = {}): RegistryStep => ({
  kind: 'registry',
  how: 'export',
  file: `${file}.reg`,
  key,
  minimal,
  ...more,
})
const key = (file: string, path: string, minimal = true, more: Partial<RegistryStep> = {}): RegistryStep => ({
  kind: 'registry',
  how: 'query',
  file: `${file}.txt`,
  key: path,
  minimal,
  ...more,
})
const run = (file: string, program: string, args: readonly string[], more: Partial<ProgramStep> = {}): ProgramStep => ({
  kind: 'program',
  file,
  program,
  args,
  minimal: true,
  ...more,
})
const wmic = (file: string, args: readonly string[], more: Partial<ProgramStep> = {}): ProgramStep =>
  run(`wmic-${file}.txt`, 'wmic', args, {optional: true, timeoutMs: 60_000, ...more})

/** Values of the key that also holds the product key: asked for one by one. */
export const windowsNtValues = [
  'ProductName',
  'EditionID',
  'InstallationType',
  'CurrentBuildNumber',
  'UBR',
  'DisplayVersion',
  'ReleaseId',
  'CSDVersion',
  'InstallDate',
] as const

export const steps: readonly Step[] = [
  run('chcp.txt', 'cmd', ['/d', '/c', 'chcp']),
  run('ver.txt', 'cmd', ['/d', '/c', 'ver']),
  ...windowsNtValues.map((value) => key(`nt-${value}`, windowsNt, true, {value, optional: true})),
  key('machine-guid', 'HKLM\\SOFTWARE\\Microsoft\\Cryptography', true, {value: 'MachineGuid', optional: true}),
  key('winlogon-auto', `${windowsNt}\\Winlogon`, true, {filter: 'Auto'}),
  key('profiles', `${windowsNt}\\ProfileList`, false),
  key('software', 'HKLM\\SOFTWARE', true),
  key('microsoft', 'HKLM\\SOFTWARE\\Microsoft', true),
  tree('policies', 'HKLM\\SOFTWARE\\Policies'),
  key('cv', currentVersion, true),
  tree('cv-policies', `${currentVersion}\\Policies`),
  tree('uninstall', `${currentVersion}\\Uninstall`),
  key('cv-32', 'HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion', true, {optional: true}),
  tree('uninstall-32', 'HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall', true, {optional: true}),
  key('wu', `${currentVersion}\\WindowsUpdate`, true, {optional: true}),
  tree('wu-auto', `${currentVersion}\\WindowsUpdate\\Auto Update`, true, {optional: true}),
  key('cbs', `${currentVersion}\\Component Based Servicing`, true, {optional: true}),
  key('defender', 'HKLM\\SOFTWARE\\Microsoft\\Windows Defender', true, {optional: true}),
  key('defender-realtime', 'HKLM\\SOFTWARE\\Microsoft\\Windows Defender\\Real-Time Protection', true, {optional: true}),
  key('control', control),
  key('secure-boot', `${control}\\SecureBoot\\State`, true, {optional: true}),
  key('lsa', `${control}\\Lsa`),
  key('cloud-join', `${control}\\CloudDomainJoin\\JoinInfo`, true, {optional: true}),
  key('cloud', `${control}\\CloudDomainJoin`, true, {optional: true}),
  key('computer-name', `${control}\\ComputerName\\ComputerName`),
  key('time-zone', `${control}\\TimeZoneInformation`),
  key('environment', `${control}\\Session Manager\\Environment`, true, {value: 'PROCESSOR_ARCHITECTURE'}),
  key('memory-management', `${control}\\Session Manager\\Memory Management`),
  tree('terminal-server', `${control}\\Terminal Server`),
  key('enum', 'HKLM\\SYSTEM\\CurrentControlSet\\Enum'),
  tree('usbstor', 'HKLM\\SYSTEM\\CurrentControlSet\\Enum\\USBSTOR', false, {optional: true}),
  key('services-start', services, true, {value: 'Start', recursive: true}),
  tree('lanman-server', `${services}\\LanmanServer`, false, {optional: true}),
  tree('lanman-workstation', `${services}\\LanmanWorkstation\\Parameters`, true, {optional: true}),
  tree('w32time', `${services}\\W32Time`, true, {optional: true}),
  key('tcpip', `${services}\\Tcpip\\Parameters`, false),
  key('firewall', firewall),
  ...['DomainProfile', 'StandardProfile', 'PublicProfile'].flatMap((profile) => [
    key(`firewall-${profile}`, `${firewall}\\${profile}`),
    key(`firewall-${profile}-log`, `${firewall}\\${profile}\\Logging`, true, {optional: true}),
  ]),
  ...['Security', 'System', 'Application'].map((log) => key(`eventlog-${log}`, `${services}\\EventLog\\${log}`)),
  key('bios', 'HKLM\\HARDWARE\\DESCRIPTION\\System\\BIOS', true, {optional: true}),
  key('cpu', 'HKLM\\HARDWARE\\DESCRIPTION\\System\\CentralProcessor\\0'),
  key('hku', 'HKU', false),
  key('user-{sid}-screen', `${user}\\Control Panel\\Desktop`, false, {perUser: true, filter: 'Scr'}),
  key('user-{sid}-cv', `${user}\\Software\\Microsoft\\Windows\\CurrentVersion`, false, {perUser: true}),
  key('user-{sid}-software', `${user}\\Software`, false, {perUser: true}),
  tree('user-{sid}-policies', `${user}\\Software\\Policies`, false, {perUser: true, optional: true}),
  tree('user-{sid}-cv-policies', `${user}\\Software\\Microsoft\\Windows\\CurrentVersion\\Policies`, false, {perUser: true, optional: true}),
  tree('user-{sid}-uninstall', `${user}\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall`, false, {perUser: true, optional: true}),
  run('systeminfo.txt', 'systeminfo', [], {timeoutMs: 120_000, optional: true}),
  run('ipconfig.txt', 'ipconfig', ['/all']),
  run('net-accounts.txt', 'net', ['accounts']),
  run('netstat.txt', 'netstat', ['-ano']),
  run('tasklist.txt', 'tasklist', ['/fo', 'csv', '/nh']),
  run('sc-query.txt', 'sc', ['query', 'type=', 'service', 'state=', 'all', 'bufsize=', '250000']),
  run('w32tm.txt', 'w32tm', ['/query', '/status'], {optional: true}),
  run('secedit.inf', 'secedit', ['/export', '/cfg', '{file}', '/areas', 'SECURITYPOLICY', '/quiet'], {elevated: true, timeoutMs: 60_000}),
  run('auditpol.csv', 'auditpol', ['/backup', '/file:{file}'], {elevated: true}),
  wmic('localdatetime', ['os', 'get', 'LocalDateTime']),
  wmic('qfe', ['qfe', 'get', 'HotFixID,InstalledOn']),
  wmic('csproduct', ['csproduct', 'get', 'IdentifyingNumber,Name,UUID,Vendor'], {minimal: false}),
  wmic('logicaldisk', ['logicaldisk', 'where', 'DriveType=3', 'get', 'DeviceID,FileSystem,FreeSpace,Size']),
  wmic('diskdrive', ['diskdrive', 'get', 'InterfaceType,MediaType,Model,Size']),
  wmic('useraccount', ['useraccount', 'where', 'LocalAccount=TRUE', 'get', 'Disabled,Name,PasswordExpires,PasswordRequired,SID'], {
    minimal: false,
  }),
  wmic('antivirus', ['/namespace:\\\\root\\SecurityCenter2', 'path', 'AntiVirusProduct', 'get', 'displayName,productState']),
  wmic('bitlocker', [
    '/namespace:\\\\root\\CIMV2\\Security\\MicrosoftVolumeEncryption',
    'path',
    'Win32_EncryptableVolume',
    'get',
    'ConversionStatus,DriveLetter,ProtectionStatus',
  ]),
  run('cim.json', 'powershell', ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File', '{script}'], {
    minimal: false,
    optional: true,
    timeoutMs: 180_000,
  }),
]

/** CIM classes that a table of wmic stands for, with the properties asked for. */
export const wmicClasses: Readonly<Record<string, {file: string; properties: readonly string[]}>> = {
  Win32_QuickFixEngineering: {file: 'wmic-qfe.txt', properties: ['HotFixID', 'InstalledOn']},
  Win32_ComputerSystemProduct: {file: 'wmic-csproduct.txt', properties: ['IdentifyingNumber', 'Name', 'UUID', 'Vendor']},
  Win32_LogicalDisk: {file: 'wmic-logicaldisk.txt', properties: ['DeviceID', 'FreeSpace', 'Size']},
  Win32_DiskDrive: {file: 'wmic-diskdrive.txt', properties: ['Model', 'Size']},
  Win32_UserAccount: {file: 'wmic-useraccount.txt', properties: ['Disabled', 'Name', 'SID']},
  AntiVirusProduct: {file: 'wmic-antivirus.txt', properties: ['displayName', 'productState']},
  Win32_EncryptableVolume: {file: 'wmic-bitlocker.txt', properties: ['ConversionStatus', 'DriveLetter', 'ProtectionStatus']},
}
