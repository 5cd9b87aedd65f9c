import {describe, expect, it} from 'vitest'
import type {Register, RegisteredDocument, System} from '../../../src/model/register.ts'
import {describeIssue} from '../../../src/report/mau-08/speaker.ts'
import {validateMau08} from '../../../src/report/mau-08/validate.ts'
import {approved, check, completeRegister, decision, derive, drafting, regulation, words} from './fixture.ts'

type Change = (register: Register) => void

function without<T, K extends keyof T>(value: T, key: K): T {
  const copy = {...value}
  delete copy[key]
  return copy
}
const first =
  (system: System): Change =>
  (register) => {
    register.systems[0] = system
  }
const second =
  (system: System): Change =>
  (register) => {
    register.systems[1] = system
  }
const papers =
  (...documents: RegisteredDocument[]): Change =>
  (register) => {
    register.documents = documents
  }
const people =
  (index: number, key: 'functions' | 'representative' | 'position' | 'address' | 'email'): Change =>
  (register) => {
    const person = register.people[index]
    if (person) delete person[key]
  }

function issuesOf(change: Change): string[] {
  const register = structuredClone(completeRegister())
  change(register)
  return derive(register).issues.map(({severity, code, system, column}) => `${severity} ${column} ${system?.id ?? '-'} ${code}`)
}

describe('rules of the form, checked before anything is written', () => {
  it('finds nothing in a complete register', () => {
    expect(issuesOf(() => {})).toEqual([])
  })

  const table: [what: string, change: Change, expected: string][] = [
    [
      'no systems',
      (register) => {
        register.systems = []
      },
      'error 1.c1 - no-systems',
    ],
    ['two of one name', second({...drafting, name: 'cổng  thông tin điện tử'}), 'error (2) csdl name-duplicate'],
    ['no owner', first(without(approved, 'owner')), 'error (3) cong-ttdt owner-missing'],
    ['no operator', first(without(approved, 'operator')), 'error (4) cong-ttdt operator-missing'],
    ['no level', first(without(approved, 'level')), 'error (5) cong-ttdt level-missing'],
    ['no dossier', second(without(drafting, 'state')), 'warning (6) csdl state-not-begun'],
    ['not classified, dossier sent', first(without(approved, 'type')), 'error 1.c2 cong-ttdt type-missing'],
    ['not classified, no dossier', second(without(drafting, 'type')), 'warning 1.c2 csdl type-missing-early'],
    ['approved without decision', first(without(approved, 'decision')), 'error (7) cong-ttdt decision-missing'],
    ['decision not in the register', papers(regulation), 'error (7) cong-ttdt decision-unknown'],
    ['decision without number', papers(without(decision, 'number'), regulation), 'error (7) cong-ttdt decision-incomplete'],
    ['decision without date', papers(without(decision, 'date'), regulation), 'error (7) cong-ttdt decision-incomplete'],
    ['decision without issuer', papers(without(decision, 'issuer'), regulation), 'error (7) cong-ttdt decision-incomplete'],
    ['decision after the report', papers({...decision, date: '2026-12-15'}, regulation), 'error (7) cong-ttdt decision-future'],
    ['decision, not approved', second({...drafting, decision: 'qd-01'}), 'error (7) csdl decision-not-approved'],
    ['decision of another system', papers({...decision, systems: ['csdl']}, regulation), 'warning (7) cong-ttdt decision-other-system'],
    ['approved under the decree without Quy chế', first(without(approved, 'regulation')), 'error (8) cong-ttdt regulation-missing'],
    ['Quy chế not in the register', papers(decision), 'error (8) cong-ttdt regulation-unknown'],
    ['Quy chế without issuer', papers(decision, without(regulation, 'issuer')), 'error (8) cong-ttdt regulation-incomplete'],
    ['Quy chế after the report', papers(decision, {...regulation, date: '2026-12-20'}), 'error (8) cong-ttdt regulation-future'],
    ['Quy chế after the decision', papers(decision, {...regulation, date: '2026-11-01'}), 'error (8) cong-ttdt regulation-after-decision'],
    [
      'Quy chế after a decision under the old law',
      papers({...decision, date: '2025-09-08'}, regulation),
      'warning (8) cong-ttdt regulation-after-decision-old',
    ],
    ['no planned approval', second(without(drafting, 'plannedApprovalOn')), 'error (9) csdl planned-approval-missing'],
    ['planned approval gone by', second({...drafting, plannedApprovalOn: '2026-06-30'}), 'warning (9) csdl planned-approval-past'],
    ['no deployment', first(without(approved, 'deployment')), 'error (10) cong-ttdt deployment-missing'],
    ['no planned deployment', second(without(drafting, 'plannedDeploymentOn')), 'error (11) csdl planned-deployment-missing'],
    ['planned deployment gone by', second({...drafting, plannedDeploymentOn: '2026-01-01'}), 'warning (11) csdl planned-deployment-past'],
    [
      'check outside the window',
      (register) => {
        register.assessments = [{...check, on: '2025-11-01'}]
      },
      'warning (12) cong-ttdt check-outside-window',
    ],
    [
      'check by the operator itself',
      (register) => {
        register.assessments = [{...check, independent: false}]
      },
      'warning (12) cong-ttdt check-not-independent',
    ],
    [
      'check without a conclusion',
      (register) => {
        register.assessments = [{...check, conclusion: 'insufficient'}]
      },
      'warning (12) cong-ttdt check-inconclusive',
    ],
    ['unconfirmed owner', first({...approved, owner: 'Ủy ban nhân dân tỉnh An Giang (cần xác nhận)'}), 'error (3) cong-ttdt unconfirmed'],
    ['an inferred row', second({...drafting, source: {confidence: 'inferred'}}), 'warning (2) csdl source-inferred'],
    ['last planned day missing', second(without(drafting, 'plannedApprovalOn')), 'error 1.c7 - completion-missing'],
    ['owner not registered', (register) => void register.people.shift(), 'error 2.a(1) - party-unregistered'],
    ['unit not registered', (register) => void register.people.pop(), 'error 2.b(1) - party-unregistered'],
    ['owner without head', people(0, 'representative'), 'error 2.a(3) - representative-missing'],
    ['owner without position', people(0, 'position'), 'error 2.a(3) - position-missing'],
    ['owner without address', people(0, 'address'), 'error 2.a(4) - address-missing'],
    ['owner without e-mail', people(0, 'email'), 'error 2.a(5) - contact-missing'],
    ['unit without functions', people(1, 'functions'), 'error 2.b(2) - functions-missing'],
  ]
  it.each(table)('%s', (_, change, expected) => {
    expect(issuesOf(change)).toContain(expected)
  })

  it('lets the owner leave its functions blank, as the form does', () => {
    expect(issuesOf(people(0, 'functions'))).toEqual([])
  })

  it('says that there is no specialised unit', () => {
    const change: Change = (register) => {
      register.people.pop()
      register.systems = register.systems.map((system) => without(system, 'specialisedUnit'))
    }
    expect(issuesOf(change)).toContain('error 2.b(1) - unit-missing')
  })

  it('refuses counters that the rows do not give, or that grow', () => {
    const {values} = derive(completeRegister())
    const codes = validateMau08({...values, counters: {...values.counters, c4: 2}}, words.rules).map(
      ({code, column}) => `${column} ${code}`,
    )
    expect(codes).toEqual(['1.c4 counter-rows', '1.c4 counter-order'])
  })

  it('has words in both languages for every issue, naming what to do', () => {
    const register = structuredClone(completeRegister())
    papers(without(decision, 'issuer'), regulation)(register)
    const [issue] = derive(register).issues
    if (!issue) throw new Error('no issue')
    expect(describeIssue(issue, words, 'vi')).toEqual({
      what: 'Quyết định phê duyệt thiếu cơ quan ban hành',
      next: 'Bổ sung vào văn bản trong sổ.',
    })
    expect(describeIssue(issue, words, 'en').what).toBe('The decision lacks the issuer')
    for (const {what, next} of Object.values(words.issues))
      for (const text of [what.vi, what.en, next.vi, next.en]) expect(text).not.toBe('')
  })
})
