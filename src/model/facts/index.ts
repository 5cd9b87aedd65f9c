import type {z} from 'zod'
import {accounts} from './accounts.ts'
import {antivirus} from './antivirus.ts'
import {backup} from './backup.ts'
import {boot} from './boot.ts'
import {browsers} from './browsers.ts'
import {encryption} from './encryption.ts'
import {firewall} from './firewall.ts'
import {hardware} from './hardware.ts'
import {lock} from './lock.ts'
import {logging} from './logging.ts'
import {mailClients} from './mail-clients.ts'
import {network} from './network.ts'
import {os} from './os.ts'
import {passwordPolicy} from './password-policy.ts'
import {ports} from './ports.ts'
import {remoteAccess} from './remote-access.ts'
import {removableMedia} from './removable-media.ts'
import {services} from './services.ts'
import {shares} from './shares.ts'
import {smb} from './smb.ts'
import {software} from './software.ts'
import {syncClients} from './sync-clients.ts'
import {timeSync} from './time-sync.ts'
import {updates} from './updates.ts'

/** Every fact of an endpoint with the schema of its value: the list that collectors, checks and JSON Schema share. */
export const endpointFacts = {
  os,
  hardware,
  software,
  updates,
  antivirus,
  firewall,
  encryption,
  accounts,
  passwordPolicy,
  lock,
  services,
  ports,
  network,
  shares,
  removableMedia,
  remoteAccess,
  timeSync,
  logging,
  browsers,
  mailClients,
  syncClients,
  smb,
  boot,
  backup,
} as const

export type EndpointFactName = keyof typeof endpointFacts
export type EndpointFactValue<N extends EndpointFactName> = z.infer<(typeof endpointFacts)[N]>
export const endpointFactNames = Object.keys(endpointFacts) as EndpointFactName[]
