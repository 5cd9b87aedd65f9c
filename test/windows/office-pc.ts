import {exported, type Machine, queried, type Tree, type Values} from './machine.ts'

const currentVersion = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion'
const windowsNt = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'
const control = 'HKLM\\SYSTEM\\CurrentControlSet\\Control'
const services = 'HKLM\\SYSTEM\\CurrentControlSet\\Services'
export const user = 'S-1-5-21-1004336348-1177238915-682003330-1001'
const hive = `HKU\\${user}`

/** A security descriptor that lets Everyone read (mask 0x1200a9) or change (0x1301bf). */
export function everyone(mask: number): Uint8Array {
  const sid = [1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]
  const ace = [0, 0, 20, 0, mask & 255, (mask >> 8) & 255, (mask >> 16) & 255, (mask >>> 24) & 255, ...sid]
  const list = [2, 0, 8 + ace.length, 0, 1, 0, 0, 0, ...ace]
  return Uint8Array.from([1, 0, 4, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0, ...list])
}

/** Start types of services as the recursive query prints them. */
export function starts(changes: Record<string, number | undefined> = {}): string {
  const all: Record<string, number | undefined> = {
    AppIDSvc: 3,
    EventLog: 2,
    LanmanServer: 2,
    mpssvc: 2,
    TermService: 3,
    USBSTOR: 3,
    W32Time: 3,
    WinDefend: 2,
    wuauserv: 3,
    ...changes,
  }
  const blocks = Object.entries(all).flatMap(([name, start]) =>
    start === undefined
      ? []
      : [`HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\${name}\r\n    Start    REG_DWORD    0x${start}\r\n`],
  )
  return `\r\n${blocks.join('\r\n')}\r\nKết thúc tìm kiếm: tìm thấy ${blocks.length} kết quả phù hợp.\r\n`
}

/** `sc query`: labels in English, states by number. */
export function states(changes: Record<string, boolean> = {}): string {
  const all = {
    AppIDSvc: false,
    EventLog: true,
    LanmanServer: true,
    mpssvc: true,
    TermService: true,
    W32Time: true,
    WinDefend: true,
    wscsvc: true,
    ...changes,
  }
  return Object.entries(all)
    .map(
      ([name, running]) =>
        `\r\nSERVICE_NAME: ${name}\r\nDISPLAY_NAME: Dịch vụ ${name}\r\n        TYPE               : 30  WIN32\r\n        STATE              : ${running ? '4  RUNNING' : '1  STOPPED'}\r\n                                (NOT_STOPPABLE, NOT_PAUSABLE)\r\n        WIN32_EXIT_CODE    : 0  (0x0)\r\n`,
    )
    .join('')
}

export function cim(classes: Record<string, object[] | {reason: string; detail: string}>, at = '2026-11-26T02:59:00.0000000Z'): string {
  const entries = Object.entries(classes).map(([name, items]) => [name, Array.isArray(items) ? {ok: true, items} : {ok: false, ...items}])
  return JSON.stringify({schema: 'stp-sec/windows-cim/1', at, elevated: true, classes: Object.fromEntries(entries)})
}

export const classes: Record<string, object[]> = {
  Win32_OperatingSystem: [
    {
      Caption: 'Microsoft Windows 11 Pro',
      Version: '10.0.26200',
      BuildNumber: '26200',
      InstallDate: '/Date(1735689600000)/',
      LastBootUpTime: '/Date(1764115200000)/',
      CSName: 'STP-PC-017',
      ProductType: 1,
      SystemDrive: 'C:',
      TotalVisibleMemorySize: 16_000_000,
      FreePhysicalMemory: 8_000_000,
      DataExecutionPrevention_SupportPolicy: 2,
    },
  ],
  Win32_ComputerSystem: [
    {
      Name: 'STP-PC-017',
      Domain: 'WORKGROUP',
      PartOfDomain: false,
      Manufacturer: 'Dell Inc.',
      Model: 'OptiPlex 7010',
      TotalPhysicalMemory: 17_179_869_184,
    },
  ],
  Win32_ComputerSystemProduct: [
    {IdentifyingNumber: '7XK2P33', Name: 'OptiPlex 7010', UUID: '4C4C4544-0058-4B10-8032-B7C04F503333', Vendor: 'Dell Inc.'},
  ],
  Win32_BIOS: [{SerialNumber: '7XK2P33', SMBIOSBIOSVersion: '1.20.1', ReleaseDate: '/Date(1725148800000)/'}],
  Win32_SystemEnclosure: [{ChassisTypes: [3]}],
  Win32_Processor: [{Name: '13th Gen Intel(R) Core(TM) i5-13500', NumberOfCores: 14, LoadPercentage: 7}],
  Win32_LogicalDisk: [{DeviceID: 'C:', FileSystem: 'NTFS', FreeSpace: 128_849_018_880, Size: 257_698_037_760}],
  Win32_Battery: [],
  Win32_QuickFixEngineering: [
    {HotFixID: 'KB5048652', InstalledOn: '11/12/2026'},
    {HotFixID: 'KB5046617', InstalledOn: '10/14/2026'},
  ],
  Win32_NetworkAdapter: [
    {
      Name: 'Intel(R) Ethernet Connection (17) I219-LM',
      NetConnectionID: 'Ethernet',
      MACAddress: 'D0:46:0C:11:22:33',
      NetConnectionStatus: 2,
      InterfaceIndex: 12,
    },
    {Name: 'WAN Miniport (IP)', MACAddress: '12:34:56:78:9A:BC', InterfaceIndex: 3},
    {Name: 'Microsoft Wi-Fi Direct Virtual Adapter', InterfaceIndex: 4},
  ],
  Win32_NetworkAdapterConfiguration: [
    {InterfaceIndex: 12, IPAddress: ['10.20.1.17', 'fe80::1'], DefaultIPGateway: ['10.20.1.1'], DNSServerSearchOrder: ['10.20.1.2']},
  ],
  MSFT_NetAdapter: [{InterfaceIndex: 12, NdisPhysicalMedium: 14, Virtual: false}],
  MSFT_PhysicalDisk: [{DeviceId: '0', FriendlyName: 'SAMSUNG MZVL2512', MediaType: 4, BusType: 17, Size: 512_110_190_592}],
  Win32_Tpm: [{SpecVersion: '2.0, 0, 1.59', IsEnabled_InitialValue: true}],
  SoftwareLicensingProduct: [
    {Name: 'Windows(R), Professional edition', Description: 'Windows(R) Operating System, OEM_DM channel', LicenseStatus: 1},
  ],
  AntiVirusProduct: [{displayName: 'Windows Defender', productState: 397_568}],
  FirewallProduct: [],
  MSFT_MpComputerStatus: [
    {
      AMProductVersion: '4.18.26100.1',
      AMRunningMode: 'Normal',
      AMServiceEnabled: true,
      AntivirusEnabled: true,
      AntivirusSignatureLastUpdated: '/Date(1764028800000)/',
      BehaviorMonitorEnabled: true,
      DefenderSignaturesOutOfDate: false,
      RealTimeProtectionEnabled: true,
    },
  ],
  MSFT_MpPreference: [{DisableRemovableDriveScanning: false, EnableNetworkProtection: 1}],
  Win32_EncryptableVolume: [{DriveLetter: 'C:', ProtectionStatus: 1, ConversionStatus: 1, EncryptionMethod: 6}],
  FirewallProfile: ['Domain', 'Private', 'Public'].map((Name) => ({Name, Enabled: 1, DefaultInboundAction: 4})),
  LocalAccount: [
    {
      Name: 'Administrator',
      SID: `${user.slice(0, -4)}500`,
      Disabled: true,
      PasswordRequired: true,
      PasswordExpires: false,
      LastLogin: null,
      PasswordLastSet: null,
    },
    {
      Name: 'Guest',
      SID: `${user.slice(0, -4)}501`,
      Disabled: true,
      PasswordRequired: false,
      PasswordExpires: false,
      LastLogin: null,
      PasswordLastSet: null,
    },
    {
      Name: 'vanthu',
      SID: user,
      Disabled: false,
      PasswordRequired: true,
      PasswordExpires: true,
      LastLogin: '2026-11-25T01:12:00.0000000Z',
      PasswordLastSet: '2026-10-01T02:00:00.0000000Z',
    },
  ],
  AdministratorMember: [{Name: 'Administrator', SID: `${user.slice(0, -4)}500`, Class: 'User'}],
  StoreApp: [
    {
      Name: 'Microsoft.WindowsCalculator',
      Version: '11.2405.2.0',
      Publisher: 'CN=Microsoft Corporation, O=Microsoft Corporation, L=Redmond, C=US',
    },
  ],
  BrowserExtension: [{Browser: 'Google Chrome', Id: 'cjpalhdlnbpafiamejdnhcphjbkeiagm', Version: '1.62.0_0'}],
  AutoUpdateResults: [{LastSearchSuccessDate: '2026-11-25T03:00:00Z'}],
  EventLogOldest: [{TimeCreated: '2026-08-01T00:00:00.0000000Z'}],
  MSFT_SmbServerConfiguration: [{EnableSMB1Protocol: false, RequireSecuritySignature: true}],
  Win32_DeviceGuard: [{UsermodeCodeIntegrityPolicyEnforcementStatus: 0}],
}

const uninstall = `${currentVersion}\\Uninstall`
export const programs: Tree = {
  [uninstall]: {},
  [`${uninstall}\\{A1}`]: {
    DisplayName: 'Bộ gõ tiếng Việt UniKey 4.6',
    DisplayVersion: '4.6.230531',
    Publisher: 'Phạm Kim Long',
    InstallDate: '20250102',
  },
  [`${uninstall}\\Google Chrome`]: {DisplayName: 'Google Chrome', DisplayVersion: '142.0.7444.60', Publisher: 'Google LLC'},
  [`${uninstall}\\KB1`]: {DisplayName: 'Update for X', ParentKeyName: 'X', ReleaseType: 'Update'},
  [`${uninstall}\\empty`]: {},
}
const uninstall32 = 'HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall'

/** A well-kept PC of an office: Windows 11 Pro 25H2 in Vietnamese, one user signed in, asked as administrator. */
export function officePc(changes: Machine = {}): Machine {
  const policies: Tree = {'HKLM\\SOFTWARE\\Policies': {}, 'HKLM\\SOFTWARE\\Policies\\Microsoft': {}}
  const nt: Values = {
    ProductName: 'Windows 10 Pro',
    EditionID: 'Professional',
    InstallationType: 'Client',
    CurrentBuildNumber: '26200',
    UBR: 7171,
  }
  return {
    'chcp.txt': 'Trang mã hiện tại: 1258\r\n',
    'ver.txt': '\r\nMicrosoft Windows [Phiên bản 10.0.26200.7171]\r\n',
    ...Object.fromEntries(Object.entries(nt).map(([name, data]) => [`nt-${name}.txt`, queried(windowsNt, {[name]: data})])),
    'machine-guid.txt': queried('HKLM\\SOFTWARE\\Microsoft\\Cryptography', {MachineGuid: '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'}),
    'winlogon-auto.txt': queried(`${windowsNt}\\Winlogon`, {AutoRestartShell: 1}, [], 'Kết thúc tìm kiếm: 1'),
    'profiles.txt': queried(`${windowsNt}\\ProfileList`, {Default: 'x'}, ['S-1-5-18', user]),
    'software.txt': queried('HKLM\\SOFTWARE', {}, ['Microsoft', 'Policies', 'WOW6432Node']),
    'policies.reg': exported(policies),
    'cv.txt': queried(currentVersion, {ProgramFilesDir: 'C:\\Program Files'}, [
      'Policies',
      'Uninstall',
      'WindowsUpdate',
      'Component Based Servicing',
    ]),
    'cv-policies.reg': exported({
      [`${currentVersion}\\Policies`]: {},
      [`${currentVersion}\\Policies\\Explorer`]: {NoDriveTypeAutoRun: 255},
      [`${currentVersion}\\Policies\\System`]: {EnableLUA: 1, ConsentPromptBehaviorAdmin: 5, InactivityTimeoutSecs: 600},
    }),
    'uninstall.reg': exported(programs),
    'uninstall-32.reg': exported({
      [uninstall32]: {},
      [`${uninstall32}\\Google Chrome`]: {DisplayName: 'Google Chrome', DisplayVersion: '142.0.7444.60', Publisher: 'Google LLC'},
    }),
    'wu.txt': queried(`${currentVersion}\\WindowsUpdate`, {x: 1}, ['Auto Update']),
    'wu-auto.reg': exported({[`${currentVersion}\\WindowsUpdate\\Auto Update`]: {}}),
    'cbs.txt': queried(`${currentVersion}\\Component Based Servicing`, {x: 1}, ['Packages']),
    'control.txt': queried(control, {PEFirmwareType: 2, SystemStartOptions: ' NOEXECUTE=OPTIN'}, [
      'ComputerName',
      'Lsa',
      'SecureBoot',
      'Session Manager',
      'Terminal Server',
    ]),
    'secure-boot.txt': queried(`${control}\\SecureBoot\\State`, {UEFISecureBootEnabled: 1}),
    'computer-name.txt': queried(`${control}\\ComputerName\\ComputerName`, {ComputerName: 'STP-PC-017'}),
    'time-zone.txt': queried(`${control}\\TimeZoneInformation`, {TimeZoneKeyName: 'SE Asia Standard Time'}),
    'environment.txt': queried(`${control}\\Session Manager\\Environment`, {PROCESSOR_ARCHITECTURE: 'AMD64'}),
    'memory-management.txt': queried(`${control}\\Session Manager\\Memory Management`, {ClearPageFileAtShutdown: 0}),
    'terminal-server.reg': exported({
      [`${control}\\Terminal Server`]: {fDenyTSConnections: 1},
      [`${control}\\Terminal Server\\WinStations\\RDP-Tcp`]: {UserAuthentication: 1, MaxIdleTime: 0},
    }),
    'enum.txt': queried('HKLM\\SYSTEM\\CurrentControlSet\\Enum', {x: 1}, ['USB', 'USBSTOR']),
    'usbstor.reg': exported({
      'HKLM\\SYSTEM\\CurrentControlSet\\Enum\\USBSTOR': {},
      'HKLM\\SYSTEM\\CurrentControlSet\\Enum\\USBSTOR\\Disk&Ven_Kingston&Prod_DataTraveler_3.0&Rev_PMAP': {},
      'HKLM\\SYSTEM\\CurrentControlSet\\Enum\\USBSTOR\\Disk&Ven_Kingston&Prod_DataTraveler_3.0&Rev_PMAP\\60A44C413E8CF2B0&0': {
        FriendlyName: 'Kingston',
      },
      'HKLM\\SYSTEM\\CurrentControlSet\\Enum\\USBSTOR\\Disk&Ven_Generic&Prod_Flash_Disk&Rev_8.07': {},
      'HKLM\\SYSTEM\\CurrentControlSet\\Enum\\USBSTOR\\Disk&Ven_Generic&Prod_Flash_Disk&Rev_8.07\\6&2cb1a3f&0': {},
    }),
    'services-start.txt': starts(),
    'sc-query.txt': states(),
    'lanman-server.reg': exported({
      [`${services}\\LanmanServer`]: {Start: 2},
      [`${services}\\LanmanServer\\Parameters`]: {RequireSecuritySignature: 1},
      [`${services}\\LanmanServer\\Shares`]: {'Hồ sơ': ['CSCFlags=0', 'Path=D:\\Ho so']},
      [`${services}\\LanmanServer\\Shares\\Security`]: {'Hồ sơ': everyone(0x1301bf)},
    }),
    'lanman-workstation.reg': exported({[`${services}\\LanmanWorkstation\\Parameters`]: {}}),
    'w32time.reg': exported({
      [`${services}\\W32Time`]: {Start: 3},
      [`${services}\\W32Time\\Parameters`]: {Type: 'NTP', NtpServer: 'time.windows.com,0x9 10.20.1.2,0x8'},
    }),
    'tcpip.txt': queried(`${services}\\Tcpip\\Parameters`, {Hostname: 'STP-PC-017'}, ['Interfaces']),
    'eventlog-Security.txt': queried(`${services}\\EventLog\\Security`, {MaxSize: 209_715_200, Retention: 0}),
    'hku.txt': queried('HKU', {}, ['.DEFAULT', 'S-1-5-18', user, `${user}_Classes`]),
    [`user-${user}-screen.txt`]: queried(`${hive}\\Control Panel\\Desktop`, {
      ScreenSaveActive: '1',
      ScreenSaverIsSecure: '1',
      ScreenSaveTimeOut: '600',
      'SCRNSAVE.EXE': 'C:\\Windows\\system32\\scrnsave.scr',
    }),
    [`user-${user}-cv.txt`]: queried(`${hive}\\Software\\Microsoft\\Windows\\CurrentVersion`, {x: 1}, [
      'Explorer',
      'Policies',
      'Uninstall',
    ]),
    [`user-${user}-software.txt`]: queried(`${hive}\\Software`, {}, ['Microsoft', 'Policies']),
    [`user-${user}-policies.reg`]: exported({[`${hive}\\Software\\Policies`]: {}}),
    [`user-${user}-cv-policies.reg`]: exported({[`${hive}\\Software\\Microsoft\\Windows\\CurrentVersion\\Policies`]: {}}),
    [`user-${user}-uninstall.reg`]: exported({
      [`${hive}\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall`]: {},
      [`${hive}\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Zalo`]: {
        DisplayName: 'Zalo 24.10.1',
        DisplayVersion: '24.10.1',
        Publisher: 'VNG Corp.',
      },
    }),
    'netstat.txt':
      '\r\nActive Connections\r\n\r\n  Proto  Local Address          Foreign Address        State           PID\r\n  TCP    0.0.0.0:445            0.0.0.0:0              LISTENING       4\r\n  TCP    127.0.0.1:5939         0.0.0.0:0              LISTENING       4100\r\n  TCP    10.20.1.17:49800       20.1.2.3:443           ESTABLISHED     5000\r\n  UDP    [::]:5353              *:*                                    2000\r\n',
    'tasklist.txt':
      '"System","4","Services","0","4.200 K"\r\n"TeamViewer_Service.exe","4100","Services","0","20,000 K"\r\n"svchost.exe","2000","Services","0","9.000 K"\r\n',
    'w32tm.txt':
      'Leap Indicator: 0(no warning)\r\nStratum: 3 (secondary reference - syncd by (S)NTP)\r\nPrecision: -23 (119.209ns per tick)\r\nRoot Delay: 0.0312s\r\nRoot Dispersion: 7.77s\r\nReferenceId: 0x0A140102 (source IP: 10.20.1.2)\r\nLast Successful Sync Time: 26/11/2026 9:00:00\r\n',
    'secedit.inf':
      '\uFEFF[Unicode]\r\nUnicode=yes\r\n[System Access]\r\nMinimumPasswordAge = 1\r\nMaximumPasswordAge = 90\r\nMinimumPasswordLength = 10\r\nPasswordComplexity = 1\r\nPasswordHistorySize = 5\r\nLockoutBadCount = 5\r\nLockoutDuration = 30\r\nAllowAdministratorLockout = 1\r\n',
    'auditpol.csv': [
      'Machine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,Exclusion Setting,Setting Value',
      'PC,System,Đăng nhập,{0CCE9215-69AE-11D9-BED3-505054503030},Thành công và Thất bại,,3',
      'PC,System,Đăng xuất,{0CCE9216-69AE-11D9-BED3-505054503030},Thành công,,1',
      'PC,System,Quản lý tài khoản,{0CCE9235-69AE-11D9-BED3-505054503030},Thành công,,1',
      'PC,System,Quản lý nhóm,{0CCE9237-69AE-11D9-BED3-505054503030},Thành công,,1',
      'PC,System,Tạo tiến trình,{0CCE922B-69AE-11D9-BED3-505054503030},Không ghi,,0',
      '',
    ].join('\r\n'),
    'cim.json': cim(classes),
    ...changes,
  }
}
