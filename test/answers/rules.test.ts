import {describe, expect, it} from 'vitest'
import {sameWords} from '../../src/lib/same-words.ts'
import type {UserFacing} from '../../src/lib/user-error.ts'
import type {PolicyHead, Requirement} from '../../src/model/policy.ts'
import {refuseAttestation} from '../../src/register-answers/attestation-rules.ts'
import {registerChanges} from '../../src/register-answers/register-changes.ts'
import {isOverdue, refuseEnd, refuseUnclear, sixFields, toBeAssigned, unclearFields} from '../../src/register-answers/task-rules.ts'
import {validityOn} from '../../src/register-answers/validity.ts'
import {refuseWaiver} from '../../src/register-answers/waiver-rules.ts'
import {type Attestation, emptyRegisterOf, type Task, type Waiver} from './samples.ts'

const today = '2026-11-25'
const text = {vi: 'Phân công nhân sự', en: 'Assignment'}
const head = {id: 'tcvn-14423-2026', waiverMaxMonths: 12} as PolicyHead
const requirement: Requirement = {
  id: 'ns.phan-cong',
  levels: [1, 2],
  clause: {1: 'a', 2: 'b'},
  title: text,
  text,
  severity: 'medium',
  kind: 'management',
  strength: 'required',
  ask: {vi: 'Đã phân công chưa?', en: 'Assigned?', validMonths: 12, evidence: ['Quyết định']},
  waivable: true,
  source: {confidence: 'secondary'},
}
const automatic: Requirement = (({ask: _, ...rest}) => ({...rest, checks: ['c']}))(requirement)

const both = (refusal: UserFacing | undefined) => refusal && `${refusal.what.vi} | ${refusal.next.vi}`

describe('answers', () => {
  const answer: Attestation = {
    id: 'xn-1',
    system: 'lan',
    requirement: 'ns.phan-cong',
    result: 'met',
    statement: 'Đã giao',
    by: 'Trần Văn B',
    answeredOn: '2026-11-25',
    validUntil: '2027-11-25',
    evidence: [],
  }
  const refuse = (change: Partial<Attestation>, to: Requirement = requirement) => refuseAttestation({...answer, ...change}, to, head, today)

  it.each<[string, Partial<Attestation>, Requirement?]>([
    ['of today for the longest time', {}],
    ['confirmed by another', {confirmedBy: 'Nguyễn Thị C'}],
    ['why machines need not meet it', {result: 'not-applicable'}, automatic],
    [
      'another value than suggested, confirmed and proved',
      {confirmedBy: 'C', evidence: [{title: 'x'}]},
      {...automatic, strength: 'suggested'},
    ],
  ])('accepted: %s', (_, change, to) => {
    expect(refuse(change, to)).toBeUndefined()
  })

  it.each<[string, Partial<Attestation>, Requirement | undefined, string, RegExp]>([
    [
      'confirmed by the same person',
      {confirmedBy: ' trần  văn b'},
      undefined,
      'confirmed-by-oneself',
      /Người xác nhận trùng người trả lời/,
    ],
    ['dated tomorrow', {answeredOn: '2026-11-26', validUntil: '2027-11-25'}, undefined, 'day-in-future', /26\/11\/2026 ở tương lai/],
    ['ending before it begins', {validUntil: '2026-11-24'}, undefined, 'ends-before-it-begins', /trước ngày trả lời/],
    ['a day too long', {validUntil: '2027-11-26'}, undefined, 'valid-too-long', /12 tháng.*không quá 25\/11\/2027 \(2027-11-25\)/],
    ['met, where only machines decide', {}, automatic, 'nothing-to-answer', /do phép kiểm tra trên máy kết luận/],
    ['another value without a paper', {confirmedBy: 'C'}, {...automatic, strength: 'suggested'}, 'alternative-needs-proof', /--evidence/],
  ])('refused: %s', (_, change, to, code, words) => {
    const refusal = refuse(change, to)
    expect(refusal?.code).toBe(code)
    expect(both(refusal)).toMatch(words)
  })
})

describe('waivers', () => {
  const waiver: Waiver = {
    id: 'mt-1',
    system: 'lan',
    requirement: 'ns.phan-cong',
    reason: 'Thiếu người',
    risk: 'Kiêm nhiệm',
    document: '12/QĐ-STP ngày 20/11/2026',
    requestedBy: 'Trần Văn B',
    approvedBy: 'Giám đốc Sở',
    validFrom: '2026-11-25',
    expiresOn: '2027-05-31',
  }
  const rules = {
    requirement,
    head,
    today,
    documentDate: '2026-11-20',
    members: ['pc-1', 'pc-2'],
    checks: new Set(['disk-encryption', 'screen-lock']),
  }
  const refuse = (change: Partial<Waiver>, changed: Partial<typeof rules> = {}) =>
    refuseWaiver({...waiver, ...change}, {...rules, ...changed})

  it('accepted up to the last day that the catalogue allows', () => {
    expect(refuse({expiresOn: '2027-11-25', targets: ['pc-1'], compensatedBy: ['disk-encryption']})).toBeUndefined()
  })

  it.each<[string, Partial<Waiver>, Partial<typeof rules>, string, RegExp]>([
    ['not waivable', {}, {requirement: {...requirement, waivable: false}}, 'not-waivable', /không được phép miễn trừ.*stp-sec task add/],
    ['approved by the requester', {approvedBy: 'TRẦN VĂN B '}, {}, 'approved-by-requester', /Người phê duyệt trùng người đề nghị/],
    ['a day too long', {expiresOn: '2027-11-26'}, {}, 'waiver-too-long', /12 tháng.*không quá 25\/11\/2027/],
    [
      'longer than this requirement allows',
      {expiresOn: '2027-02-26'},
      {requirement: {...requirement, waiverMaxMonths: 3}},
      'waiver-too-long',
      /3 tháng.*25\/02\/2027/,
    ],
    ['over already', {expiresOn: '2026-11-24', validFrom: '2026-11-20'}, {}, 'bad-days', /24\/11\/2026 đã qua/],
    ['older than its paper', {validFrom: '2026-11-19'}, {}, 'bad-days', /trước ngày văn bản cho phép 20\/11\/2026/],
    [
      'of a paper not signed yet',
      {validFrom: '2026-11-28'},
      {documentDate: '2026-11-26'},
      'bad-days',
      /Ngày văn bản 26\/11\/2026 ở tương lai/,
    ],
    [
      'for a machine of another system',
      {targets: ['pc-1', 'pc-3']},
      {},
      'unknown-target',
      /"pc-3" không thuộc hệ thống lan.*Có phải ý bạn là "pc-1"/,
    ],
    ['compensated by what nobody knows', {compensatedBy: ['disk-encription']}, {}, 'unknown-check', /Có phải ý bạn là "disk-encryption"/],
  ])('refused: %s', (_, change, changed, code, words) => {
    const refusal = refuse(change, changed)
    expect(refusal?.code).toBe(code)
    expect(both(refusal)).toMatch(words)
  })
})

describe('tasks', () => {
  const task: Task = {
    id: 'kp-1',
    system: 'lan',
    requirement: 'ch.khoa-phien',
    person: 'Trần Văn B',
    work: 'Bật khóa màn hình',
    responsibility: 'Văn phòng Sở',
    authority: 'Chánh Văn phòng',
    dueOn: '2026-12-31',
    result: 'Mọi máy tự khóa',
    status: 'open',
    openedOn: '2026-11-01',
    evidence: [],
  }

  it.each(sixFields.map((field) => [field.name.vi, field] as const))(
    '"%s" is named when it is absent, blank or still to be assigned',
    (name, {key, flag}) => {
      for (const value of [undefined, '  ', toBeAssigned]) {
        const refusal = refuseUnclear({...task, [key]: value}, 'x')
        expect(refusal?.what.vi).toBe(`Việc khắc phục chưa ${name} (${flag})`)
      }
    },
  )
  it('all that is missing is named at once, in the order of the six', () => {
    expect(unclearFields({}).map(({name}) => name.vi)).toEqual([
      'rõ người',
      'rõ việc',
      'rõ trách nhiệm',
      'rõ thẩm quyền',
      'rõ thời gian',
      'rõ kết quả',
    ])
    expect(refuseUnclear(task, 'x')).toBeUndefined()
  })

  const end = {status: 'done', on: today, after: 'Đã bật trên 12 máy', reason: undefined, proofs: 1} as const
  it('ends with result and proof, or with a reason', () => {
    expect(refuseEnd(task, end, today)).toBeUndefined()
    expect(
      refuseEnd({...task, person: toBeAssigned}, {...end, status: 'dropped', after: undefined, proofs: 0, reason: 'Thanh lý máy'}, today),
    ).toBeUndefined()
  })
  it.each([
    ['without a result', {after: ''}, {}, 'task-needs-proof', /kết quả sau khi khắc phục/],
    ['without a proof', {proofs: 0}, {}, 'task-needs-proof', /tài liệu chứng minh/],
    ['dropped without a reason', {status: 'dropped'}, {}, 'task-needs-proof', /lý do không thực hiện/],
    ['twice', {}, {status: 'done', closedOn: '2026-11-20'}, 'task-ended', /đã kết thúc ngày 20\/11\/2026/],
    ['before it began', {on: '2026-10-31'}, {}, 'bad-days', /từ ngày giao việc 01\/11\/2026/],
    ['tomorrow', {on: '2026-11-26'}, {}, 'bad-days', /đến hôm nay/],
    ['while nobody was assigned', {}, {person: toBeAssigned}, 'six-fields', /chưa rõ người/],
  ] as const)('cannot end %s', (_, changedEnd, changedTask, code, words) => {
    const refusal = refuseEnd({...task, ...changedTask} as Task, {...end, ...changedEnd}, today)
    expect(refusal?.code).toBe(code)
    expect(refusal?.what.vi).toMatch(words)
  })

  it('is overdue the day after its last day, while it is open', () => {
    expect(isOverdue(task, '2026-12-31')).toBe(false)
    expect(isOverdue(task, '2027-01-01')).toBe(true)
    expect(isOverdue({...task, status: 'done'}, '2027-01-01')).toBe(false)
  })
})

describe('expiry', () => {
  it.each([
    ['2026-12-31', 'active', 36],
    ['2026-12-25', 'due-soon', 30],
    ['2026-11-25', 'due-soon', 0],
    ['2026-11-24', 'expired', -1],
  ])('what ends on %s is %s today', (lastDay, state, daysLeft) => {
    expect(validityOn(lastDay, today, 30)).toEqual({state, daysLeft})
  })
  it('names are the same whatever their case, spaces or spelling form', () => {
    expect(sameWords('Nguyễn  Thị Hà', 'nguyễn thị hà'.normalize('NFD'))).toBe(true)
    expect(sameWords('Nguyễn Thị Hà', 'Nguyễn Thị Hạ')).toBe(false)
  })
})

describe('what an edit changed', () => {
  it('names only the entries that differ, with before and after', () => {
    const before = emptyRegisterOf({trainings: [training('a', 'Lớp 1'), training('b', 'Lớp 2'), training('d', 'Lớp 4')]})
    const after = emptyRegisterOf({trainings: [training('b', 'Lớp hai'), training('c', 'Lớp 3'), training('d', 'Lớp 4')]})
    expect(registerChanges(before, after)).toEqual([
      {collection: 'trainings', id: 'a', before: training('a', 'Lớp 1')},
      {collection: 'trainings', id: 'b', before: training('b', 'Lớp 2'), after: training('b', 'Lớp hai')},
      {collection: 'trainings', id: 'c', after: training('c', 'Lớp 3')},
    ])
    expect(registerChanges(before, before)).toEqual([])
  })
  it('loses none of two entries that share an id', () => {
    const before = emptyRegisterOf({trainings: [training('a', '1'), training('a', '2')]})
    expect(registerChanges(before, emptyRegisterOf({trainings: [training('a', '1')]}))).toEqual([
      {collection: 'trainings', id: 'a', before: training('a', '2')},
    ])
  })
})

function training(id: string, title: string) {
  return {id, kind: 'drill' as const, title, date: '2026-10-01', systems: []}
}
