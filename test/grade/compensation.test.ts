import {describe, expect, it} from 'vitest'
import {planCompensation} from '../../src/grade/compensation.ts'
import {createGrader} from '../../src/grade/grade.ts'
import {planRequirements} from '../../src/grade/plan.ts'
import type {Outcome, Result} from '../../src/model/assessment.ts'
import type {Policy, Requirement} from '../../src/model/policy.ts'
import type {Waiver} from '../../src/model/register.ts'

const text = {vi: 'thử', en: 'test'}
const on = '2026-12-14'
const base: Requirement = {
  id: 'r',
  levels: [1, 2],
  clause: {1: 'a', 2: 'b'},
  title: text,
  text,
  severity: 'high',
  kind: 'technical',
  strength: 'required',
  checks: ['c'],
  waivable: true,
  source: {confidence: 'secondary'},
}
/** Level 1 alone asks for `other`: at level 2 it is judged only because a waiver names it. */
const other: Requirement = {...base, id: 'o', levels: [1], checks: ['other']}
const waiver: Waiver = {
  id: 'w',
  system: 's',
  requirement: 'r',
  reason: 'x',
  risk: 'x',
  document: '12/QĐ-STP',
  requestedBy: 'An',
  approvedBy: 'Bình',
  validFrom: '2026-10-01',
  expiresOn: '2027-03-31',
  compensatedBy: ['other'],
}

function policyOf(requirements: Requirement[]): Policy {
  const head = {
    id: 'test',
    version: '1.0.0',
    name: text,
    standard: 'TEST',
    validFrom: '2026-01-01',
    replaces: [],
    legalBasis: ['x'],
    levels: [1, 2] as (1 | 2)[],
    maxFactAgeDays: 35,
    waiverMaxMonths: 12,
    severityScale: {reasoning: text, critical: text, high: text, medium: text, low: text},
    attribution: 'x',
    caveat: text,
    source: {confidence: 'secondary' as const},
  }
  return {head, groups: [{id: 'g', order: 1, name: text, informative: false, requirements}]}
}

function gradeOf(
  targets: Record<string, Record<string, Outcome>>,
  options: {waivers?: Waiver[]; declared?: number; requirements?: Requirement[]; known?: string[]} = {},
) {
  const policy = policyOf(options.requirements ?? [base, other])
  const waivers = options.waivers ?? [waiver]
  const known = options.known ?? ['c', 'other', 'foreign']
  const plan = planCompensation(
    planRequirements(
      policy,
      2,
      () => ({}),
      () => 'endpoint',
    ),
    policy,
    waivers,
    (id) => (known.includes(id) ? {} : undefined),
    () => 'endpoint',
  )
  const declaredTargets = options.declared ?? Object.keys(targets).length
  const grader = createGrader({
    id: 'a',
    on,
    policy,
    plan,
    basisReason: text,
    system: {id: 's', name: 'S', level: 2},
    attestations: [],
    waivers,
    declaredTargets,
  })
  for (const [target, outcomes] of Object.entries(targets))
    grader.add(
      target,
      new Map<string, Result>(
        plan.uses.map((use) => [use.key, {check: use.check, target, outcome: outcomes[use.check] ?? 'unknown', evidence: []}]),
      ),
    )
  const assessment = grader.finish()
  return {
    waived: assessment.findings[0]?.waiver?.id,
    verdict: assessment.findings[0]?.verdict,
    findings: assessment.findings.map((finding) => finding.requirement),
    notices: assessment.warnings.filter(({code}) => code.startsWith('waiver-')),
  }
}

describe('a compensating control is judged on the same machines', () => {
  it('in force when it passes where the requirement fails, though the level does not ask for it', () => {
    expect(gradeOf({a: {c: 'fail', other: 'pass'}, b: {c: 'pass', other: 'fail'}})).toEqual({
      waived: 'w',
      verdict: 'not-met',
      findings: ['r'],
      notices: [],
    })
  })

  it('not in force when it fails on one of them, and the notice names the machine', () => {
    const {waived, verdict, notices} = gradeOf({a: {c: 'fail', other: 'pass'}, b: {c: 'fail', other: 'fail'}})
    expect([waived, verdict]).toEqual([undefined, 'not-met'])
    expect(notices).toEqual([{code: 'waiver-compensation-unmet', values: {id: 'w', requirement: 'r', checks: 'other', targets: 'b'}}])
  })

  it.each([
    ['nobody saw it', {a: {c: 'fail'}}, 1, {}],
    ['it does not apply', {a: {c: 'fail', other: 'not-applicable'}}, 1, {}],
    ['a declared machine was never seen', {a: {c: 'fail', other: 'pass'}}, 2, {}],
    ['a machine of the waiver was never seen', {a: {c: 'fail', other: 'pass'}}, 1, {targets: ['a', 'z']}],
    ['one of two controls is unknown', {a: {c: 'fail', other: 'pass'}}, 1, {compensatedBy: ['other', 'foreign']}],
  ] as const)('not in force while unknown: %s', (_, targets, declared, change) => {
    const {waived, notices} = gradeOf(targets, {declared, waivers: [{...waiver, ...change} as unknown as Waiver]})
    expect(waived).toBeUndefined()
    expect(notices.map(({code}) => code)).toEqual(['waiver-compensation-unknown'])
  })

  it('a check outside the catalogue never compensates: it would not be part of the evidence', () => {
    expect(gradeOf({a: {c: 'fail', foreign: 'pass'}}, {waivers: [{...waiver, compensatedBy: ['foreign']}]}).notices).toMatchObject([
      {code: 'waiver-compensation-unknown'},
    ])
  })

  it('only the machines of the waiver need it', () => {
    expect(gradeOf({a: {c: 'fail', other: 'pass'}, b: {c: 'pass', other: 'fail'}}, {waivers: [{...waiver, targets: ['a']}]}).waived).toBe(
      'w',
    )
  })

  it('a question has no machines: the control must then hold on all', () => {
    const {checks: _, ...question} = base
    const requirements = [{...question, ask: {vi: 'Có không?', en: 'Is it?', validMonths: 12, evidence: ['x']}}, other]
    expect(gradeOf({a: {other: 'pass'}, b: {other: 'pass'}}, {requirements}).waived).toBe('w')
    expect(gradeOf({a: {other: 'pass'}, b: {other: 'fail'}}, {requirements}).notices).toMatchObject([{code: 'waiver-compensation-unmet'}])
    expect(gradeOf({}, {requirements}).notices).toMatchObject([{code: 'waiver-compensation-unknown'}])
  })

  it('an expired waiver says so and nothing about its control', () => {
    const notices = gradeOf({a: {c: 'fail', other: 'fail'}}, {waivers: [{...waiver, expiresOn: '2026-12-13'}]}).notices
    expect(notices.map(({code}) => code)).toEqual(['waiver-expired'])
  })

  it('of two waivers the one that is in force and covers the machines counts', () => {
    const waivers = [
      {...waiver, id: 'w1', targets: ['b'], compensatedBy: []},
      {...waiver, id: 'w2'},
    ]
    expect(gradeOf({a: {c: 'fail', other: 'pass'}}, {waivers}).waived).toBe('w2')
  })
})
