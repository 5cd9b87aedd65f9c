import {describe, expect, it} from 'vitest'
import {checkSystems} from '../../src/audit/check-systems.ts'
import {loadContent} from '../../src/content/content.ts'
import {loadWorkingDays} from '../../src/content/load-deadlines.ts'
import {registerSchema, register as registerShape} from '../../src/model/register.ts'

const content = loadContent()
const workingDays = loadWorkingDays()
const seen = {confidence: 'seen'}
const base = {
  id: 'moi',
  name: 'Hệ thống mới',
  role: 'operates',
  status: 'operating',
  owner: 'Sở Tư pháp',
  specialisedUnit: 'Công an tỉnh',
  operator: 'Văn phòng Sở',
  offices: [],
  sites: [],
  networks: [],
  endpoints: {members: []},
  information: [],
  source: seen,
}
const papers = {
  quyChe: {id: 'quy-che', kind: 'regulation', title: 'Quy chế', number: '12/QĐ-STP', date: '2026-10-05', systems: ['moi'], source: seen},
  decision: {id: 'qd', kind: 'decision', title: 'Quyết định', number: '77/QĐ-CAT', date: '2026-10-15', systems: ['moi'], source: seen},
}

function outcomes(system: Record<string, unknown>, rest: Record<string, unknown> = {}, now = '2026-11-20T12:00:00+07:00') {
  const register = registerShape.parse({
    schema: registerSchema,
    systems: [{...base, ...system}],
    attestations: [],
    waivers: [],
    documents: Object.values(papers),
    ...rest,
  })
  const [checked] = checkSystems(content, register, register.systems, workingDays, now)
  return Object.fromEntries((checked?.results ?? []).map(({check, outcome}) => [check, outcome]))
}

const complete = {
  level: 3,
  state: 'approved',
  submittedOn: '2026-09-16',
  appraisedOn: '2026-10-07',
  appraiser: 'Công an tỉnh',
  decision: 'qd',
  regulation: 'quy-che',
  operatingSince: '2026-10-20',
  deployment: 'full',
}
const units = [
  {id: 'cat', kind: 'unit', name: 'Công an tỉnh', roles: []},
  {id: 'vp', kind: 'unit', name: 'Văn phòng Sở', roles: []},
]
const assessed = {
  assessments: [{id: 'dg', system: 'moi', kind: 'before-use', on: '2026-10-18', assessor: 'Đội', independent: true, conclusion: 'meets'}],
  people: [...units, {id: 'qt', kind: 'person', name: 'A', roles: ['administrator'], certificateValidUntil: '2027-05-01'}],
}

describe('the way of a dossier, from the register', () => {
  it('in order from Quy chế to operation: nothing fails, nothing is unknown', () => {
    expect(new Set(Object.values(outcomes(complete, assessed)))).toEqual(new Set(['pass', 'not-applicable']))
  })

  it.each([
    ['Quy chế after approval', {}, {documents: [{...papers.quyChe, date: '2026-10-16'}, papers.decision]}, 'regulation-before-approval'],
    ['operation before approval', {operatingSince: '2026-10-14'}, {}, 'approval-before-operation'],
    ['operation without full deployment', {deployment: 'partial'}, {}, 'plan-deployed'],
    ['the operator appraises, its name in other letters', {appraiser: 'văn  phòng Sở'.normalize('NFD')}, {}, 'appraiser-independent'],
    ['sixteen working days of appraisal', {submittedOn: '2026-09-15'}, {}, 'appraisal-in-time'],
    ['eight working days of approval', {}, {documents: [papers.quyChe, {...papers.decision, date: '2026-10-19'}]}, 'approval-in-time'],
    ['appraised before submission', {appraisedOn: '2026-09-15'}, {}, 'dossier-dates-ordered'],
    ['no decision', {decision: undefined}, {}, 'level-approved'],
    ['nobody assessed it', {}, {assessments: []}, 'assessed-in-time'],
    ['no administrator', {}, {people: []}, 'administrators-certified'],
    ['no owner', {owner: undefined}, {}, 'dossier-roles-named'],
  ])('%s fails', (_, system, rest, check) => {
    expect(outcomes({...complete, ...system}, {...assessed, ...rest})[check]).toBe('fail')
  })

  it('what was not entered is unknown, never a pass', () => {
    const bare = outcomes({level: 3, state: 'approved', decision: 'qd'})
    for (const check of [
      'plan-deployed',
      'approval-before-operation',
      'appraiser-independent',
      'dossier-dates-ordered',
      'appraisal-in-time',
    ])
      expect([check, bare[check]]).toEqual([check, 'unknown'])
  })

  it.each([
    ['a name that no entry has may be the operator under other words', {appraiser: 'Văn phòng'}, {}, 'appraiser-independent', 'unknown'],
    ['a plan is no decision', {decision: 'ke-hoach'}, {}, 'level-approved', 'fail'],
    ['a decision is no regulation', {regulation: 'qd'}, {}, 'regulation-issued', 'fail'],
    ['a decision without a day', {}, {documents: [papers.quyChe, {...papers.decision, date: undefined}]}, 'level-approved', 'unknown'],
    ['appraised before it was submitted', {appraisedOn: '2026-09-01'}, {}, 'appraisal-in-time', 'unknown'],
  ])('%s', (_, system, rest, check, outcome) => {
    const documents = [papers.quyChe, papers.decision, {...papers.decision, id: 'ke-hoach', kind: 'plan'}]
    expect(outcomes({...complete, ...system}, {...assessed, documents, ...rest})[check]).toBe(outcome)
  })

  const unreported = {
    id: 'sc',
    systems: ['moi'],
    title: 'x',
    kind: 'malware',
    serious: true,
    nationalSecurity: false,
    personalData: false,
    detectedAt: '2026-11-19T12:00:00+07:00',
  }

  it('a report dated before the detection proves nothing', () => {
    const incident = {
      ...unreported,
      firstReportAt: '2026-11-18T12:00:00+07:00',
      causeReportAt: '2026-11-19T13:00:00+07:00',
    }
    expect(outcomes(complete, {...assessed, incidents: [incident]})['incidents-reported-in-time']).toBe('unknown')
  })

  it('a clock that runs through a doubtful holiday is unknown', () => {
    const submitted = {level: 3, state: 'submitted', submittedOn: '2026-11-20', status: 'building'}
    expect(outcomes(submitted, {}, '2026-11-23T12:00:00+07:00')['appraisal-in-time']).toBe('pass')
    expect(outcomes(submitted, {}, '2026-11-25T12:00:00+07:00')['appraisal-in-time']).toBe('unknown')
  })

  it('an incident that nobody reported fails as its hours pass', () => {
    const at = (now: string) => outcomes(complete, {...assessed, incidents: [unreported]}, now)['incidents-reported-in-time']
    expect(at('2026-11-20T12:00:00+07:00')).toBe('pass')
    expect(at('2026-11-20T12:06:00+07:00')).toBe('fail')
  })

  it('a system that the Department only uses is asked for nothing', () => {
    expect(new Set(Object.values(outcomes({role: 'uses'})))).toEqual(new Set(['not-applicable']))
  })
})
