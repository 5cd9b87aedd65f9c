import {describe, expect, it} from 'vitest'
import {loadIdentityRules} from '../../src/content/load-identity-rules.ts'
import {pairDevices} from '../../src/inventory/pair-devices.ts'
import {createReconciler, type IdentityDecisions} from '../../src/inventory/reconcile.ts'
import {type Identity, identity} from '../../src/model/identity.ts'
import {device} from '../../src/model/register.ts'

const rules = loadIdentityRules()
const read = (given: Partial<Identity>) => identity.parse(given)
const branded = read({uuid: '4C4C4544-0033-5A10-8051-B9C04F4D3032', serial: '7ZQ1M02', hostname: 'STP-VP-01', macs: ['D4:BE:D9:11:22:33']})
const nameOnly = read({hostname: 'MAY-01'})
const none: IdentityDecisions = {same: [], distinct: []}
const known = [
  {id: 'pc-1', identity: branded},
  {id: 'pc-2', identity: read({hostname: 'MAY-02', macs: ['1C:1B:0D:AA:BB:CC']})},
]

describe('which known PC an observation is of', () => {
  it.each<[string, Partial<Identity>, string, object]>([
    ['the same serial under another id', {serial: '7ZQ1M02', hostname: 'STP-VP-01'}, 'pc-other', {kind: 'known', id: 'pc-1'}],
    ['the name alike, but another serial number', {hostname: 'STP-VP-01', serial: 'OTHER0001'}, 'pc-9', {kind: 'new', id: 'pc-9'}],
    ['nothing alike', {serial: 'ABC12345', hostname: 'X-09'}, 'pc-9', {kind: 'new', id: 'pc-9'}],
    [
      'only the name alike',
      {hostname: 'STP-VP-01', macs: ['1C:1B:0D:00:00:09']},
      'pc-9',
      {kind: 'ask', id: 'pc-9', candidates: [{id: 'pc-1'}]},
    ],
    ['the same id, renamed', {hostname: 'moi'}, 'pc-2', {kind: 'known', id: 'pc-2'}],
    ['junk alone', {serial: 'To be filled by O.E.M.', hostname: 'PC'}, 'pc-9', {kind: 'new', id: 'pc-9'}],
  ])('%s', (_, given, proposed, expected) =>
    expect(createReconciler(rules, known, none).resolve(read(given), proposed)).toMatchObject(expected),
  )

  it('what a person said is the same goes there without a question', () => {
    const machines = createReconciler(rules, known, {same: [{id: 'pc-9', is: 'pc-1'}], distinct: []})
    expect(machines.resolve(read({hostname: 'X'}), 'pc-9')).toEqual({kind: 'known', id: 'pc-1'})
  })
  it('what a person told apart is not asked again', () => {
    const twins = [...known, {id: 'pc-9', identity: read({hostname: 'STP-VP-01', macs: ['1C:1B:0D:00:00:09']})}]
    expect(createReconciler(rules, twins, none).questions()).toMatchObject([{id: 'pc-1', candidate: {id: 'pc-9'}}])
    const machines = createReconciler(rules, twins, {same: [], distinct: [['pc-9', 'pc-1']]})
    expect(machines.questions()).toEqual([])
    expect(machines.resolve(read({hostname: 'STP-VP-01', macs: ['1C:1B:0D:00:00:09']}), 'pc-9')).toEqual({kind: 'known', id: 'pc-9'})
  })
  it('two PCs of one name in one file are two, and each is found again', () => {
    const machines = createReconciler(rules, [], none)
    const first = read({hostname: 'MAY', macs: ['1C:1B:0D:00:00:01']})
    const second = read({hostname: 'MAY', macs: ['1C:1B:0D:00:00:02'], serial: 'S-2222222'})
    expect(machines.resolve(first, 'pc-a')).toEqual({kind: 'new', id: 'pc-a'})
    machines.put('pc-a', first)
    expect(machines.resolve(second, 'pc-b')).toMatchObject({kind: 'ask', id: 'pc-b'})
    machines.put('pc-b', second)
    expect(machines.resolve(first, 'pc-a').id).toBe('pc-a')
    expect(machines.resolve(second, 'pc-b').id).toBe('pc-b')
  })
  it('an id that another machine bears already gets a number, the same one each time', () => {
    const taken = [{id: 'pc-x', identity: read({uuid: '11112222-3333-4444-5555-666677778888', serial: 'AAAA1111', hostname: 'A'})}]
    const machines = createReconciler(rules, taken, none)
    const other = read({uuid: '99998888-7777-6666-5555-444433332222', serial: 'BBBB2222', hostname: 'B'})
    expect(machines.resolve(other, 'pc-x')).toEqual({kind: 'new', id: 'pc-x-2'})
    machines.put('pc-x-2', other)
    expect(machines.resolve(other, 'pc-x')).toEqual({kind: 'known', id: 'pc-x-2'})
  })
})

describe('devices of the register', () => {
  const entry = (given: object) => device.parse({kind: 'workstation', name: 'x', ...given})
  it.each([
    ['by id', entry({id: 'pc-1', name: 'Máy văn thư'}), {endpoint: 'pc-1', by: 'id'}],
    ['by serial', entry({id: 'ts-001', name: 'Máy 1', serial: '7zq1m02'}), {endpoint: 'pc-1', by: 'identity'}],
    ['by a card', entry({id: 'ts-002', name: 'MAY-02', macs: ['1c-1b-0d-aa-bb-cc']}), {endpoint: 'pc-2', by: 'identity'}],
    ['by name alone', entry({id: 'ts-003', name: 'stp-vp-01'}), {endpoint: 'pc-1', by: 'name'}],
    ['by a name that its serial number contradicts', entry({id: 'ts-004', name: 'STP-VP-01', serial: 'ZZZ99999'}), undefined],
    ['unknown', entry({id: 'ts-005', name: 'Máy khác'}), undefined],
  ])('%s', (_, given, expected) => expect(pairDevices([given], known, rules).get(given.id)).toEqual(expected))
  it('a name that two PCs bear is none of them', () => {
    const twins = [...known, {id: 'pc-3', identity: read({hostname: 'STP-VP-01'})}]
    expect(pairDevices([entry({id: 'ts-1', name: 'STP-VP-01'})], twins, rules).size).toBe(0)
  })
})

it('a name alone is asked about, never merged', () => {
  const machines = createReconciler(rules, [{id: 'pc-m', identity: nameOnly}], none)
  expect(machines.resolve(read({hostname: 'MAY-01', macs: ['1C:1B:0D:00:00:09']}), 'pc-n').kind).toBe('ask')
})
