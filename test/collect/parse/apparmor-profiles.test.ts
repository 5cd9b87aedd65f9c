import {expect, it} from 'vitest'
import {parseApparmorProfiles} from '../../../src/collect/parse/apparmor-profiles.ts'

it('parseApparmorProfiles counts what enforces', () => {
  expect(
    parseApparmorProfiles(
      '/usr/sbin/cupsd (enforce)\n/usr/sbin/cupsd//third_party (kill)\nvlc (complain)\nbusybox (unconfined)\nhalf (enfo',
    ),
  ).toEqual({enforce: 2, other: 2})
  expect(parseApparmorProfiles('')).toEqual({enforce: 0, other: 0})
})
