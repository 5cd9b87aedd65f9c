/** Kinds of dm-crypt mapping that really encrypt; CRYPT-VERITY and CRYPT-INTEGRITY only check. */
const methods = {
  LUKS1: 'luks1',
  LUKS2: 'luks2',
  PLAIN: 'dm-crypt',
  TCRYPT: 'veracrypt',
  BITLK: 'bitlocker',
  FVAULT2: 'filevault',
  LOOPAES: 'loop-aes',
} as const

/** Encryption that a device-mapper uuid like "CRYPT-LUKS2-3f0c...-root" tells of. */
export function parseDmUuid(text: string): string | undefined {
  const kind = /^CRYPT-([A-Z0-9]+)-/.exec(text.trim())?.[1] ?? ''
  return kind in methods ? methods[kind as keyof typeof methods] : undefined
}
