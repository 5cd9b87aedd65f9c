import {present} from '../../lib/present.ts'
import type {EndpointFactSet} from '../../model/snapshot.ts'
import type {ImportedEndpoint} from '../importer.ts'
import {mapAccounts} from './accounts.ts'
import {mapAntivirus} from './antivirus.ts'
import {mapEncryption} from './encryption.ts'
import {mapFirewall} from './firewall.ts'
import {mapHardware} from './hardware.ts'
import {identityOf} from './identity.ts'
import type {Look} from './look.ts'
import {mapNetwork} from './network.ts'
import {hostnameOf, mapOs} from './os.ts'
import {mapSoftware} from './software.ts'
import {mapUpdates} from './updates.ts'

/** The facts of one machine: of each only what the file proves. Undefined when it says nothing of a machine. */
export function mapEndpoint(look: Look): ImportedEndpoint | undefined {
  const network = mapNetwork(look)
  const facts: EndpointFactSet = present({
    os: mapOs(look),
    hardware: mapHardware(look),
    software: mapSoftware(look),
    updates: mapUpdates(look),
    antivirus: mapAntivirus(look),
    firewall: mapFirewall(look),
    encryption: mapEncryption(look),
    accounts: mapAccounts(look),
    network,
  })
  const name = hostnameOf(look) ?? look.inventory.deviceId
  if (name === undefined || Object.keys(facts).length === 0) return undefined
  return {kind: 'endpoint', name: name.slice(0, 255), identity: identityOf(look, network?.value), observedAt: look.observedAt, facts}
}
