import type {Fact} from '../../src/model/fact.ts'
import type {EndpointFactName, EndpointFactValue} from '../../src/model/facts/index.ts'
import {type EndpointFactSet, type Snapshot, snapshot as schema} from '../../src/model/snapshot.ts'

const at = '2026-12-10T02:00:00.000Z'

type Values = {[N in EndpointFactName]?: EndpointFactValue<N>}

function machine(
  id: string,
  name: string,
  values: Values,
  missing: Partial<Record<EndpointFactName, Extract<Fact, {ok: false}>['reason']>>,
): Snapshot {
  const seen = Object.entries(values).map(([fact, value]) => [fact, {ok: true, value, source: `bản ghi thử: ${fact}`, at}])
  const unseen = Object.entries(missing).map(([fact, reason]) => [
    fact,
    {ok: false, reason, detail: `${fact} could not be read`, source: 'stp-sec', at},
  ])
  const facts = Object.fromEntries([...seen, ...unseen]) as EndpointFactSet
  return schema.parse({
    schema: 'stp-sec/snapshot/1',
    target: {kind: 'endpoint', id, name},
    collectedAt: at,
    tool: {name: 'stp-sec', version: '0.1.0'},
    facts,
  }) as Snapshot
}

/** A well-kept Windows 11 PC of the office. */
export const goodPc = machine(
  'pc-00000000000a',
  'STP-VT-01',
  {
    os: {
      family: 'windows',
      name: 'Windows 11 Pro 25H2',
      product: 'windows',
      version: '10.0.26200',
      cycle: '11-25h2-w',
      edition: 'Professional',
      build: 26200,
      ubr: 9457,
      esu: false,
      arch: 'x64',
      hostname: 'STP-VT-01',
    },
    hardware: {
      manufacturer: 'Dell Inc.',
      model: 'OptiPlex 7010',
      serial: 'ABC1234',
      chassis: 'desktop',
      cpu: {model: 'Intel Core i5-13500', cores: 14},
      memoryMb: 16384,
      memoryFreePercent: 55,
      volumes: [{mount: 'C:', fs: 'NTFS', sizeGb: 476, freeGb: 300, freePercent: 63}],
      tpm: {present: true, version: '2.0'},
    },
    software: {
      items: [
        {name: 'UniKey', version: '4.6', source: 'registry'},
        {name: 'Microsoft Edge', version: '145.0.3800.70', source: 'registry'},
      ],
      managers: ['registry'],
      unversioned: [],
      nameless: 0,
    },
    updates: {
      manager: 'windows-update',
      lastCheckedAt: at,
      lastInstalledAt: '2026-12-09T02:00:00Z',
      pending: 0,
      pendingSecurity: 0,
      automatic: true,
      centralServer: false,
      rebootRequired: false,
    },
    antivirus: {
      products: [
        {
          name: 'Microsoft Defender',
          running: true,
          realTime: true,
          signaturesAt: '2026-12-10T00:00:00Z',
          autoUpdate: true,
          behaviour: true,
          edr: false,
          managed: false,
          scansRemovable: true,
        },
      ],
    },
    firewall: {
      product: 'windows-defender-firewall',
      enabled: true,
      defaultInbound: 'deny',
      profiles: [
        {name: 'domain', enabled: true},
        {name: 'private', enabled: true},
        {name: 'public', enabled: true},
      ],
    },
    encryption: {volumes: [{mount: 'C:', encrypted: true, method: 'bitlocker-xts-aes-128', system: true}], systemEncrypted: true},
    accounts: {
      users: [
        {
          name: 'nvan',
          id: 'S-1-5-21-1-1-1-1001',
          enabled: true,
          admin: false,
          builtIn: false,
          lastLogonAt: at,
          passwordChangedAt: '2026-11-20T00:00:00Z',
        },
        {
          name: 'qtri',
          id: 'S-1-5-21-1-1-1-1002',
          enabled: true,
          admin: true,
          builtIn: false,
          lastLogonAt: at,
          passwordChangedAt: '2026-11-20T00:00:00Z',
        },
      ],
      total: 6,
      admins: ['qtri'],
      defaultAdminEnabled: false,
      guestEnabled: false,
      emptyPasswords: [],
      duplicateIds: [],
      autoLogon: false,
      directory: 'none',
      laps: false,
    },
    passwordPolicy: {minLength: 14, classes: 4, maxAgeDays: 90, history: 10, lockoutThreshold: 5, lockoutMinutes: 0},
    lock: {graphical: true, enabled: true, timeoutMinutes: 10, enforced: true},
    services: {manager: 'scm', items: [{name: 'W32Time', running: true, startsAtBoot: true}]},
    ports: {listening: [{protocol: 'tcp', address: '0.0.0.0', port: 135, loopback: false}]},
    network: {
      interfaces: [{name: 'Ethernet', kind: 'ethernet', up: true, mac: '02:00:00:00:00:0a', addresses: ['10.0.1.21'], gateway: true}],
      dnsServers: ['10.0.1.1'],
      dualHomed: false,
      forwarding: false,
      hostedNetwork: false,
      wifi: {connected: false},
      vpnClients: [],
    },
    shares: {items: []},
    removableMedia: {autorunDisabled: true, storageAllowed: true},
    remoteAccess: {ssh: {installed: false}, rdp: {enabled: false}, tools: []},
    timeSync: {service: 'w32time', enabled: true, synchronised: true, servers: ['10.0.1.1']},
    logging: {
      service: 'eventlog',
      running: true,
      persistent: true,
      retentionDays: 60,
      audit: {enabled: true, logon: true, accountManagement: true, processCreation: false},
    },
    browsers: {items: [{name: 'Microsoft Edge', product: 'edge', version: '400.0', autoUpdate: true, extensionControl: false}]},
    mailClients: {items: []},
    syncClients: {items: []},
    smb: {serverRunning: true, smb1: false, signingRequired: true, guestAllowed: false},
    boot: {mode: 'uefi', secureBoot: true, exploitProtection: {dep: true, aslr: true, cfg: true}, appControl: false, elevationPrompt: true},
    backup: {tools: []},
  },
  {},
)

/** An old PC with faults, and parts that could not be read. */
export const poorPc = machine(
  'pc-00000000000b',
  'STP-HT-07',
  {
    os: {
      family: 'windows',
      name: 'Windows 10 Pro 22H2',
      product: 'windows',
      version: '10.0.19045',
      cycle: '10-22h2-w',
      edition: 'Professional',
      build: 19045,
      ubr: 6456,
      esu: false,
      arch: 'x64',
      hostname: 'STP-HT-07',
    },
    software: {items: [{name: 'UltraViewer', version: '6.6.55', source: 'registry'}], managers: ['registry'], unversioned: [], nameless: 1},
    antivirus: {products: []},
    firewall: {
      product: 'windows-defender-firewall',
      enabled: false,
      profiles: [
        {name: 'domain', enabled: true},
        {name: 'private', enabled: true},
        {name: 'public', enabled: false},
      ],
    },
    lock: {graphical: true, enabled: true, timeoutMinutes: 30},
    remoteAccess: {
      ssh: {installed: false},
      rdp: {enabled: true, nla: false},
      tools: [{name: 'UltraViewer', version: '6.6.55', running: true}],
    },
    smb: {serverRunning: true, smb1: true, signingRequired: false},
    browsers: {items: [{name: 'Google Chrome', product: 'chrome', version: '109.0.5414.120', autoUpdate: false}]},
    accounts: {
      users: [{name: 'phong', id: 'S-1-5-21-2-2-2-1001', enabled: true, admin: true, builtIn: false, lastLogonAt: at}],
      total: 4,
      admins: ['phong'],
      duplicateIds: [],
      directory: 'none',
      autoLogon: true,
    },
  },
  {passwordPolicy: 'no-rights', encryption: 'no-rights', logging: 'timeout', hardware: 'error', updates: 'not-supported'},
)
