import {expect, it} from 'vitest'
import {parseDscl} from '../../../src/collect/parse/dscl.ts'

it('parseDscl reads records and values on the next line', () => {
  expect(
    parseDscl('RecordName: an\nAuthenticationAuthority:\n ;ShadowHash; x\n ;Kerberosv5;\n-\ndsAttrTypeNative:uid: 5\n').map((record) => [
      ...record,
    ]),
  ).toEqual([
    [
      ['RecordName', ['an']],
      ['AuthenticationAuthority', [';ShadowHash;', 'x', ';Kerberosv5;']],
    ],
    [['uid', ['5']]],
  ])
  expect(parseDscl('')).toEqual([])
})
