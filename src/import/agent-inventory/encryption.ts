import {present} from '../../lib/present.ts'
import type {SeenFact} from '../../model/fact.ts'
import type {Encryption} from '../../model/facts/encryption.ts'
import {mountOf} from './hardware.ts'
import {type Gaps, type Look, readFlag, seen, untold} from './look.ts'

/** Volumes whose encryption the agent could ask for. Where it names some only, the rest is unknown, not open. */
export function mapEncryption(look: Look): SeenFact<Encryption> | undefined {
  const drives = look.inventory.sections.drives
  if (!drives?.some((drive) => drive['encrypt_status'] !== undefined)) return undefined
  let unknown = 0
  const volumes = drives.flatMap((drive): Encryption['volumes'] => {
    const mount = mountOf(drive)
    const encrypted = readFlag(drive['encrypt_status'])
    if (mount === undefined || encrypted === undefined) {
      unknown++
      return []
    }
    const method = [drive['encrypt_name'], drive['encrypt_algo']].filter((word) => word !== undefined && word !== 'None')
    const system = mount === '/' ? true : readFlag(drive['systemdrive'])
    return [{mount, encrypted, ...present({system, method: encrypted && method.length > 0 ? method.join(' ').toLowerCase() : undefined})}]
  })
  if (volumes.length === 0) return undefined
  const systemVolume = volumes.find(({system}) => system)
  const gaps: Gaps = {swapEncrypted: untold, passwordHash: untold}
  if (unknown > 0)
    gaps['volumes'] = {
      reason: 'not-collected',
      detail: `${unknown} ổ đĩa không ghi có mã hóa hay không (the file does not tell of ${unknown} volumes)`,
    }
  if (!systemVolume)
    gaps['systemEncrypted'] = {
      reason: 'not-collected',
      detail: 'không rõ ổ hệ thống có mã hóa hay không (the file does not tell of the system volume)',
    }
  return seen(look, ['drives'], {volumes, ...present({systemEncrypted: systemVolume?.encrypted})}, gaps, ['volumes'])
}
