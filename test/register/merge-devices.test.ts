import {describe, expect, it} from 'vitest'
import type {Device, Register} from '../../src/model/register.ts'
import {mergeDevices} from '../../src/register/merge-devices.ts'

const empty = {devices: [] as Device[]} as Register
const pc = (more: Partial<Device> = {}) => ({name: 'Máy tính để bàn', kind: 'workstation' as const, macs: [], addresses: [], ...more})

describe('devices of a file', () => {
  it('are added once, and filled in when a second file knows more', () => {
    const first = mergeDevices(empty, [pc({assetTag: 'TS-0001', unit: 'Văn phòng'}), pc({serial: 'ABC1234'})])
    expect(first.counts).toEqual({added: 2, filled: 0, unchanged: 0, unsure: 0})
    expect(first.register.devices.map(({id}) => id)).toEqual(['may-tinh-de-ban-ts-0001', 'may-tinh-de-ban-abc1234'])
    const second = mergeDevices(first.register, [pc({assetTag: 'ts-0001', unit: 'Thanh tra', price: 5}), pc({serial: 'abc1234'})])
    expect(second.counts).toEqual({added: 0, filled: 1, unchanged: 1, unsure: 0})
    // What was entered stays, what was missing is filled in.
    expect(second.register.devices[0]).toMatchObject({unit: 'Văn phòng', price: 5})
  })

  it('like two known ones are left for a person', () => {
    const {register} = mergeDevices(empty, [pc({assetTag: 'TS-0001'}), pc({serial: 'ABC1234'})])
    const {counts, register: after} = mergeDevices(register, [pc({assetTag: 'TS-0001', serial: 'ABC1234'})])
    expect(counts).toMatchObject({unsure: 1})
    expect(after.devices.length).toBe(2)
  })

  it('numbers that say nothing make nothing one', () => {
    const {counts} = mergeDevices(empty, [pc({serial: '0000', name: 'a'}), pc({serial: '0000', name: 'b'}), pc({assetTag: '-', name: 'c'})])
    expect(counts.added).toBe(3)
  })

  it('5,000 of one name take no long time', () => {
    const many = Array.from({length: 5000}, (_, index) => pc({unit: `Phòng ${index}`}))
    expect(mergeDevices(empty, many).counts.added).toBe(5000)
  })
})
