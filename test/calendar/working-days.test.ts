import {describe, expect, it} from 'vitest'
import {createWorkingDays} from '../../src/calendar/working-days.ts'
import {loadWorkingDays} from '../../src/content/load-deadlines.ts'

const shipped = loadWorkingDays()

describe('the working day before', () => {
  it.each([
    ['a Sunday: the Friday', '2026-12-20', '2026-12-18', true],
    ['a Friday: the Thursday', '2026-12-25', '2026-12-24', true],
    ['a Saturday: the Friday', '2026-12-05', '2026-12-04', true],
    ['a Monday: the Friday', '2026-12-14', '2026-12-11', true],
    ['the day after Lunar New Year: before all of it', '2026-02-23', '2026-02-13', true],
    ['after a doubtful holiday: never on it', '2026-11-25', '2026-11-23', false],
    ['after the year turned', '2026-12-31', '2026-12-30', true],
    ['a made-up Saturday that no notice confirms is no target', '2026-08-23', '2026-08-21', false],
    ['a year without data: weekdays, and said to be uncertain', '2031-12-20', '2031-12-19', false],
  ])('%s', (_, day, before, certain) => {
    expect(shipped.before(day)).toEqual({day: before, certain})
  })
})

describe('a limit in working days', () => {
  it.each([
    ['seven days from a Wednesday', '2026-12-02', 7, '2026-12-11', true],
    ['one day from a Friday', '2026-12-04', 1, '2026-12-07', true],
    ['over Lunar New Year', '2026-02-13', 1, '2026-02-23', true],
    ['a doubtful holiday does not make it longer', '2026-11-23', 1, '2026-11-24', false],
    ['fifteen days', '2026-12-01', 15, '2026-12-22', true],
    ['into a year without data', '2030-12-30', 3, '2031-01-02', false],
  ])('%s', (_, day, count, end, certain) => {
    expect(shipped.after(day, count)).toEqual({day: end, certain})
  })

  it('counts the days between, and says nothing about doubtful ones or an end before the beginning', () => {
    expect(shipped.between('2026-12-01', '2026-12-22')).toBe(15)
    expect(shipped.between('2026-12-01', '2026-12-01')).toBe(0)
    expect(shipped.between('2026-11-20', '2026-11-25')).toBeUndefined()
    expect(shipped.between('2026-12-02', '2026-12-01')).toBeUndefined()
  })

  it('a Saturday that is worked counts', () => {
    const name = {vi: 'làm bù', en: 'worked'}
    const worked = [{day: '2026-06-06', name, confidence: 'seen' as const, source: 'x'}]
    const days = createWorkingDays([{year: 2026, checkedOn: '2026-01-01', off: [], worked}])
    expect(days.after('2026-06-05', 1)).toEqual({day: '2026-06-06', certain: true})
    expect(days.before('2026-06-07')).toEqual({day: '2026-06-06', certain: true})
  })
})
