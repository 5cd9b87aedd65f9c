import type {EndpointFactName} from '../../model/facts/index.ts'
import type {Built, WindowsLook} from '../look.ts'
import {buildAccounts} from './accounts.ts'
import {buildAntivirus} from './antivirus.ts'
import {buildBackup} from './backup.ts'
import {buildBoot} from './boot.ts'
import {buildBrowsers} from './browsers.ts'
import {buildEncryption} from './encryption.ts'
import {buildFirewall} from './firewall.ts'
import {buildHardware} from './hardware.ts'
import {buildLock} from './lock.ts'
import {buildLogging} from './logging.ts'
import {buildMailClients} from './mail-clients.ts'
import {buildNetwork} from './network.ts'
import {buildOs} from './os.ts'
import {buildPasswordPolicy} from './password-policy.ts'
import {buildPorts} from './ports.ts'
import {buildRemoteAccess} from './remote-access.ts'
import {buildRemovableMedia} from './removable-media.ts'
import {buildServices} from './services.ts'
import {buildShares} from './shares.ts'
import {buildSmb} from './smb.ts'
import {buildSoftware} from './software.ts'
import {buildSyncClients} from './sync-clients.ts'
import {buildTimeSync} from './time-sync.ts'
import {buildUpdates} from './updates.ts'

/** How each fact is made of what the programs of Windows printed. */
export const windowsFacts: {[N in EndpointFactName]: (look: WindowsLook) => Built<N>} = {
  os: buildOs,
  hardware: buildHardware,
  software: buildSoftware,
  updates: buildUpdates,
  antivirus: buildAntivirus,
  firewall: buildFirewall,
  encryption: buildEncryption,
  accounts: buildAccounts,
  passwordPolicy: buildPasswordPolicy,
  lock: buildLock,
  services: buildServices,
  ports: buildPorts,
  network: buildNetwork,
  shares: buildShares,
  removableMedia: buildRemovableMedia,
  remoteAccess: buildRemoteAccess,
  timeSync: buildTimeSync,
  logging: buildLogging,
  browsers: buildBrowsers,
  mailClients: buildMailClients,
  syncClients: buildSyncClients,
  smb: buildSmb,
  boot: buildBoot,
  backup: buildBackup,
}
