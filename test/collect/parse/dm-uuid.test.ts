import {expect, it} from 'vitest'
import {parseDmUuid} from '../../../src/collect/parse/dm-uuid.ts'

it.each([
  ['CRYPT-LUKS2-0123-root\n', 'luks2'],
  ['CRYPT-LUKS1-0123-root', 'luks1'],
  ['CRYPT-PLAIN-cryptswap1', 'dm-crypt'],
  ['CRYPT-TCRYPT-veracrypt1', 'veracrypt'],
  ['CRYPT-VERITY-0123-usr', undefined],
  ['CRYPT-INTEGRITY-0123', undefined],
  ['LVM-abc', undefined],
  ['', undefined],
])('parseDmUuid reads "%s"', (uuid, method) => {
  expect(parseDmUuid(uuid)).toBe(method)
})
