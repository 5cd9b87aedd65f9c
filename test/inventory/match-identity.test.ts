import {describe, expect, it} from 'vitest'
import {loadIdentityRules} from '../../src/content/load-identity-rules.ts'
import {keysOf} from '../../src/inventory/identity-keys.ts'
import {createIdentityIndex} from '../../src/inventory/match-identity.ts'
import {type Identity, identity} from '../../src/model/identity.ts'

const rules = loadIdentityRules()

type Given = Partial<Identity>
const read = (given: Given): Identity => identity.parse(given)
const keys = (given: Given) => keysOf(read(given), rules)

/** A branded PC, a home-built one without serial or UUID, and a laptop that was seen on its dock. */
const branded: Given = {
  uuid: '4C4C4544-0033-5A10-8051-B9C04F4D3032',
  serial: '7ZQ1M02',
  machineId: '9f2c1e34-6a77-4b51-8f0e-3d2a1c5b7e90',
  hostname: 'STP-VP-01',
  macs: ['D4:BE:D9:11:22:33'],
}
const homeBuilt: Given = {
  uuid: '03000200-0400-0500-0006-000700080009',
  serial: 'To be filled by O.E.M.',
  machineId: '11111111-2222-3333-4444-555555555555',
  hostname: 'STP-HCTP-02',
  macs: ['1C-1B-0D-AA-BB-CC'],
}
const dock = '00:e0:4c:68:00:01'
const laptop: Given = {
  uuid: 'A1B2C3D4-1111-2222-3333-444455556666',
  serial: 'PF2XYZ12',
  machineId: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
  hostname: 'STP-LD-03',
  macs: ['F8:A2:D6:01:02:03', dock],
}

function officeWith(...more: Given[]) {
  const index = createIdentityIndex(rules)
  for (const [number, given] of [branded, homeBuilt, laptop, ...more].entries()) index.put(`pc-${number + 1}`, keys(given))
  return index
}

const otherMac = ['AC:DE:48:00:11:22']

describe('one PC stays one PC', () => {
  it.each<[string, Given, string]>([
    ['seen again', branded, 'pc-1'],
    [
      'Windows installed anew, another name',
      {...branded, machineId: '0b1c2d3e-0000-4a4a-8b8b-123456789abc', hostname: 'DESKTOP-9X8Y7Z'},
      'pc-1',
    ],
    ['another network card', {...branded, macs: otherMac}, 'pc-1'],
    ['another network card and another name', {...branded, macs: otherMac, hostname: 'MOI'}, 'pc-1'],
    ['by serial and name alone, as an asset list has them', {serial: '7zq1m02', hostname: 'stp-vp-01'}, 'pc-1'],
    ['by UUID alone, as a tool that reads little has it', {uuid: '{4c4c4544-0033-5a10-8051-b9c04f4d3032}'}, 'pc-1'],
    ['the domain behind the name does not matter', {...homeBuilt, hostname: 'stp-hctp-02.angiang.gov.vn'}, 'pc-2'],
    ['home-built, Windows installed anew under the same name', {...homeBuilt, machineId: 'ffffffff-1234-1234-1234-ffffffffff00'}, 'pc-2'],
    ['home-built, another card', {...homeBuilt, macs: otherMac}, 'pc-2'],
    ['the laptop away from its dock', {...laptop, macs: ['F8:A2:D6:01:02:03']}, 'pc-3'],
    ['a MAC written in another way', {hostname: 'STP-HCTP-02', macs: ['1c1b.0daa.bbcc']}, 'pc-2'],
  ])('%s', (_, given, id) => {
    expect(officeWith().match(keys(given))).toMatchObject({kind: 'same', candidate: {id}})
  })
})

describe('another PC is another PC', () => {
  it.each<[string, Given]>([
    ['nothing in common', {uuid: 'b1b2b3b4-0000-1111-2222-333344445555', serial: 'NEW00001', hostname: 'STP-VP-09', macs: otherMac}],
    [
      'a replacement that took over the name',
      {
        uuid: 'b1b2b3b4-0000-1111-2222-333344445555',
        serial: 'NEW00001',
        machineId: 'c0ffee00-0000-4000-8000-000000000001',
        hostname: 'STP-VP-01',
        macs: otherMac,
      },
    ],
    [
      'another home-built one: junk serial and UUID bind nothing',
      {...homeBuilt, machineId: 'c0ffee00-0000-4000-8000-000000000002', hostname: 'STP-HCTP-07', macs: otherMac},
    ],
    [
      'a laptop on the same dock',
      {
        uuid: 'b1b2b3b4-0000-1111-2222-333344445556',
        serial: 'PF9ABC99',
        machineId: 'c0ffee00-0000-4000-8000-000000000003',
        hostname: 'STP-LD-04',
        macs: [dock],
      },
    ],
    ['only a default name in common', {hostname: 'localhost', macs: otherMac}],
    ['nothing to go by', {}],
  ])('%s', (_, given) => {
    const office = officeWith({hostname: 'localhost', serial: 'LINUX123'})
    expect(office.match(keys(given))).toEqual({kind: 'new'})
  })
})

describe('what cannot be told is asked, never merged', () => {
  it.each<[string, Given, string[]]>([
    [
      'a board replaced, or a disk cloned: same installation and name on other hardware',
      {...branded, uuid: 'b1b2b3b4-0000-1111-2222-333344445555', serial: 'NEW00001', macs: otherMac},
      ['pc-1'],
    ],
    [
      'a virtual machine copied with its UUID',
      {uuid: branded.uuid, machineId: 'c0ffee00-0000-4000-8000-000000000001', hostname: 'STP-VM-02', macs: otherMac},
      ['pc-1'],
    ],
    ['a name and nothing else', {hostname: 'STP-VP-01'}, ['pc-1']],
    [
      'a serial that another maker used too',
      {
        uuid: 'b1b2b3b4-0000-1111-2222-333344445555',
        serial: '7ZQ1M02',
        machineId: 'c0ffee00-0000-4000-8000-000000000001',
        hostname: 'KHAC',
        macs: otherMac,
      },
      ['pc-1'],
    ],
    [
      'home-built, installed anew under another name: only the card is left',
      {...homeBuilt, machineId: 'c0ffee00-0000-4000-8000-000000000001', hostname: 'MOI'},
      ['pc-2'],
    ],
    ['keys of two PCs at once', {serial: '7ZQ1M02', uuid: laptop.uuid}, ['pc-1', 'pc-3']],
  ])('%s', (_, given, ids) => {
    const match = officeWith().match(keys(given))
    expect(match.kind).toBe('ask')
    expect(match.kind === 'ask' && match.candidates.map(({id}) => id)).toEqual(ids)
  })

  it('says what speaks for and what against', () => {
    const match = officeWith().match(keys({...branded, uuid: 'b1b2b3b4-0000-1111-2222-333344445555', serial: 'NEW00001', macs: otherMac}))
    expect(match).toMatchObject({candidates: [{agree: ['machineId', 'hostname'], differ: ['uuid', 'serial', 'mac']}]})
  })
})

it('a value that two known machines carry tells no third one from them', () => {
  // Twenty PCs from one disk image: the first asks, the others do not.
  const image = (number: number): Given => ({
    machineId: 'feedface-0000-4000-8000-000000000000',
    hostname: `LOP-${number}`,
    macs: [`1c:1b:0d:00:00:${String(number).padStart(2, '0')}`],
  })
  const index = createIdentityIndex(rules)
  index.put('pc-1', keys(image(1)))
  expect(index.match(keys(image(2))).kind).toBe('ask')
  index.put('pc-2', keys(image(2)))
  expect(index.match(keys(image(3))).kind).toBe('new')
  expect(index.match(keys(image(2)))).toMatchObject({kind: 'same', candidate: {id: 'pc-2'}})
})

it('a machine that is entered again or removed leaves nothing behind', () => {
  const index = createIdentityIndex(rules)
  index.put('pc-1', keys(branded))
  index.put('pc-1', keys({...branded, serial: 'OTHER123', uuid: 'b1b2b3b4-0000-1111-2222-333344445555'}))
  expect(index.match(keys({serial: '7ZQ1M02'}))).toEqual({kind: 'new'})
  index.remove('pc-1')
  expect(index.match(keys({...branded, serial: 'OTHER123'}))).toEqual({kind: 'new'})
})

it.each([
  ['To Be Filled By O.E.M.'],
  ['Default string'],
  ['  System Serial Number '],
  ['0000000'],
  ['XXXXXXX'],
  ['1101001'],
  ['N/A'],
  ['1234'],
  ['123456789'],
  ['SYS-1234567890'],
])('serial %j is junk', (serial) => {
  expect(keys({serial})).toEqual({})
})

it.each([
  ['00000000-0000-0000-0000-ac1f6bd00001'],
  ['FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'],
  ['03000200-0400-0500-0006-000700080009'],
  ['not a uuid'],
])('UUID %j is junk', (uuid) => {
  expect(keys({uuid})).toEqual({})
})

it.each([['00:00:00:00:00:00'], ['ff:ff:ff:ff:ff:ff'], ['01:00:5e:00:00:01'], ['00-50-56-C0-00-08'], ['0A0027000000'], ['12:34']])(
  'MAC %j is junk',
  (mac) => {
    expect(keys({macs: [mac]})).toEqual({})
  },
)
