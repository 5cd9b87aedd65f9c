import {describe, expect, it} from 'vitest'
import {lintContent} from '../../src/content/content.ts'
import {joinOverlays} from '../../src/grade/join-overlays.ts'
import {planRequirements} from '../../src/grade/plan.ts'
import type {Level, Policy, Requirement} from '../../src/model/policy.ts'
import {basisOf} from '../../src/pipeline.ts'

const content = lintContent()
const main = mustGet('tcvn-14423-2026')
const archive = mustGet('qcvn-12-2026')
const defaultsOf = (id: string) => content.checks.get(id)?.check.params ?? {}

function mustGet(id: string): Policy {
  const found = content.policies.get(id)
  if (!found) throw new Error(`no catalogue ${id}`)
  return found
}

function joined(level: Level) {
  const policy = joinOverlays(main, [archive], level, content.stricter, defaultsOf)
  const all = policy.groups.flatMap((group) => group.requirements)
  const find = (id: string): Requirement => {
    const found = all.find((requirement) => requirement.id === id)
    if (!found) throw new Error(`no requirement ${id}`)
    return found
  }
  const plan = planRequirements(policy, level, defaultsOf, () => 'endpoint')
  const paramsOf = (id: string, check: string) =>
    plan.requirements.find(({requirement}) => requirement.id === id)?.uses.find((use) => use.check === check)?.params
  return {policy, find, paramsOf, plan}
}

describe('numbers of both catalogues at level 2', () => {
  const {find, paramsOf} = joined(2)

  it.each([
    // id, check, parameter, applied, who sets it
    ['ch.khoa-phien', 'screen-lock', {maxMinutes: 5}],
    ['q12.ch.khoa-phien', 'screen-lock', {maxMinutes: 5}],
    ['ch.khoa-phien', 'console-timeout', {maxMinutes: 5}],
    ['nk.thoi-gian-luu', 'log-retention', {months: 12}],
    ['q12.nk.luu', 'log-retention', {months: 12}],
    ['nk.thoi-gian-luu', 'log-full-alert', {required: true}],
    ['tk.mat-khau', 'password-length', {minLength: 14}],
    ['q12.tk.mat-khau', 'password-length', {minLength: 14}],
    ['tk.mat-khau-quan-tri', 'password-history', {minHistory: 10}],
  ])('%s judges %s by the stricter number', (id, check, params) => {
    expect(paramsOf(id, check)).toMatchObject(params)
  })

  it('the looser one names the number, its own and both sources', () => {
    expect(find('ch.khoa-phien').tightened).toEqual([
      {
        name: 'userIdleLockMinutes',
        own: 15,
        applied: 5,
        standard: 'QCVN 12:2026/BCA',
        requirement: 'q12.ch.khoa-phien',
        clause: '3.6.2.1.8',
      },
    ])
    expect(find('q12.tk.mat-khau').tightened).toMatchObject([
      {name: 'passwordMinLength', own: 8, applied: 14, standard: 'TCVN 14423:2026', requirement: 'tk.mat-khau'},
    ])
  })

  it('the stricter one and equal numbers say nothing', () => {
    for (const id of ['q12.ch.khoa-phien', 'tk.mat-khau', 'tk.khong-hoat-dong', 'lh.va-nguoi-dung'])
      expect([id, find(id).tightened]).toEqual([id, undefined])
  })

  it('a shorter period shortens the answer to the question as well', () => {
    const own = main.groups.flatMap((group) => group.requirements).find(({id}) => id === 'ht.cap-nhat-so-do')
    expect(own?.ask?.validMonths).toBe(12)
    expect(find('ht.cap-nhat-so-do').ask?.validMonths).toBe(6)
  })
})

it('a counterpart that is not at the level changes nothing', () => {
  const {find} = joined(1)
  // TCVN keeps no logs at level 1; sl.thu-khoi-phuc starts at level 4.
  expect(find('q12.nk.luu').tightened).toBeUndefined()
  expect(joined(3).find('q12.sl.khoi-phuc').tightened).toBeUndefined()
  expect(joined(4).find('sl.thu-khoi-phuc').tightened).toMatchObject([{name: 'restoreTestMonths', own: 6, applied: 3}])
})

it('the other way round too: the standard is stricter than the regulation in places', () => {
  expect(joined(5).find('q12.ht.cap-nhat').tightened).toMatchObject([
    {name: 'reviewMonths', own: 6, applied: 3, standard: 'TCVN 14423:2026', requirement: 'ht.cap-nhat-so-do'},
  ])
})

it.each([1, 2, 3, 4, 5] as const)('level %i: nothing of either catalogue is lost, and no id stands for two things', (level) => {
  const {policy, plan} = joined(level)
  const groups = policy.groups.map(({id}) => id)
  expect(new Set(groups).size).toBe(groups.length)
  const ids = plan.requirements.map(({requirement}) => requirement.id)
  const expected = [main, archive].flatMap((own) =>
    planRequirements(own, level, defaultsOf, () => 'endpoint').requirements.map((item) => item.requirement.id),
  )
  expect(ids).toEqual(expected)
  expect(new Set(ids).size).toBe(ids.length)
  for (const {requirement, group} of plan.requirements)
    expect(group.standard === 'QCVN 12:2026/BCA').toBe(requirement.id.startsWith('q12.'))
})

describe('the basis of a system', () => {
  const decided = (date: string, basis?: string) => ({
    level: 2 as const,
    decision: {number: '01/QĐ', issuer: 'Sở', date, ...(basis ? {basis} : {})},
  })
  const transitionsOf = (date: string, basis?: string) =>
    basisOf(content, '2026-12-14', decided(date, basis))?.transitions.map(({rule}) => rule.id)

  it('an archive gets the overlay and its instrument, another system does not', () => {
    const own = basisOf(content, '2026-12-14', {level: 2, archive: true})
    expect(own?.policy.overlays?.map(({id}) => id)).toEqual(['qcvn-12-2026'])
    expect(own?.instruments.map(({id}) => id)).toContain('qcvn-12-2026')
    expect(basisOf(content, '2026-12-14', {level: 2, archive: false})?.policy).toBe(main)
    expect(basisOf(content, '2026-12-14', {level: 2})?.policy).toBe(main)
  })

  it('before the regulation is in force there is no overlay', () => {
    expect(basisOf(content, '2026-06-30', {level: 2, archive: true})?.policy.overlays).toBeUndefined()
  })

  it('a dossier brings its own transition only', () => {
    expect(transitionsOf('2025-03-01')).toEqual(['cap-do-theo-luat-cu'])
    expect(transitionsOf('2026-06-30')).toEqual(['cap-do-theo-luat-cu'])
    expect(transitionsOf('2026-07-01')).toEqual([])
    expect(transitionsOf('2026-10-01', 'nd-85-2016')).toEqual(['he-thong-dang-xay-dung'])
    expect(transitionsOf('2026-10-01', 'nd-331-2026')).toEqual([])
    expect(transitionsOf('2027-01-01', 'nd-85-2016')).toEqual([])
    expect(basisOf(content, '2026-12-14', {level: 2})?.transitions).toEqual([])
  })

  it('the older catalogue only for a dossier in transition, and only while it lasts', () => {
    const asked = (on: string, date: string) => basisOf(content, on, decided(date), 'tcvn-11930-2017')?.policy.head.id
    expect(asked('2026-12-14', '2025-03-01')).toBe('tcvn-11930-2017')
    expect(asked('2027-06-30', '2025-03-01')).toBe('tcvn-11930-2017')
    expect(asked('2027-07-01', '2025-03-01')).toBeUndefined()
    expect(asked('2026-12-14', '2026-09-01')).toBeUndefined()
    expect(basisOf(content, '2026-12-14', {level: 2}, 'tcvn-11930-2017')).toBeUndefined()
    expect(basisOf(content, '2026-12-14', decided('2025-03-01'), 'tcvn-14423-2026')?.policy).toBe(main)
  })

  it('an archive keeps its regulation, whatever catalogue its dossier keeps; the standard is cited', () => {
    const basis = basisOf(content, '2026-12-14', {...decided('2025-03-01'), archive: true}, 'tcvn-11930-2017')
    expect([basis?.policy.head.id, basis?.policy.overlays?.map(({id}) => id)]).toEqual(['tcvn-11930-2017', ['qcvn-12-2026']])
    expect(basis?.instruments.map(({id}) => id)).toEqual(expect.arrayContaining(['tcvn-11930-2017', 'qcvn-12-2026']))
    const ids = [...(basis?.instruments ?? []), ...(basis?.transitions.flatMap(({instruments}) => instruments) ?? [])].map(({id}) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
