import {describe, expect, it} from 'vitest'
import {listDeadlines} from '../../src/calendar/calendar.ts'
import {loadDeadlineRules, loadWorkingDays} from '../../src/content/load-deadlines.ts'
import {type Register, registerSchema, register as registerShape} from '../../src/model/register.ts'

const prepared = loadDeadlineRules()
const workingDays = loadWorkingDays()
const seen = {confidence: 'seen' as const}

function registerOf(part: Record<string, unknown>): Register {
  return registerShape.parse({schema: registerSchema, systems: [], attestations: [], waivers: [], ...part})
}

function systemOf(part: Record<string, unknown>): Record<string, unknown> {
  return {
    id: 'lan',
    name: 'Mạng nội bộ',
    role: 'operates',
    status: 'operating',
    offices: [],
    sites: [],
    networks: [],
    endpoints: {members: []},
    information: [],
    source: seen,
    ...part,
  }
}

function at(day: string, register: Register, horizon = '2028-12-31', time = '12:00:00+07:00') {
  return listDeadlines({prepared, workingDays, register, machineEntries: [], now: `${day}T${time}`, horizon})
}

function statusAt(day: string, register: Register, id: string): string | undefined {
  return at(day, register).find((deadline) => deadline.id === id)?.status
}

describe('days of the year', () => {
  const empty = registerOf({})

  it('"trước 20/12" can be met on 19/12 and no longer on 20/12; the target is Friday 18/12', () => {
    const id = 'mau-08-gui-chu-quan.2026'
    expect(at('2026-11-25', empty).find((deadline) => deadline.id === id)).toMatchObject({
      lastDay: '2026-12-19',
      target: '2026-12-18',
      daysLeft: 24,
      status: 'soon',
    })
    expect(statusAt('2026-12-19', empty, id)).toBe('soon')
    expect(statusAt('2026-12-20', empty, id)).toBe('overdue')
  })

  it('"chậm nhất 05/12" can be met on 05/12', () => {
    expect(statusAt('2026-12-05', empty, 'bao-cao-cuoi-nam.2026')).toBe('soon')
    expect(statusAt('2026-12-06', empty, 'bao-cao-cuoi-nam.2026')).toBe('overdue')
  })

  it('an event is never overdue', () => {
    expect(statusAt('2026-12-31', empty, 'chot-so-lieu.2026')).toBe('event')
  })

  it('nothing is asked for years before the decree', () => {
    expect(at('2026-11-25', empty).every(({lastDay}) => lastDay >= '2026-12-04')).toBe(true)
  })

  it('what was done is done, and only for its year', () => {
    const done = registerOf({completions: [{id: 'mau-08-gui-chu-quan.2026', doneOn: '2026-12-18', by: 'Văn phòng Sở'}]})
    expect(statusAt('2027-02-01', done, 'mau-08-gui-chu-quan.2026')).toBe('done')
    expect(statusAt('2027-12-25', done, 'mau-08-gui-chu-quan.2027')).toBe('overdue')
  })
})

describe('transitions catch exactly the systems they speak of', () => {
  const documents = [
    {id: 'qd-cu', kind: 'decision', title: 'QĐ', date: '2025-09-08', systems: ['lan'], source: seen},
    {id: 'qd-moi', kind: 'decision', title: 'QĐ', date: '2026-09-08', systems: ['lan'], source: seen},
  ]
  it.each([
    ['approved under the old law', {state: 'approved', decision: 'qd-cu'}, ['dap-ung-quy-dinh-moi']],
    ['approved under the new law', {state: 'approved', decision: 'qd-moi'}, []],
    ['approved on a day nobody entered: it may be one', {state: 'approved'}, ['dap-ung-quy-dinh-moi']],
    ['under construction', {status: 'building'}, ['phe-duyet-he-thong-dang-xay-dung']],
    ['only used', {role: 'uses', state: 'approved', decision: 'qd-cu', archive: true}, []],
    ['archive of level 3', {archive: true, level: 3}, ['qcvn-12-cap-3-5']],
    ['archive of level 2', {archive: true, level: 2}, ['qcvn-12-cap-1-2']],
    ['archive without a level: the earlier day', {archive: true}, ['qcvn-12-cap-3-5']],
    ['stopped', {archive: true, level: 3, status: 'stopped'}, []],
  ])('%s', (_, part, expected) => {
    const ids = at('2026-11-25', registerOf({systems: [systemOf(part)], documents})).map(({id}) => id)
    expect(ids.filter((id) => prepared.rules.transitions.some((rule) => rule.id === id))).toEqual(expected)
  })
})

describe('the register', () => {
  it('a system never assessed is due by the data cut; an assessed one a year later', () => {
    const systems = [systemOf({})]
    const record = {id: 'dg', system: 'lan', kind: 'periodic', on: '2026-03-31', assessor: 'Đội', independent: true, conclusion: 'meets'}
    expect(at('2026-11-25', registerOf({systems})).find(({id}) => id === 'assessment.lan')?.lastDay).toBe('2026-12-14')
    const assessed = registerOf({systems, assessments: [record]})
    expect(at('2026-11-25', assessed).find(({id}) => id === 'assessment.lan')?.lastDay).toBe('2027-03-31')
    expect(statusAt('2027-04-01', assessed, 'assessment.lan')).toBe('overdue')
  })

  it('a system never assessed stays overdue when the year turns; a new one has a year', () => {
    expect(statusAt('2027-02-01', registerOf({systems: [systemOf({})]}), 'assessment.lan')).toBe('overdue')
    const fresh = registerOf({systems: [systemOf({operatingSince: '2026-10-20'})]})
    expect(at('2026-11-25', fresh).find(({id}) => id === 'assessment.lan')?.lastDay).toBe('2027-10-20')
    const old = registerOf({systems: [systemOf({operatingSince: '2019-01-01'})]})
    expect(at('2026-11-25', old).find(({id}) => id === 'assessment.lan')?.lastDay).toBe('2026-12-14')
  })

  it('appraisal of level 3 ends 15 working days after submission; level 2 has no limit; no level, no claim', () => {
    const submitted = {state: 'submitted', submittedOn: '2026-12-01'}
    const limits = (level: number | undefined) =>
      at('2026-12-02', registerOf({systems: [systemOf({...submitted, ...(level ? {level} : {})})]}))
        .filter(({id}) => id.startsWith('tham-dinh'))
        .map(({lastDay}) => lastDay)
    expect(limits(3)).toEqual(['2026-12-22'])
    expect(limits(4)).toEqual(['2027-01-06'])
    expect(limits(2)).toEqual([])
    expect(limits(undefined)).toEqual([])
  })

  it('a waiver that a later one follows needs nothing', () => {
    const waiver = {
      system: 'lan',
      requirement: 'tk.khoa',
      reason: 'x',
      risk: 'x',
      document: '12/QĐ ngày 01/01/2026',
      requestedBy: 'A',
      approvedBy: 'B',
      validFrom: '2026-01-01',
    }
    const waivers = [
      {...waiver, id: 'nl-1', expiresOn: '2026-06-30'},
      {...waiver, id: 'nl-2', validFrom: '2026-07-01', expiresOn: '2026-12-31'},
      {...waiver, id: 'nl-3', requirement: 'khac', expiresOn: '2026-06-30'},
    ]
    const found = at('2026-11-25', registerOf({systems: [systemOf({})], waivers})).filter(({id}) => id.startsWith('waiver.'))
    expect(found.map(({id, status}) => [id, status])).toEqual([
      ['waiver.nl-3', 'overdue'],
      ['waiver.nl-2', 'later'],
    ])
  })

  it.each([
    ['begins after a gap', {validFrom: '2026-07-02'}, true],
    ['begins the day after', {validFrom: '2026-07-01'}, false],
    ['covers another machine', {validFrom: '2026-07-01', targets: ['pc-2']}, true],
    ['covers that machine too', {validFrom: '2026-07-01', targets: ['pc-1', 'pc-2']}, false],
  ])('a later waiver that %s', (_, later, stillListed) => {
    const waiver = {system: 'lan', requirement: 'r', reason: 'x', risk: 'x', document: 'x', requestedBy: 'A', approvedBy: 'B'}
    const waivers = [
      {...waiver, id: 'w1', validFrom: '2026-01-01', expiresOn: '2026-06-30', targets: ['pc-1']},
      {...waiver, id: 'w2', expiresOn: '2026-12-31', ...later},
    ]
    const ids = at('2026-11-25', registerOf({systems: [systemOf({})], waivers})).map(({id}) => id)
    expect(ids.includes('waiver.w1')).toBe(stillListed)
  })

  it('answers that end on one day are one entry, and the newest answer counts', () => {
    const answer = {system: 'lan', result: 'met', statement: 'x', by: 'A', answeredOn: '2026-01-01', evidence: []}
    const attestations = [
      {...answer, id: 'a', requirement: 'r1', validUntil: '2026-12-31'},
      {...answer, id: 'b', requirement: 'r2', validUntil: '2026-12-31'},
      {...answer, id: 'c', requirement: 'r3', validUntil: '2026-01-31'},
      {...answer, id: 'd', requirement: 'r3', answeredOn: '2026-02-01', validUntil: '2027-01-31'},
      // The newest answer counts, even if it ends earlier.
      {...answer, id: 'e', requirement: 'r4', validUntil: '2027-06-30'},
      {...answer, id: 'f', requirement: 'r4', answeredOn: '2026-03-01', validUntil: '2027-01-31'},
    ]
    const found = at('2026-11-25', registerOf({systems: [systemOf({})], attestations})).filter(({id}) => id.startsWith('attestation.'))
    expect(found.map(({id, title}) => [id, title.vi])).toEqual([
      ['attestation.lan.2026-12-31', 'Hết hiệu lực 2 câu trả lời xác nhận của hệ thống "Mạng nội bộ"'],
      ['attestation.lan.2027-01-31', 'Hết hiệu lực 2 câu trả lời xác nhận của hệ thống "Mạng nội bộ"'],
    ])
  })

  it('only open tasks, plans not met and people with certificates', () => {
    const task = {
      system: 'lan',
      person: 'A',
      work: 'Vá máy',
      responsibility: 'Văn phòng Sở',
      authority: 'Giám đốc',
      dueOn: '2026-11-20',
      result: 'Đã vá',
      openedOn: '2026-11-01',
      evidence: [],
    }
    const register = registerOf({
      systems: [
        systemOf({plannedApprovalOn: '2026-11-01', state: 'drafting', plannedDeploymentOn: '2026-11-02', deployment: 'partial'}),
        systemOf({id: 'xong', plannedApprovalOn: '2026-11-01', state: 'approved', plannedDeploymentOn: '2026-11-02', deployment: 'full'}),
      ],
      tasks: [
        {...task, id: 't1', status: 'open'},
        {...task, id: 't2', status: 'done', closedOn: '2026-11-02'},
        {...task, id: 't3', status: 'dropped', closedOn: '2026-11-02'},
      ],
      people: [
        {id: 'p1', kind: 'person', name: 'A', roles: [], certificateValidUntil: '2027-01-01'},
        {id: 'p2', kind: 'person', name: 'B', roles: []},
      ],
    })
    const own = at('2026-11-25', register).filter(({id}) => /^(approval|deployment|task|certificate)\./.test(id))
    expect(own.map(({id, status}) => [id, status])).toEqual([
      ['approval.lan', 'overdue'],
      ['deployment.lan', 'overdue'],
      ['task.t1', 'overdue'],
      ['certificate.p1', 'later'],
    ])
  })
})

describe('clocks of an incident run from detection, over weekends', () => {
  const incident = {
    id: 'sc',
    systems: ['lan'],
    title: 'Mã độc',
    kind: 'malware',
    serious: true,
    nationalSecurity: false,
    personalData: true,
    detectedAt: '2026-11-28T10:00:00+07:00',
  }
  const statuses = (part: Record<string, unknown>, day: string, time: string) =>
    Object.fromEntries(
      at(day, registerOf({incidents: [{...incident, ...part}]}), '2028-12-31', time)
        .filter(({id}) => id.startsWith('incident'))
        .map(({id, status}) => [id, status]),
    )

  it('counts 24 and 72 hours to the minute', () => {
    expect(statuses({}, '2026-11-29', '10:00:00+07:00')).toEqual({
      'incident-first.sc': 'soon',
      'incident-cause.sc': 'soon',
      'incident-personal-data.sc': 'soon',
    })
    expect(statuses({}, '2026-11-29', '10:01:00+07:00')).toMatchObject({'incident-first.sc': 'overdue', 'incident-cause.sc': 'soon'})
    expect(statuses({}, '2026-12-01', '10:01:00+07:00')).toMatchObject({'incident-cause.sc': 'overdue'})
  })

  it('a report ends its clock; harm to national security is due at once; others have the 72 hours only', () => {
    expect(statuses({firstReportAt: '2026-11-28T12:00:00+07:00'}, '2026-12-05', '10:00:00+07:00')).toEqual({
      'incident-first.sc': 'done',
      // It goes to others, by another decree.
      'incident-personal-data.sc': 'overdue',
      'incident-cause.sc': 'overdue',
    })
    expect(statuses({nationalSecurity: true}, '2026-11-28', '10:05:00+07:00')).toMatchObject({'incident-at-once.sc': 'overdue'})
    expect(statuses({serious: false, personalData: false}, '2026-11-28', '12:00:00+07:00')).toEqual({'incident-cause.sc': 'soon'})
  })
})
