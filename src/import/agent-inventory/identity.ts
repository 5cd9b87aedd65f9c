import {present} from '../../lib/present.ts'
import type {Network} from '../../model/facts/network.ts'
import type {Identity} from '../../model/identity.ts'
import {serialOf} from './hardware.ts'
import {first, type Look} from './look.ts'
import {hostnameOf} from './os.ts'

const max = {macs: 64, addresses: 256, text: 255}

/** What the file says of which machine it is, as it says it. */
export function identityOf(look: Look, network: Network | undefined): Identity {
  const hardware = first(look.inventory, 'hardware')
  const os = first(look.inventory, 'operatingsystem')
  const interfaces = network?.interfaces ?? []
  const short = (text: string | undefined) => text?.slice(0, max.text)
  const macs = interfaces.flatMap(({kind, mac}) =>
    mac !== undefined && (kind === 'ethernet' || kind === 'wifi') ? [mac.slice(0, 50)] : [],
  )
  const addresses = interfaces.filter(({kind}) => kind !== 'loopback').flatMap((adapter) => adapter.addresses)
  return {
    ...present({
      uuid: short(hardware['uuid']),
      serial: short(serialOf(look)),
      // An agent keeps its id as long as it is installed.
      machineId: short(look.inventory.deviceId),
      assetTag: short(first(look.inventory, 'bios')['assettag']),
      hostname: short(hostnameOf(look)),
      domain: short(os['dns_domain'] ?? hardware['workgroup']),
    }),
    macs: [...new Set(macs)].slice(0, max.macs),
    addresses: [...new Set(addresses)].map((address) => address.slice(0, max.text)).slice(0, max.addresses),
  }
}
