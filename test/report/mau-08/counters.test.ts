import {describe, expect, it} from 'vitest'
import type {AssessmentRecord, System} from '../../../src/model/register.ts'
import {countIndicators} from '../../../src/report/mau-08/indicators.ts'
import {approved, check, completeRegister, derive, drafting, words} from './fixture.ts'

const withSystems = (...systems: System[]) => ({...completeRegister(), systems})
const withChecks = (...assessments: AssessmentRecord[]) => ({...completeRegister(), assessments})

describe('the seven counters', () => {
  it('count systems that the office operates, not those it uses or has stopped', () => {
    const stopped: System = {...approved, id: 'cu', name: 'Hệ thống cũ', status: 'stopped'}
    const {values, issues} = derive(withSystems(approved, drafting, {...approved, id: 'ioffice', name: 'iOffice', role: 'uses'}, stopped))
    expect(values.counters).toEqual({c1: 2, c2: 2, c3: 1, c4: 1, c5: 1, c6: 1, c7: '2027-03-31'})
    expect(values.rows.map(({id}) => id)).toEqual(['cong-ttdt', 'csdl'])
    expect(values.leftOut).toEqual({used: ['iOffice'], stopped: ['Hệ thống cũ']})
    expect(issues.filter(({severity}) => severity === 'error')).toEqual([])
  })

  it.each([
    ['drafting', {c3: 0, c4: 0, c5: 0}],
    ['submitted', {c3: 1, c4: 0, c5: 0}],
    ['appraised', {c3: 1, c4: 1, c5: 0}],
    ['approved', {c3: 1, c4: 1, c5: 1}],
  ] as const)('a dossier that is %s counts as far as it has come', (state, expected) => {
    expect(derive(withSystems({...approved, state})).values.counters).toMatchObject(expected)
  })

  it('counts dossiers being drafted only where the officer says so', () => {
    expect(derive(completeRegister()).values.counters.c3).toBe(1)
    expect(derive(completeRegister(), {countDrafts: true}).values.counters.c3).toBe(2)
  })

  it('takes the last planned approval as the day of completion, and none while one is missing', () => {
    const later: System = {...drafting, id: 'ba', name: 'Hệ thống ba', plannedApprovalOn: '2027-09-30'}
    expect(derive(withSystems(approved, drafting, later)).values.counters.c7).toBe('2027-09-30')
    const {plannedApprovalOn: _, ...unplanned} = later
    expect(derive(withSystems(approved, drafting, unplanned)).values.counters.c7).toBeUndefined()
    expect(derive(withSystems(approved)).values.counters.c7).toBeUndefined()
  })
})

describe('the window 15/12 to 14/12', () => {
  it.each([
    ['2025-12-14', 0],
    ['2025-12-15', 1],
    ['2026-12-14', 1],
    ['2026-12-15', 0],
  ])('a check of %s counts %i times', (day, count) => {
    const {values} = derive(withChecks({...check, on: day}), {on: '2026-12-18'})
    expect(values.counters.c6).toBe(count)
    expect(values.rows[0]?.checks).toEqual(count === 1 ? ['periodic'] : [])
  })

  it('does not count what lies after the day of the report, nor an ad-hoc check', () => {
    expect(derive(withChecks(check), {on: '2026-11-30'}).values.counters.c6).toBe(0)
    expect(derive(withChecks({...check, kind: 'ad-hoc'})).values.counters.c6).toBe(0)
  })

  it('prints both kinds of check in the order of the form', () => {
    const both = withChecks(check, {...check, id: 'dg-02', kind: 'before-use', on: '2026-10-20'})
    expect(derive(both).values.rows[0]?.checks).toEqual(['before-use', 'periodic'])
  })
})

describe('the indicators of the Department', () => {
  it('have numerator, denominator and the systems that fall short', () => {
    const counted = countIndicators(words.indicators, derive(completeRegister()).values.rows)
    const short = counted.map(({indicator, numerator, denominator, gaps}) => [indicator.id, numerator, denominator, gaps.map(({id}) => id)])
    expect(short).toEqual([
      ['phe-duyet-va-trien-khai', 1, 2, ['csdl']],
      ['danh-gia-dinh-ky', 1, 2, ['csdl']],
      ['cap-do-duoc-phe-duyet', 1, 2, ['csdl']],
      ['phe-duyet-truoc-van-hanh', 1, 2, ['csdl']],
      ['kiem-tra-dinh-ky-chinh-quyen-so', 1, 2, ['csdl']],
    ])
  })

  it('never count a system whose first day of operation nobody has said', () => {
    const {operatingSince: _, ...unknown} = approved
    const before = countIndicators(words.indicators, derive(withSystems(unknown)).values.rows).find(
      ({indicator}) => indicator.measure === 'approved-before-operation',
    )
    expect(before).toMatchObject({numerator: 0, denominator: 1})
  })
})

describe('owners and units', () => {
  it('repeat the pair for each owner and find the entry behind a remark in brackets', () => {
    const other: System = {...drafting, owner: 'Bộ Tư pháp', specialisedUnit: 'Công an tỉnh An Giang (cần xác nhận)'}
    const {values} = derive(withSystems(approved, other))
    expect(values.parties.map(({owner, units}) => [owner.name, owner.registered, units.map(({registered}) => registered)])).toEqual([
      ['Ủy ban nhân dân tỉnh An Giang', true, [true]],
      ['Bộ Tư pháp', false, [true]],
    ])
    expect(values.addressees).toEqual(['Ủy ban nhân dân tỉnh An Giang', 'Bộ Tư pháp', 'Công an tỉnh An Giang'])
  })
})
