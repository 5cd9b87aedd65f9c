import {describe, expect, it} from 'vitest'
import {decodeOutput} from '../../src/windows/decode.ts'
import {parseAuditpol} from '../../src/windows/parse/auditpol.ts'
import {parseIpconfig} from '../../src/windows/parse/ipconfig.ts'
import {parseNetAccounts} from '../../src/windows/parse/net-accounts.ts'
import {parseNetstat} from '../../src/windows/parse/netstat.ts'
import {parseScQuery} from '../../src/windows/parse/sc-query.ts'
import {parseSecedit} from '../../src/windows/parse/secedit.ts'
import {readAllowed} from '../../src/windows/parse/security-descriptor.ts'
import {parseTasklist} from '../../src/windows/parse/tasklist.ts'
import {parseVer} from '../../src/windows/parse/ver.ts'
import {parseW32tm} from '../../src/windows/parse/w32tm.ts'
import {parseWmic} from '../../src/windows/parse/wmic.ts'
import {utf16} from './machine.ts'
import {everyone} from './office-pc.ts'

describe('text of consoles', () => {
  const vietnamese = 'Tên máy: Văn thư'
  it.each([
    ['UTF-16 with mark', utf16(vietnamese), undefined, vietnamese],
    ['UTF-16 without mark', utf16('PC-01 Văn thư'.repeat(3), false), undefined, 'PC-01 Văn thư'.repeat(3)],
    ['UTF-16 cut in the middle of a letter', utf16(vietnamese).subarray(0, -1), undefined, 'Tên máy: Văn th'],
    ['UTF-8 with mark', Buffer.from(`\uFEFF${vietnamese}`), undefined, vietnamese],
    ['UTF-8 decomposed', Buffer.from('Văn thư'.normalize('NFD')), undefined, 'Văn thư'],
    ['windows-1258', Buffer.from([0x56, 0xe3, 0x6e, 0x20, 0x74, 0x68, 0xfd]), 1258, 'Văn thư'],
    ['GBK', Buffer.from([0xd6, 0xd0, 0xb9, 0xfa]), 936, '中国'],
    ['unknown code page, told by ASCII', Buffer.from([0x41, 0x82, 0x42]), 437, 'A\u201aB'],
    [
      'a line of ASCII glued before UTF-16',
      Buffer.concat([Buffer.from('header line\r\n'), utf16('HotFixID\r\nKB5048652\r\n')]),
      undefined,
      'header line\r\nHotFixID\r\nKB5048652\r\n',
    ],
    [
      'the same without mark',
      Buffer.concat([Buffer.from('header\r\n'), utf16('HotFixID\r\n', false)]),
      undefined,
      'header\r\nHotFixID\r\n',
    ],
  ])('%s', (_, bytes, codePage, text) => expect(decodeOutput(bytes, codePage)).toBe(text))
})

describe('net accounts, by the order of its lines', () => {
  const german = `
Benutzer wird nach Ablauf der Anmeldezeit zwangsweise abgemeldet?: Nie
Minimales Kennwortalter (in Tagen):                                 1
Maximales Kennwortalter (in Tagen):                                 42
Minimale Kennwortlänge:                                             8
Länge des Kennwortverlaufs:                                         Keine
Sperrschwelle:                                                      Nie
Sperrdauer (Minuten):                                               30
Sperrüberwachungsfenster (Minuten):                                 30
Computerrolle:                                                      ARBEITSSTATION
Der Befehl wurde erfolgreich ausgeführt.
`
  const vietnamese = `
Buộc đăng xuất bao lâu sau khi hết hạn?:              Không bao giờ
Tuổi mật khẩu tối thiểu (ngày):                       0
Tuổi mật khẩu tối đa (ngày):                          Không giới hạn
Độ dài mật khẩu tối thiểu:                            12
Độ dài lịch sử mật khẩu được duy trì:                 5
Ngưỡng khóa:                                          5
Thời gian khóa (phút):                                15
Cửa sổ theo dõi khóa (phút):                          15
Vai trò máy tính:                                     MÁY TRẠM
`
  it.each([
    ['German', german, {minAgeDays: 1, maxAgeDays: 42, minLength: 8, history: 0, lockoutThreshold: 0, lockoutMinutes: 30}],
    ['Vietnamese', vietnamese, {minAgeDays: 0, maxAgeDays: 0, minLength: 12, history: 5, lockoutThreshold: 5, lockoutMinutes: 15}],
    ['lines missing', german.split('\n').slice(0, 6).join('\n'), undefined],
    ['nothing', '', undefined],
    ['an error', 'System error 5 has occurred.\nAccess is denied.', undefined],
  ])('%s', (_, text, value) => expect(parseNetAccounts(text)).toEqual(value))
})

describe('sc query, by order and number', () => {
  const english =
    '\r\nSERVICE_NAME: Spooler\r\nDISPLAY_NAME: Print Spooler\r\n        TYPE               : 110  WIN32_OWN_PROCESS (interactive)\r\n        STATE              : 4  RUNNING\r\n                                (STOPPABLE)\r\n        WIN32_EXIT_CODE    : 0  (0x0)\r\n'
  const spanish =
    '\r\nNOMBRE_SERVICIO: TermService\r\nNOMBRE_MOSTRAR: Servicios de Escritorio remoto\r\n        TIPO               : 30  WIN32\r\n        ESTADO             : 1  STOPPED\r\n        CÓD_SALIDA_WIN32   : 1077  (0x435)\r\n'
  it.each([
    ['English', english, [{name: 'Spooler', running: true}]],
    ['Spanish', spanish, [{name: 'TermService', running: false}]],
    [
      'both',
      english + spanish,
      [
        {name: 'Spooler', running: true},
        {name: 'TermService', running: false},
      ],
    ],
    ['an error', '[SC] EnumQueryServicesStatus:OpenService FAILED 5:\r\nAccess is denied.\r\n', undefined],
    ['cut', english.slice(0, 60), undefined],
  ])('%s', (_, text, value) => expect(parseScQuery(text)).toEqual(value))
})

describe('ipconfig /all, by the look of values', () => {
  const german = `
Windows-IP-Konfiguration

   Hostname  . . . . . . . . . . . . : PC-07
   IP-Routing aktiviert  . . . . . . : Nein

Ethernet-Adapter Ethernet:

   Beschreibung. . . . . . . . . . . : Realtek PCIe GbE Family Controller
   Physische Adresse . . . . . . . . : 00-E0-4C-68-01-02
   DHCP aktiviert. . . . . . . . . . : Ja
   Verbindungslokale IPv6-Adresse  . : fe80::8900:6f73:9629:d8f3%11(Bevorzugt)
   IPv4-Adresse  . . . . . . . . . . : 192.168.10.7(Bevorzugt)
   Subnetzmaske  . . . . . . . . . . : 255.255.255.0
   Standardgateway . . . . . . . . . : 192.168.10.1
   DHCP-Server . . . . . . . . . . . : 192.168.10.1
   DNS-Server  . . . . . . . . . . . : 8.8.8.8

Drahtlos-LAN-Adapter WLAN:

   Medienstatus. . . . . . . . . . . : Medium getrennt
   Beschreibung. . . . . . . . . . . : Intel(R) Wireless-AC 9560
   Physische Adresse . . . . . . . . : 3C-F0-11-22-33-44
`
  const noGateway = `
Cấu hình IP Windows

Bộ điều hợp Ethernet Ethernet 2:

   Mô tả. . . . . . . . . . . . . . . : Intel(R) I219-LM
   Địa chỉ Vật lý. . . . . . . . . . . : D0-46-0C-11-22-33
   Địa chỉ IPv4. . . . . . . . . . . . : 10.1.1.5(Ưu tiên)
   Mặt nạ mạng con . . . . . . . . . . : 255.255.0.0
   Cổng kết nối Mặc định . . . . . . . :
   Máy chủ DNS . . . . . . . . . . . . : 203.113.131.1
                                         203.113.131.2
`
  it('German: a wired and a wireless card', () =>
    expect(parseIpconfig(german)).toEqual([
      {
        title: 'Ethernet-Adapter Ethernet',
        description: 'Realtek PCIe GbE Family Controller',
        mac: '00:e0:4c:68:01:02',
        addresses: ['fe80::8900:6f73:9629:d8f3', '192.168.10.7'],
        gateway: true,
      },
      {
        title: 'Drahtlos-LAN-Adapter WLAN',
        description: 'Intel(R) Wireless-AC 9560',
        mac: '3c:f0:11:22:33:44',
        addresses: [],
        gateway: false,
      },
    ]))
  it('Vietnamese: a name server of another network is no gateway', () =>
    expect(parseIpconfig(noGateway)).toEqual([
      {
        title: 'Bộ điều hợp Ethernet Ethernet 2',
        description: 'Intel(R) I219-LM',
        mac: 'd0:46:0c:11:22:33',
        addresses: ['10.1.1.5'],
        gateway: false,
      },
    ]))
  it('nothing of it', () => expect(parseIpconfig('Windows IP Configuration\r\n\r\n')).toBeUndefined())
})

describe('netstat -ano', () => {
  it('waiting sockets, in French', () =>
    expect(
      parseNetstat(
        '  Proto  Adresse locale         Adresse distante       État\r\n  TCP    0.0.0.0:3389           0.0.0.0:0              LISTENING       1100\r\n  TCP    [::]:445               [::]:0                 EN ÉCOUTE       4\r\n  TCP    10.0.0.5:50000         20.1.1.1:443           ESTABLISHED     9\r\n  UDP    0.0.0.0:123            *:*                                    700\r\n',
      ),
    ).toEqual([
      {protocol: 'tcp', address: '0.0.0.0', port: 3389, pid: 1100},
      {protocol: 'tcp', address: '::', port: 445, pid: 4},
      {protocol: 'udp', address: '0.0.0.0', port: 123, pid: 700},
    ]))
  it('an answer without sockets is none', () => expect(parseNetstat('Active Connections\r\n')).toBeUndefined())
})

describe('small ones', () => {
  it.each([
    ['Microsoft Windows [Version 10.0.19045.3803]', {version: '10.0.19045', build: 19045, ubr: 3803}],
    ['Microsoft Windows [Phiên bản 10.0.26100.2454]', {version: '10.0.26100', build: 26100, ubr: 2454}],
    ['Microsoft Windows [Version 6.1.7601]', {version: '6.1.7601', build: 7601}],
    ['Microsoft Windows [版本 10.0.22631.4460]', {version: '10.0.22631', build: 22631, ubr: 4460}],
    ['', undefined],
  ])('ver: %s', (text, value) => expect(parseVer(text)).toEqual(value))

  it('tasklist in any language', () =>
    expect(parseTasklist('"System Idle Process","0","Services","0","8 K"\r\n"AnyDesk.exe","5120","Console","1","30.004 K"\r\n')).toEqual(
      new Map([
        [0, 'System Idle Process'],
        [5120, 'AnyDesk.exe'],
      ]),
    ))

  it.each([
    [
      'in step',
      'Sprungindikator: 0(keine Warnung)\r\nStratum: 4 (Sekundärreferenz)\r\nPräzision: -23\r\nStammverzögerung: 0.1s\r\nStammabweichung: 7s\r\nReferenz-ID: 0x0A000001 (IP: 10.0.0.1)\r\n',
      {synchronised: true},
    ],
    [
      'by its own clock',
      'Leap Indicator: 0(no warning)\r\nStratum: 1 (primary)\r\nPrecision: -23\r\nRoot Delay: 0s\r\nRoot Dispersion: 10s\r\nReferenceId: 0x4C4F434C (source name:  "LOCL")\r\n',
      {synchronised: false},
    ],
    [
      'not synchronised',
      'Leap Indicator: 3(not synchronized)\r\nStratum: 0 (unspecified)\r\nPrecision: -23\r\nRoot Delay: 0s\r\nRoot Dispersion: 0s\r\nReferenceId: 0x00000000 (unspecified)\r\n',
      {synchronised: false},
    ],
    ['not running', 'The following error occurred: The service has not been started. (0x80070426)\r\n', undefined],
  ])('w32tm: %s', (_, text, value) => expect(parseW32tm(text)).toEqual(value))

  it('auditpol /backup in Vietnamese, by GUID and number', () => {
    const settings = parseAuditpol(
      'Tên,Đích,Danh mục,GUID,Cài đặt,Loại trừ,Số\r\nPC,System,Đăng nhập,{0CCE9215-69AE-11D9-BED3-505054503030},Thành công và Thất bại,,3\r\n',
    )
    expect(settings?.get('0cce9215-69ae-11d9-bed3-505054503030')).toEqual({success: true, failure: true})
  })
  it('auditpol /r in another language: the setting is not guessed from its word', () => {
    const text = 'PC,System,Đăng nhập,{0CCE9215-69AE-11D9-BED3-505054503030},Thành công,\r\n'
    expect(parseAuditpol(text)).toEqual(new Map())
    expect(parseAuditpol('Lỗi 0x00000522')).toBeUndefined()
  })

  it('secedit without its section is none', () => {
    expect(parseSecedit('[Unicode]\r\nUnicode=yes\r\n')).toBeUndefined()
    expect(parseSecedit('\uFEFF[System Access]\r\nMinimumPasswordLength = 8\r\n')?.get('System Access')?.get('MinimumPasswordLength')).toBe(
      '8',
    )
  })

  it('wmic: columns by the width of the heading', () =>
    expect(
      parseWmic('HotFixID   InstalledOn  \r\r\nKB5048652  11/12/2026   \r\r\nKB4562830               \r\r\n\r\r\n', [
        'HotFixID',
        'InstalledOn',
      ]),
    ).toEqual([{HotFixID: 'KB5048652', InstalledOn: '11/12/2026'}, {HotFixID: 'KB4562830'}]))
  it.each(['No Instance(s) Available.\r\n', 'Node - PC\r\nERROR:\r\nDescription = Invalid query\r\n', ''])('wmic: %j is no table', (text) =>
    expect(parseWmic(text, ['HotFixID'])).toBeUndefined(),
  )

  it('access lists', () => {
    expect(readAllowed(everyone(0x1200a9))).toEqual([{sid: 'S-1-1-0', mask: 0x1200a9}])
    expect(readAllowed(Uint8Array.from([1, 0, 0, 0x80, ...new Array(16).fill(0)]))).toBe('everyone-all')
    for (let cut = 0; cut < 44; cut++) expect([undefined, 'everyone-all']).toContain(readAllowed(everyone(1).subarray(0, cut)))
  })
})
