import {describe, expect, it} from 'vitest'
import type {EndpointFactName} from '../../src/model/facts/index.ts'
import {exported, factOf, factsOf, type Machine, queried, seenValue} from './machine.ts'
import {cim, classes, everyone, officePc, starts, states, user} from './office-pc.ts'

const control = 'HKLM\\SYSTEM\\CurrentControlSet\\Control'
const policies = 'HKLM\\SOFTWARE\\Policies'
const cvPolicies = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies'
const hive = `HKU\\${user}`
const withClasses = (changes: Record<string, object[] | {reason: string; detail: string}>): Machine => ({
  'cim.json': cim({...classes, ...changes}),
})
const terminal = (values: Record<string, number>, listener: Record<string, number> = {UserAuthentication: 1}): Machine => ({
  'terminal-server.reg': exported({
    [`${control}\\Terminal Server`]: values,
    [`${control}\\Terminal Server\\WinStations\\RDP-Tcp`]: listener,
  }),
})
const noLimit: Machine = {
  'cv-policies.reg': exported({[cvPolicies]: {}, [`${cvPolicies}\\System`]: {EnableLUA: 1, ConsentPromptBehaviorAdmin: 5}}),
}
const screen = (values: Record<string, string>): Machine => ({
  ...noLimit,
  [`user-${user}-screen.txt`]: queried(`${hive}\\Control Panel\\Desktop`, values),
})
const secondProfile: Machine = {
  'profiles.txt': queried('HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList', {Default: 'x'}, [
    user,
    'S-1-5-21-1-2-3-1002',
  ]),
}
const program = (name: string, version = '1.0'): Machine => ({
  'uninstall.reg': exported({
    'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall': {},
    [`HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\${name}`]: {DisplayName: name, DisplayVersion: version},
  }),
})

it('a well-kept PC is seen whole', () => expect(factsOf(officePc())).toMatchSnapshot())

it('without any answer nothing is seen', () => {
  for (const [name, fact] of Object.entries(factsOf({}))) expect(fact.ok, name).toBe(false)
})

it('PowerShell that prints nothing is no PC without programs', () => {
  const facts = factsOf(officePc({'cim.json': ''}))
  for (const name of ['antivirus', 'encryption', 'accounts'] as const) expect(facts[name]).toMatchObject({ok: false, reason: 'error'})
})

/** What changes on the PC, and what must be seen then. */
const seen: [EndpointFactName, string, Machine, object][] = [
  [
    'os',
    'the registry of Windows 11 still says 10',
    {'cim.json': undefined, 'systeminfo.txt': undefined},
    {name: 'Microsoft Windows 11 Pro', cycle: '11-25h2-w'},
  ],
  [
    'os',
    'Enterprise is served longer',
    {'nt-EditionID.txt': queried('HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion', {EditionID: 'EnterpriseN'})},
    {cycle: '11-25h2-e'},
  ],
  [
    'os',
    'an ESU licence',
    withClasses({
      SoftwareLicensingProduct: [
        {Name: 'Windows(R), Client-ESU-Year2', Description: 'Windows Operating System, VOLUME_MAK channel', LicenseStatus: 1},
      ],
    }),
    {esu: true},
  ],
  [
    'os',
    'an ESU licence that is not in force',
    withClasses({SoftwareLicensingProduct: [{Name: 'Windows(R), Client-ESU-Year2', Description: '', LicenseStatus: 5}]}),
    {esu: false},
  ],
  [
    'os',
    'a server',
    withClasses({Win32_OperatingSystem: [{Caption: 'Microsoft Windows Server 2022 Standard', BuildNumber: '20348', ProductType: 3}]}),
    {product: 'windows-server'},
  ],
  [
    'hardware',
    'a serial number nobody filled in',
    withClasses({Win32_BIOS: [{SerialNumber: 'To be filled by O.E.M.'}], Win32_SystemEnclosure: [{ChassisTypes: [10]}]}),
    {chassis: 'laptop'},
  ],
  [
    'hardware',
    'a virtual machine',
    withClasses({Win32_ComputerSystem: [{Manufacturer: 'VMware, Inc.', Model: 'VMware7,1'}]}),
    {chassis: 'vm'},
  ],
  ['hardware', 'no TPM', withClasses({Win32_Tpm: []}), {tpm: {present: false}}],
  [
    'updates',
    'automatic updates off by policy',
    {'policies.reg': exported({[policies]: {}, [`${policies}\\Microsoft\\Windows\\WindowsUpdate\\AU`]: {NoAutoUpdate: 1}})},
    {automatic: false},
  ],
  [
    'updates',
    'the user is asked',
    {'policies.reg': exported({[policies]: {}, [`${policies}\\Microsoft\\Windows\\WindowsUpdate\\AU`]: {AUOptions: 3}})},
    {automatic: false},
  ],
  ['updates', 'the service is disabled', {'services-start.txt': starts({wuauserv: 4})}, {automatic: false}],
  [
    'updates',
    'a server of the office',
    {
      'policies.reg': exported({
        [policies]: {},
        [`${policies}\\Microsoft\\Windows\\WindowsUpdate`]: {WUServer: 'http://wsus:8530'},
        [`${policies}\\Microsoft\\Windows\\WindowsUpdate\\AU`]: {UseWUServer: 1},
      }),
    },
    {centralServer: true, server: 'http://wsus:8530'},
  ],
  [
    'updates',
    'a restart is due',
    {'cbs.txt': queried('HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing', {x: 1}, ['RebootPending'])},
    {rebootRequired: true},
  ],
  [
    'updates',
    'hotfixes of wmic',
    {'cim.json': undefined, 'wmic-qfe.txt': 'HotFixID   InstalledOn  \r\r\nKB4562830  8/12/2020    \r\r\n'},
    {lastInstalledAt: '2020-08-12T00:00:00.000Z'},
  ],
  [
    'antivirus',
    'another product that is switched off',
    withClasses({
      AntiVirusProduct: [{displayName: 'Kaspersky', productState: 262_144}],
      MSFT_MpComputerStatus: [{AntivirusEnabled: false, AMServiceEnabled: false}],
    }),
    {
      products: [
        {name: 'Kaspersky', running: false, realTime: false},
        {name: 'Microsoft Defender', running: false},
      ],
    },
  ],
  [
    'antivirus',
    'Defender in passive mode does not protect',
    withClasses({MSFT_MpComputerStatus: [{AntivirusEnabled: true, AMServiceEnabled: true, AMRunningMode: 'Passive Mode'}]}),
    {products: [{running: false}]},
  ],
  ['antivirus', 'none at all', withClasses({AntiVirusProduct: [], MSFT_MpComputerStatus: []}), {products: []}],
  [
    'firewall',
    'one profile off',
    withClasses({
      FirewallProfile: [
        {Name: 'Domain', Enabled: 1},
        {Name: 'Private', Enabled: 1},
        {Name: 'Public', Enabled: 0},
      ],
    }),
    {enabled: false},
  ],
  ['firewall', 'its service does not run', {'sc-query.txt': states({mpssvc: false})}, {enabled: false}],
  [
    'firewall',
    'lets in what nobody asked for',
    withClasses({FirewallProfile: ['Domain', 'Private', 'Public'].map((Name) => ({Name, Enabled: 1, DefaultInboundAction: 2}))}),
    {enabled: true, defaultInbound: 'allow'},
  ],
  [
    'encryption',
    'BitLocker suspended',
    withClasses({Win32_EncryptableVolume: [{DriveLetter: 'C:', ProtectionStatus: 0, ConversionStatus: 1, EncryptionMethod: 6}]}),
    {systemEncrypted: false},
  ],
  [
    'accounts',
    'the built-in administrator under its own name',
    withClasses({
      LocalAccount: [
        {Name: 'Administrateur', SID: 'S-1-5-21-1-2-3-500', Disabled: false},
        {Name: 'Invité', SID: 'S-1-5-21-1-2-3-501', Disabled: false},
      ],
    }),
    {defaultAdminEnabled: true, guestEnabled: true},
  ],
  [
    'accounts',
    'the built-in administrator renamed',
    withClasses({
      LocalAccount: [
        {Name: 'qt-may', SID: 'S-1-5-21-1-2-3-500', Disabled: false},
        {Name: 'Guest', SID: 'S-1-5-21-1-2-3-501', Disabled: true},
      ],
    }),
    {defaultAdminEnabled: false},
  ],
  [
    'accounts',
    'logs in by itself',
    {
      'winlogon-auto.txt': queried('HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon', {
        AutoAdminLogon: '1',
        AutoRestartShell: 1,
      }),
    },
    {autoLogon: true},
  ],
  [
    'accounts',
    'a domain',
    withClasses({Win32_ComputerSystem: [{PartOfDomain: true, Domain: 'stp.local'}]}),
    {directory: 'active-directory'},
  ],
  [
    'passwordPolicy',
    'never expires, locked until an administrator comes',
    {
      'secedit.inf':
        '[System Access]\r\nMinimumPasswordLength = 0\r\nMaximumPasswordAge = -1\r\nLockoutBadCount = 3\r\nLockoutDuration = -1\r\nPasswordComplexity = 0\r\n',
    },
    {minLength: 0, maxAgeDays: 0, lockoutMinutes: 0, classes: 0},
  ],
  [
    'lock',
    'a screen saver with password',
    screen({ScreenSaveActive: '1', ScreenSaverIsSecure: '1', ScreenSaveTimeOut: '900', 'SCRNSAVE.EXE': 'x.scr'}),
    {enabled: true, timeoutMinutes: 15, enforced: false},
  ],
  [
    'lock',
    'a screen saver without password',
    screen({ScreenSaveActive: '1', ScreenSaverIsSecure: '0', ScreenSaveTimeOut: '900', 'SCRNSAVE.EXE': 'x.scr'}),
    {enabled: false, timeoutMinutes: 0},
  ],
  [
    'lock',
    'a screen saver without program does not start',
    screen({ScreenSaveActive: '1', ScreenSaverIsSecure: '1', ScreenSaveTimeOut: '900'}),
    {enabled: false},
  ],
  [
    'network',
    'Wi-Fi beside the wire',
    withClasses({
      Win32_NetworkAdapter: [
        ...(classes['Win32_NetworkAdapter'] ?? []),
        {
          Name: 'Intel(R) Wi-Fi 6 AX201',
          NetConnectionID: 'Wi-Fi',
          MACAddress: 'D0:46:0C:11:22:44',
          NetConnectionStatus: 2,
          InterfaceIndex: 15,
        },
      ],
      Win32_NetworkAdapterConfiguration: [
        ...(classes['Win32_NetworkAdapterConfiguration'] ?? []),
        {InterfaceIndex: 15, IPAddress: ['192.168.1.5'], DefaultIPGateway: ['192.168.1.1']},
      ],
    }),
    {dualHomed: true, wifi: {connected: true}},
  ],
  [
    'network',
    'routes packets',
    {'tcpip.txt': queried('HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters', {IPEnableRouter: 1})},
    {forwarding: true},
  ],
  [
    'shares',
    'Everyone may read only',
    {
      'lanman-server.reg': exported({
        'HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer': {},
        'HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Shares': {Quet: ['Path=D:\\Quet']},
        'HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Shares\\Security': {Quet: everyone(0x1200a9)},
      }),
    },
    {items: [{name: 'Quet', kind: 'smb', everyone: true, writable: false, administrative: false}]},
  ],
  [
    'removableMedia',
    'autorun of some drives only',
    {'cv-policies.reg': exported({[cvPolicies]: {}, [`${cvPolicies}\\Explorer`]: {NoDriveTypeAutoRun: 0x91}})},
    {autorunDisabled: false},
  ],
  ['removableMedia', 'the driver of USB storage is disabled', {'services-start.txt': starts({USBSTOR: 4})}, {storageAllowed: false}],
  [
    'removableMedia',
    'USB storage denied by policy',
    {'policies.reg': exported({[policies]: {}, [`${policies}\\Microsoft\\Windows\\RemovableStorageDevices`]: {Deny_All: 1}})},
    {storageAllowed: false},
  ],
  [
    'remoteAccess',
    'Remote Desktop without NLA',
    terminal({fDenyTSConnections: 0}, {UserAuthentication: 0, MaxIdleTime: 900_000}),
    {rdp: {enabled: true, nla: false, idleTimeoutMinutes: 15}},
  ],
  [
    'remoteAccess',
    'Remote Desktop by policy, whatever is set',
    {
      ...terminal({fDenyTSConnections: 1}),
      'policies.reg': exported({[policies]: {}, [`${policies}\\Microsoft\\Windows NT\\Terminal Services`]: {fDenyTSConnections: 0}}),
    },
    {rdp: {enabled: true}},
  ],
  [
    'remoteAccess',
    'UltraViewer installed',
    program('UltraViewer version 6.6'),
    {tools: [{name: 'TeamViewer'}, {name: 'UltraViewer', version: '1.0', running: false, installedAs: ['UltraViewer version 6.6']}]},
  ],
  [
    'remoteAccess',
    'an SSH server',
    {'services-start.txt': starts({sshd: 2}), 'sc-query.txt': states({sshd: true})},
    {ssh: {installed: true, running: true}},
  ],
  [
    'timeSync',
    'told not to synchronise',
    {
      'w32time.reg': exported({
        'HKLM\\SYSTEM\\CurrentControlSet\\Services\\W32Time': {},
        'HKLM\\SYSTEM\\CurrentControlSet\\Services\\W32Time\\Parameters': {Type: 'NoSync'},
      }),
    },
    {enabled: false, synchronised: false},
  ],
  [
    'logging',
    'a full log stops',
    {
      'eventlog-Security.txt': queried('HKLM\\SYSTEM\\CurrentControlSet\\Services\\EventLog\\Security', {
        MaxSize: 20_971_520,
        Retention: 0xffffffff,
      }),
    },
    {fullAction: 'stop', maxSizeMb: 20},
  ],
  [
    'logging',
    'records are forwarded',
    {
      'policies.reg': exported({
        [policies]: {},
        [`${policies}\\Microsoft\\Windows\\EventLog\\EventForwarding\\SubscriptionManager`]: {
          '1': 'Server=http://wec:5985/wsman/,Refresh=60',
        },
      }),
    },
    {forwarding: true, forwardTargets: ['http://wec:5985/wsman/']},
  ],
  [
    'browsers',
    'updates of Chrome off, its extensions by list',
    {
      'policies.reg': exported({
        [policies]: {},
        [`${policies}\\Google\\Update`]: {UpdateDefault: 0},
        [`${policies}\\Google\\Chrome\\ExtensionInstallBlocklist`]: {'1': '*'},
      }),
    },
    {items: [{product: 'chrome', autoUpdate: false, extensionControl: true}]},
  ],
  [
    'mailClients',
    'Outlook of Office',
    program('Microsoft Office Professional Plus 2019 - vi-vn', '16.0.10417'),
    {items: [{name: 'Microsoft Outlook', product: 'office', version: '16.0.10417'}]},
  ],
  [
    'syncClients',
    'OneDrive installed',
    program('Microsoft OneDrive', '24.226.1110.0004'),
    {
      items: [
        {name: 'OneDrive', version: '24.226.1110.0004', running: false, installedAs: ['Microsoft OneDrive']},
        {name: 'Zalo', version: '24.10.1', running: false, installedAs: ['Zalo 24.10.1']},
      ],
    },
  ],
  ['smb', 'version 1 as a client', {'services-start.txt': starts({mrxsmb10: 2})}, {smb1: true}],
  [
    'smb',
    'version 1 as a server',
    {
      ...withClasses({MSFT_SmbServerConfiguration: [{EnableSMB1Protocol: true, RequireSecuritySignature: false}]}),
      'services-start.txt': starts({srv: 3}),
    },
    {smb1: true, signingRequired: false},
  ],
  [
    'boot',
    'old firmware',
    {
      'control.txt': queried(control, {PEFirmwareType: 1, SystemStartOptions: 'NOEXECUTE=ALWAYSOFF'}, ['Session Manager']),
      'secure-boot.txt': undefined,
      'cim.json': undefined,
    },
    {mode: 'bios', secureBoot: false, exploitProtection: {dep: false, aslr: true}},
  ],
  [
    'boot',
    'administrators are not asked',
    {'cv-policies.reg': exported({[cvPolicies]: {}, [`${cvPolicies}\\System`]: {EnableLUA: 1, ConsentPromptBehaviorAdmin: 0}})},
    {elevationPrompt: false},
  ],
  [
    'boot',
    'AppLocker in force',
    {
      'policies.reg': exported({[policies]: {}, [`${policies}\\Microsoft\\Windows\\SrpV2\\Exe`]: {EnforcementMode: 1}}),
      'sc-query.txt': states({AppIDSvc: true}),
    },
    {appControl: true},
  ],
  ['backup', 'a backup program', program('Veeam Agent for Microsoft Windows'), {tools: [{name: 'Veeam Agent'}]}],
]
describe('what is seen', () => {
  it.each(seen)('%s: %s', (name, _, changes, value) => expect(seenValue(name, officePc(changes))).toMatchObject(value))
})

/** What changes on the PC, and which field must not be seen then. */
const unseenFields: [EndpointFactName, string, string, Machine][] = [
  [
    'os',
    'cycle',
    'an edition nobody knows',
    {
      'nt-EditionID.txt': undefined,
      ...withClasses({Win32_OperatingSystem: [{Caption: 'Microsoft Windows 11', BuildNumber: '26200', ProductType: 1}]}),
    },
  ],
  ['os', 'esu', 'no list of licences', {'cim.json': undefined}],
  ['updates', 'automatic', 'the policies were not read', {'policies.reg': undefined}],
  ['updates', 'automatic', 'the export of policies is cut off', {'policies.reg': exported({[policies]: {}}).subarray(0, -8)}],
  ['updates', 'hotfixes', 'an empty list', withClasses({Win32_QuickFixEngineering: []})],
  [
    'accounts',
    'admins',
    'members of the group may not be read',
    withClasses({AdministratorMember: {reason: 'no-rights', detail: 'denied'}}),
  ],
  ['accounts', 'emptyPasswords', 'always', {}],
  ['accounts', 'autoLogon', 'a search that printed nothing', {'winlogon-auto.txt': '\r\nEnd of search: 0 match(es) found.\r\n'}],
  [
    'passwordPolicy',
    'classes',
    'without rights',
    {
      'secedit.inf': undefined,
      'net-accounts.txt': 'a:   Never\nb:   0\nc:   42\nd:   7\ne:   None\nf:   Never\ng:   30\nh:   30\ni:   WORKSTATION\n',
    },
  ],
  ['lock', 'enabled', 'another user is not signed in', {...noLimit, ...secondProfile}],
  ['logging', 'persistent', 'the service does not run', {'sc-query.txt': states({eventlog: false})}],
  ['accounts', 'duplicateIds', 'always', {}],
  ['removableMedia', 'storageAllowed', 'start types were not read', {'services-start.txt': undefined}],
  ['firewall', 'logsDropped', 'the settings of the log were not read', {}],
  [
    'timeSync',
    'synchronised',
    'the service rests',
    {'w32tm.txt': 'The service has not been started. (0x80070426)', 'sc-query.txt': states({W32Time: false})},
  ],
  ['logging', 'audit', 'without rights', {'auditpol.csv': undefined}],
  ['logging', 'forwarding', 'an agent ships logs somewhere', program('Wazuh Agent')],
  ['browsers', 'items.1.autoUpdate', 'Firefox keeps it in a file', program('Mozilla Firefox (x64 vi)', '145.0')],
  ['smb', 'smb1', 'start types were not read', {'services-start.txt': undefined}],
  [
    'smb',
    'signingRequired',
    'the default of a new build',
    {
      ...withClasses({MSFT_SmbServerConfiguration: []}),
      'lanman-server.reg': exported({'HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters': {}}),
    },
  ],
  ['boot', 'secureBoot', 'the key was not read', {'secure-boot.txt': undefined}],
  ['boot', 'elevationPrompt', 'its settings are missing', {'cv-policies.reg': exported({[cvPolicies]: {}})}],
]
describe('what is not seen', () => {
  it.each(unseenFields)('%s.%s: %s', (name, field, _, changes) => {
    const fact = factOf(name, officePc(changes))
    const read = field
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], fact.ok ? fact.value : undefined)
    // Judging takes a field with a gap away, whatever stands in it.
    const isGap = fact.ok && fact.gaps?.[field] !== undefined
    expect(fact.ok && (read === undefined || isGap)).toBe(true)
  })
})

/** What changes on the PC, and which whole fact must not be seen then. */
const unseenFacts: [EndpointFactName, string, Machine][] = [
  ['software', 'one of the two lists of the machine is missing', {'uninstall-32.reg': undefined}],
  [
    'software',
    'the list is cut off',
    {'uninstall.reg': exported({'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall': {}}).subarray(0, 90)},
  ],
  ['firewall', 'nobody knows whether its service runs', {'sc-query.txt': undefined}],
  [
    'firewall',
    'off, while another one is in force',
    withClasses({
      FirewallProfile: ['Domain', 'Private', 'Public'].map((Name) => ({Name, Enabled: 0})),
      FirewallProduct: [{displayName: 'Kaspersky', productState: 266_240}],
    }),
  ],
  [
    'antivirus',
    'a server where Defender is off',
    withClasses({AntiVirusProduct: {reason: 'not-supported', detail: 'no namespace'}, MSFT_MpComputerStatus: [{AntivirusEnabled: false}]}),
  ],
  [
    'antivirus',
    'an empty list of a security centre that does not run',
    {...withClasses({AntiVirusProduct: [], MSFT_MpComputerStatus: []}), 'sc-query.txt': states({wscsvc: false})},
  ],
  ['encryption', 'without rights', withClasses({Win32_EncryptableVolume: {reason: 'no-rights', detail: 'Access denied'}})],
  ['encryption', 'an empty list', withClasses({Win32_EncryptableVolume: []})],
  ['ports', 'netstat printed nothing', {'netstat.txt': ''}],
  ['services', 'sc printed an error', {'sc-query.txt': 'Access is denied.'}],
  ['remoteAccess', 'policies were not read', {'policies.reg': undefined}],
  ['lock', 'the hives of users were not listed', {...noLimit, 'hku.txt': undefined}],
  ['shares', 'the key was not read', {'lanman-server.reg': undefined}],
]
describe('what is not seen at all', () => {
  it.each(unseenFacts)('%s: %s', (name, _, changes) => expect(factOf(name, officePc(changes)).ok).toBe(false))
})

it('programs that only users who are not signed in have are said to be missing', () => {
  const fact = factOf('software', officePc(secondProfile))
  expect(fact.ok && fact.gaps?.['items.+']?.detail).toMatch(/^1 user/)
})

it.each([
  ['software', 'items'],
  ['browsers', 'items'],
  ['mailClients', 'items'],
  ['backup', 'tools'],
  ['remoteAccess', 'tools'],
  ['syncClients', 'items'],
  ['network', 'vpnClients'],
] as const)('%s.%s may be longer when somebody is not signed in, and only then', (name, field) => {
  const gapOf = (machine: Machine) => {
    const fact = factOf(name, officePc(machine))
    return fact.ok ? fact.gaps?.[`${field}.+`]?.reason : 'no fact'
  }
  expect([gapOf(secondProfile), gapOf({})]).toEqual(['not-collected', undefined])
})

it('apps of the Store that were not listed leave the list open', () => {
  const machine = withClasses({StoreApp: {reason: 'no-rights', detail: 'denied'}})
  const fact = factOf('software', officePc(machine))
  expect(fact.ok && fact.gaps?.['items.+']?.reason).toBe('no-rights')
})

it('a fixed drive that BitLocker does not list is not encrypted', () => {
  const disks = withClasses({Win32_LogicalDisk: [{DeviceID: 'C:'}, {DeviceID: 'E:'}]})
  const {volumes} = seenValue('encryption', officePc(disks))
  expect(volumes.find(({mount}) => mount === 'E:')).toEqual({mount: 'E:', encrypted: false, system: false})
})

it('an update service that is not there installs nothing', () => {
  const machine = officePc({'services-start.txt': starts({wuauserv: undefined})})
  expect(seenValue('updates', machine).automatic).toBe(false)
})

it('3,000 programs are read in a moment', () => {
  const root = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall'
  const tree = Object.fromEntries(
    Array.from({length: 3000}, (_, index) => [`${root}\\P${index}`, {DisplayName: `Phần mềm ${index}`, DisplayVersion: '1.0'}]),
  )
  expect(seenValue('software', officePc({'uninstall.reg': exported({[root]: {}, ...tree})})).items.length).toBeGreaterThan(3000)
})
