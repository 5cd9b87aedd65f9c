import type {EndpointFactName} from '../../model/facts/index.ts'
import type {Collector} from '../collector.ts'
import {accountsCollector} from './accounts.ts'
import {antivirusCollector} from './antivirus.ts'
import {backupCollector} from './backup.ts'
import {bootCollector} from './boot.ts'
import {browsersCollector} from './browsers.ts'
import {encryptionCollector} from './encryption.ts'
import {firewallCollector} from './firewall.ts'
import {hardwareCollector} from './hardware.ts'
import {lockCollector} from './lock.ts'
import {loggingCollector} from './logging.ts'
import {mailClientsCollector} from './mail-clients.ts'
import {networkCollector} from './network.ts'
import {osCollector} from './os.ts'
import {passwordPolicyCollector} from './password-policy.ts'
import {portsCollector} from './ports.ts'
import {remoteAccessCollector} from './remote-access.ts'
import {removableMediaCollector} from './removable-media.ts'
import {servicesCollector} from './services.ts'
import {sharesCollector} from './shares.ts'
import {smbCollector} from './smb.ts'
import {softwareCollector} from './software.ts'
import {syncClientsCollector} from './sync-clients.ts'
import {timeSyncCollector} from './time-sync.ts'
import {updatesCollector} from './updates.ts'

/** The collector of each fact; a fact without one would not compile. */
export const endpointCollectors = {
  os: osCollector,
  hardware: hardwareCollector,
  software: softwareCollector,
  updates: updatesCollector,
  antivirus: antivirusCollector,
  firewall: firewallCollector,
  encryption: encryptionCollector,
  accounts: accountsCollector,
  passwordPolicy: passwordPolicyCollector,
  lock: lockCollector,
  services: servicesCollector,
  ports: portsCollector,
  network: networkCollector,
  shares: sharesCollector,
  removableMedia: removableMediaCollector,
  remoteAccess: remoteAccessCollector,
  timeSync: timeSyncCollector,
  logging: loggingCollector,
  browsers: browsersCollector,
  mailClients: mailClientsCollector,
  syncClients: syncClientsCollector,
  smb: smbCollector,
  boot: bootCollector,
  backup: backupCollector,
} as const satisfies {[N in EndpointFactName]: Collector<N>}
