import {present} from '../../lib/present.ts'
import type {Encryption} from '../../model/facts/encryption.ts'
import {cimNumber, cimText} from '../cim.ts'
import {type Built, firstRow, type WindowsLook} from '../look.ts'
import {type Gaps, unseen} from '../output.ts'

/** Win32_EncryptableVolume: methods of GetEncryptionMethod. */
const methods: Record<number, string> = {
  1: 'bitlocker-aes-128-diffuser',
  2: 'bitlocker-aes-256-diffuser',
  3: 'bitlocker-aes-128',
  4: 'bitlocker-aes-256',
  5: 'bitlocker-hardware',
  6: 'bitlocker-xts-aes-128',
  7: 'bitlocker-xts-aes-256',
}

/** BitLocker. ProtectionStatus 1 = on: a volume that is encrypted with its key lying open (suspended) is 0 and not protected. */
export function buildEncryption(look: WindowsLook): Built<'encryption'> {
  const source = 'Win32_EncryptableVolume'
  const rows = look.cim('Win32_EncryptableVolume')
  if (!rows.ok) return {...rows, source}
  if (rows.value.length === 0) return {...unseen('error', 'Win32_EncryptableVolume lists no volume'), source}
  const gaps: Gaps = {
    passwordHash: {reason: 'not-supported', detail: 'Windows does not let it be chosen'},
  }
  const drive = cimText(firstRow(look, 'Win32_OperatingSystem'), 'SystemDrive') ?? 'C:'
  const fixed = look.cim('Win32_LogicalDisk')
  const isFixed = (mount: string) => !fixed.ok || fixed.value.some((row) => cimText(row, 'DeviceID') === mount)
  const volumes = rows.value.flatMap((row): Encryption['volumes'] => {
    const mount = cimText(row, 'DriveLetter')
    if (mount === undefined || !isFixed(mount)) return []
    const method = methods[cimNumber(row, 'EncryptionMethod') ?? 0]
    return [{mount, encrypted: cimNumber(row, 'ProtectionStatus') === 1, system: mount === drive, ...present({method})}]
  })
  // A fixed drive that BitLocker does not list is not encrypted by it.
  for (const row of fixed.ok ? fixed.value : []) {
    const mount = cimText(row, 'DeviceID')
    if (mount !== undefined && !volumes.some((volume) => volume.mount === mount))
      volumes.push({mount, encrypted: false, system: mount === drive})
  }
  const system = volumes.find((volume) => volume.system)
  if (!system) gaps['systemEncrypted'] = {reason: 'error', detail: `the drive of the system (${drive}) is not in the list`}
  // The page file lies on the system's drive unless somebody moved it to another fixed one.
  const swapEncrypted = volumes.length > 0 && volumes.every(({encrypted}) => encrypted) ? true : undefined
  if (swapEncrypted === undefined)
    gaps['swapEncrypted'] = {reason: 'not-collected', detail: 'which drive holds the page file was not asked'}
  return {ok: true, value: {volumes, ...present({systemEncrypted: system?.encrypted, swapEncrypted})}, gaps, source}
}
