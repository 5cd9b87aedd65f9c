import {describe, expect, it} from 'vitest'
import {rankActions} from '../../src/grade/actions.ts'
import {createGrader, type GradeInput} from '../../src/grade/grade.ts'
import {planRequirements} from '../../src/grade/plan.ts'
import type {Outcome, Result} from '../../src/model/assessment.ts'
import type {GroupFile, Policy, Requirement} from '../../src/model/policy.ts'
import type {Attestation, Waiver} from '../../src/model/register.ts'

const text = {vi: 'thử', en: 'test'}
const on = '2026-12-14'

function requirement(change: Partial<Requirement> & {id: string}): Requirement {
  return {
    levels: [1, 2, 3],
    clause: {1: 'a', 2: 'b', 3: 'c'},
    title: text,
    text,
    severity: 'high',
    kind: 'technical',
    strength: 'required',
    waivable: true,
    source: {confidence: 'secondary'},
    ...change,
  }
}

const ask = {vi: 'Có không?', en: 'Is it?', validMonths: 12, evidence: ['Quyết định']}

function policyOf(groups: (Partial<GroupFile> & {requirements: Requirement[]})[]): Policy {
  return {
    head: {
      id: 'test',
      version: '1.0.0',
      name: text,
      standard: 'TEST',
      validFrom: '2026-01-01',
      replaces: [],
      legalBasis: ['x'],
      levels: [1, 2, 3],
      maxFactAgeDays: 35,
      waiverMaxMonths: 12,
      severityScale: {reasoning: text, critical: text, high: text, medium: text, low: text},
      attribution: 'x',
      caveat: text,
      source: {confidence: 'secondary'},
    },
    groups: groups.map((group, index) => ({id: `g${index + 1}`, order: index + 1, name: text, informative: false, ...group})),
  }
}

interface Setup {
  policy: Policy
  /** Outcomes of each check by target. */
  targets?: Record<string, Record<string, Outcome>>
  declared?: number | undefined
  attestations?: Partial<Attestation>[]
  waivers?: Partial<Waiver>[]
}

/** Checks whose id begins so look at hosts. */
const targetOf = (check: string) => (check.startsWith('host-') ? 'host' : 'endpoint')

function gradeOf({policy, targets = {}, declared, attestations = [], waivers = []}: Setup) {
  const plan = planRequirements(policy, 2, () => ({}), targetOf)
  const input: GradeInput = {
    id: 'a-1',
    on,
    policy,
    plan,
    basisReason: text,
    system: {id: 's', name: 'S', level: 2},
    declaredTargets: declared,
    attestations: attestations.map((change, index) => ({
      id: `x${index}`,
      system: 's',
      requirement: 'r',
      result: 'met',
      statement: 'Có',
      by: 'An',
      answeredOn: '2026-10-01',
      validUntil: '2027-09-30',
      evidence: [],
      ...change,
    })),
    waivers: waivers.map((change, index) => ({
      id: `w${index}`,
      system: 's',
      requirement: 'r',
      reason: 'x',
      risk: 'x',
      document: '12/QĐ-STP',
      requestedBy: 'An',
      approvedBy: 'Bình',
      validFrom: '2026-10-01',
      expiresOn: '2027-03-31',
      ...change,
    })),
  }
  const grader = createGrader(input)
  for (const [target, outcomes] of Object.entries(targets)) {
    const kind = target.startsWith('host-') ? 'host' : 'endpoint'
    const results = new Map<string, Result>(
      plan.uses
        .filter((use) => use.target === kind)
        .map((use) => [use.key, {check: use.check, target, outcome: outcomes[use.check] ?? 'unknown', evidence: []}]),
    )
    grader.add(target, results, kind)
  }
  return grader.finish()
}

const oneCheck = policyOf([{requirements: [requirement({id: 'r', checks: ['c']})]}])
const oneQuestion = policyOf([{requirements: [requirement({id: 'r', ask})]}])

describe('scope: nothing is met for machines nobody has seen', () => {
  const all = {a: {c: 'pass'}, b: {c: 'pass'}} as const
  it('met when all declared machines pass', () => {
    expect(gradeOf({policy: oneCheck, targets: all, declared: 2})).toMatchObject({conclusion: 'meets', findings: [{verdict: 'met'}]})
  })
  it('unknown when a declared machine has no facts, and the warning counts it', () => {
    const assessment = gradeOf({policy: oneCheck, targets: all, declared: 3})
    expect(assessment).toMatchObject({
      conclusion: 'insufficient',
      findings: [{verdict: 'unknown', unseen: 1}],
      scope: {seen: 2, unseen: 1, declared: true},
    })
    expect(assessment.warnings).toContainEqual({code: 'targets-unseen', values: {unseen: 1, declared: 3}})
  })
  it('unknown when nobody said how many machines there are', () => {
    const assessment = gradeOf({policy: oneCheck, targets: all})
    expect(assessment.findings[0]?.verdict).toBe('unknown')
    expect(assessment.warnings).toContainEqual({code: 'scope-not-declared', values: {seen: 2}})
  })
  it('unknown, not n/a, when there is no machine at all', () => {
    expect(gradeOf({policy: oneCheck, declared: 0}).findings[0]?.verdict).toBe('unknown')
  })
  it('not applicable on every machine is never met and decides no group', () => {
    const assessment = gradeOf({policy: oneCheck, targets: {a: {c: 'not-applicable'}}, declared: 1})
    expect(assessment).toMatchObject({
      conclusion: 'insufficient',
      findings: [{verdict: 'not-applicable', justified: false}],
      groups: [{verdict: 'insufficient'}],
    })
    expect(assessment.warnings).toContainEqual({code: 'nothing-applicable', values: {}})
  })
})

describe('answers of people', () => {
  it.each([
    ['no answer', [], 'unknown'],
    ['an answer in force', [{}], 'met'],
    ['valid until this very day', [{validUntil: on}], 'met'],
    ['expired yesterday', [{validUntil: '2026-12-13'}], 'unknown'],
    ['valid for longer than the question allows', [{answeredOn: '2025-12-01', validUntil: '2030-01-01'}], 'unknown'],
    ['given after the day of assessment', [{answeredOn: '2026-12-15'}], 'unknown'],
    ['the newest answer counts', [{answeredOn: '2026-01-01'}, {answeredOn: '2026-11-01', result: 'not-met'}], 'not-met'],
    ['partly', [{result: 'partly-met'}], 'partly-met'],
    ['does not apply, with a reason', [{result: 'not-applicable'}], 'not-applicable'],
    ['an answer to another requirement', [{requirement: 'other'}], 'unknown'],
  ] as const)('%s', (_, attestations, verdict) => {
    expect(gradeOf({policy: oneQuestion, attestations: [...attestations], declared: 1}).findings[0]?.verdict).toBe(verdict)
  })

  it('a justified not-applicable lets the group meet', () => {
    expect(gradeOf({policy: oneQuestion, attestations: [{result: 'not-applicable'}], declared: 1})).toMatchObject({
      conclusion: 'meets',
      findings: [{justified: true}],
    })
  })

  it('an expired answer raises a warning', () => {
    expect(gradeOf({policy: oneQuestion, attestations: [{validUntil: '2026-12-13'}]}).warnings.map((warning) => warning.code)).toContain(
      'attestation-expired',
    )
  })

  it('another value than a suggested one needs a second person and a paper', () => {
    const suggested = policyOf([{requirements: [requirement({id: 'r', checks: ['c'], strength: 'suggested'})]}])
    const targets = {a: {c: 'fail'}} as const
    const paper = {evidence: [{title: 'Báo cáo rủi ro'}]}
    expect(gradeOf({policy: suggested, targets, declared: 1, attestations: [{}]}).findings[0]?.verdict).toBe('not-met')
    expect(gradeOf({policy: suggested, targets, declared: 1, attestations: [{...paper, confirmedBy: 'An'}]}).findings[0]?.verdict).toBe(
      'not-met',
    )
    expect(gradeOf({policy: suggested, targets, declared: 1, attestations: [{...paper, confirmedBy: 'Bình'}]}).findings[0]?.verdict).toBe(
      'met',
    )
    expect(gradeOf({policy: oneCheck, targets, declared: 1, attestations: [{...paper, confirmedBy: 'Bình'}]}).findings[0]?.verdict).toBe(
      'not-met',
    )
  })
})

describe('waivers change no verdict', () => {
  const failing = {policy: oneCheck, targets: {a: {c: 'fail'}}, declared: 1} as const
  it('are printed beside the verdict and only lift the index after waivers', () => {
    const policy = policyOf([{requirements: [requirement({id: 'r', checks: ['c']}), requirement({id: 'q', ask})]}])
    const assessment = gradeOf({policy, targets: {a: {c: 'fail'}}, declared: 1, waivers: [{}], attestations: [{requirement: 'q'}]})
    expect(assessment.findings[0]).toMatchObject({verdict: 'not-met', waiver: {id: 'w0', document: '12/QĐ-STP'}})
    expect(assessment.conclusion).toBe('does-not-meet')
    expect(assessment.index).toMatchObject({conformity: 0.5, afterWaivers: 1, coverage: 1})
  })
  it.each([
    ['expired', {expiresOn: '2026-12-13'}, 'waiver-expired'],
    ['approved by the requester', {approvedBy: 'An'}, 'waiver-refused-approver'],
    ['longer than allowed', {expiresOn: '2027-10-02'}, 'waiver-refused-too-long'],
  ])('%s: counts as absent, with a warning', (_, waiver, code) => {
    const assessment = gradeOf({...failing, waivers: [waiver]})
    expect(assessment.findings[0]?.waiver).toBeUndefined()
    expect(assessment.warnings.map((warning) => warning.code)).toContain(code)
  })
  it('never for what may not be waived', () => {
    const policy = policyOf([{requirements: [requirement({id: 'r', checks: ['c'], waivable: false})]}])
    const assessment = gradeOf({...failing, policy, waivers: [{}]})
    expect(assessment.findings[0]?.waiver).toBeUndefined()
    expect(assessment.warnings.map((warning) => warning.code)).toContain('waiver-refused-not-waivable')
  })
  it('for one machine do not cover another', () => {
    const assessment = gradeOf({policy: oneCheck, targets: {a: {c: 'fail'}, b: {c: 'fail'}}, declared: 2, waivers: [{targets: ['a']}]})
    expect(assessment.findings[0]?.waiver).toBeUndefined()
  })
})

describe('arithmetic', () => {
  it('conformity, coverage and groups of a worked example', () => {
    const policy = policyOf([
      {
        requirements: [
          requirement({id: 'a', severity: 'critical', checks: ['p']}),
          requirement({id: 'b', severity: 'high', checks: ['f']}),
        ],
      },
      {
        requirements: [
          requirement({id: 'c', severity: 'medium', ask}),
          requirement({id: 'd', severity: 'low', ask}),
          requirement({id: 'e', severity: 'low', ask}),
        ],
      },
      {informative: true, requirements: [requirement({id: 'i', severity: 'critical', ask})]},
    ])
    const assessment = gradeOf({
      policy,
      targets: {m: {p: 'pass', f: 'fail'}},
      declared: 1,
      attestations: [
        {requirement: 'c', result: 'partly-met'},
        {requirement: 'd', result: 'not-applicable'},
      ],
    })
    // 5 met, 3 not met, 2 partly, 1 unknown; the not-applicable one and the informative group are outside.
    expect(assessment.index.sums).toEqual({met: 5, partlyMet: 2, notMet: 3, unknown: 1, applicable: 11, waived: 0})
    expect(assessment.index.conformity).toBeCloseTo(6 / 11, 12)
    expect(assessment.index.coverage).toBeCloseTo(10 / 11, 12)
    expect(assessment.counts).toEqual({met: 1, partlyMet: 1, notMet: 1, unknown: 1, notApplicable: 1})
    expect(assessment.groups.map((group) => group.verdict)).toEqual(['does-not-meet', 'does-not-meet', 'insufficient'])
    expect(assessment.conclusion).toBe('does-not-meet')
  })

  it('an informative group decides nothing', () => {
    const policy = policyOf([
      {requirements: [requirement({id: 'a', ask})]},
      {informative: true, requirements: [requirement({id: 'i', ask})]},
    ])
    expect(gradeOf({policy, declared: 1, attestations: [{requirement: 'a'}]}).conclusion).toBe('meets')
  })

  it('parameters: a level without a value takes the next lower one, and values.x is followed', () => {
    const policy = policyOf([
      {requirements: [requirement({id: 'r', checks: [{c: {max: {1: 15, 3: 10}, min: 'values.low'}}], values: {low: {1: 4, 2: 6}}})]},
    ])
    const at = (level: 1 | 2 | 3) =>
      planRequirements(
        policy,
        level,
        () => ({max: 99, min: 0, other: true}),
        () => 'endpoint',
      ).uses[0]?.params
    expect(at(1)).toEqual({max: 15, min: 4, other: true})
    expect(at(2)).toEqual({max: 15, min: 6, other: true})
    expect(at(3)).toEqual({max: 10, min: 6, other: true})
  })

  it('actions name what completes a requirement and by how much', () => {
    const policy = policyOf([
      {
        requirements: [
          requirement({id: 'a', severity: 'critical', checks: ['c']}),
          requirement({id: 'b', checks: ['c'], ask}),
          requirement({id: 'd', severity: 'low', ask}),
        ],
      },
    ])
    const actions = rankActions(gradeOf({policy, targets: {m: {c: 'fail'}}, declared: 1}))
    expect(actions[0]).toMatchObject({step: {kind: 'fix', check: 'c', machines: 1}, completes: ['a'], helps: ['b']})
    expect(actions[0]?.gain).toBeCloseTo(5 / 9, 12)
    expect(actions.map((action) => action.step.kind)).toEqual(['fix', 'answer', 'answer'])
  })
})

describe('what a scan of the network saw', () => {
  const both = policyOf([{requirements: [requirement({id: 'r', checks: ['c', 'host-x']})]}])
  const onlyHosts = policyOf([{requirements: [requirement({id: 'r', checks: ['host-x'], ask})]}])
  const answered = {attestations: [{}]}
  it.each<[string, Parameters<typeof gradeOf>[0], string]>([
    ['nobody scanned: the machines decide', {policy: both, targets: {a: {c: 'pass'}}, declared: 1}, 'met'],
    ['a host that fails', {policy: both, targets: {a: {c: 'pass'}, 'host-1': {'host-x': 'fail'}}, declared: 1}, 'not-met'],
    [
      'a host of which the port was not looked at',
      {policy: both, targets: {a: {c: 'pass'}, 'host-1': {'host-x': 'unknown'}}, declared: 1},
      'unknown',
    ],
    ['hosts that pass stand in for no machine', {policy: both, targets: {'host-1': {'host-x': 'pass'}}, declared: 1}, 'unknown'],
    ['hosts alone, nobody scanned: the answer decides', {policy: onlyHosts, targets: {a: {}}, declared: 1, ...answered}, 'met'],
    ['hosts alone, nobody scanned and nobody answered', {policy: onlyHosts, targets: {a: {}}, declared: 1}, 'unknown'],
    [
      'hosts alone, one fails whatever was answered',
      {policy: onlyHosts, targets: {a: {}, 'host-1': {'host-x': 'fail'}}, declared: 1, ...answered},
      'not-met',
    ],
    [
      'hosts alone, all pass and it is answered',
      {policy: onlyHosts, targets: {a: {}, 'host-1': {'host-x': 'pass'}}, declared: 1, ...answered},
      'met',
    ],
  ])('%s', (_, setup, verdict) => expect(gradeOf(setup).findings[0]?.verdict).toBe(verdict))

  it('says so where nobody scanned, and counts hosts as no machine', () => {
    expect(gradeOf({policy: onlyHosts, targets: {a: {}}, declared: 1, ...answered}).findings[0]?.reasons).toContainEqual({
      code: 'network-not-scanned',
      values: {},
    })
    expect(
      gradeOf({policy: both, targets: {a: {c: 'pass'}, 'host-1': {'host-x': 'pass'}, 'host-2': {'host-x': 'pass'}}, declared: 1}).scope,
    ).toEqual({seen: 1, unseen: 0, declared: true})
  })
})
