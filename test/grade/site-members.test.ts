import {describe, expect, it} from 'vitest'
import {rankActions} from '../../src/grade/actions.ts'
import {createGrader} from '../../src/grade/grade.ts'
import {planRequirements} from '../../src/grade/plan.ts'
import type {AssessedSite} from '../../src/model/assessed-system.ts'
import type {Outcome, Result} from '../../src/model/assessment.ts'
import type {Requirement} from '../../src/model/policy.ts'
import type {TargetKind} from '../../src/model/snapshot.ts'

const text = {vi: 'thử', en: 'test'}
const ask = {vi: 'Có không?', en: 'Is it?', validMonths: 12, evidence: ['Quyết định']}
const on = '2026-12-14'
const one: AssessedSite = {id: 'site-a', name: 'Trang A', url: 'https://a.gov.vn/'}
const two: AssessedSite = {id: 'site-b', name: 'Trang B', url: 'https://b.gov.vn/', kind: 'internal'}

/** Checks whose id begins so look at sites. */
const targetOf = (check: string): TargetKind => (check.startsWith('site-') ? 'site' : 'endpoint')

interface Setup {
  requirement?: Partial<Requirement>
  sites?: readonly AssessedSite[]
  seen?: Record<string, Outcome>
  machines?: readonly Outcome[]
  declared?: number | undefined
  answered?: boolean
  ages?: Record<string, number>
}

function grade({requirement = {}, sites = [], seen = {}, machines = [], declared, answered = false, ages = {}}: Setup) {
  const own: Requirement = {
    id: 'r',
    levels: [2],
    clause: {2: 'b'},
    title: text,
    text,
    severity: 'high',
    kind: 'technical',
    strength: 'required',
    waivable: true,
    checks: ['site-c'],
    source: {confidence: 'secondary'},
    ...requirement,
  }
  const policy = {
    head: {
      id: 'test',
      version: '1.0.0',
      name: text,
      standard: 'TEST',
      validFrom: '2026-01-01',
      replaces: [],
      legalBasis: ['x'],
      levels: [2 as const],
      maxFactAgeDays: 35,
      waiverMaxMonths: 12,
      severityScale: {reasoning: text, critical: text, high: text, medium: text, low: text},
      attribution: 'x',
      caveat: text,
      source: {confidence: 'secondary' as const},
    },
    groups: [{id: 'g', order: 1, name: text, informative: false, requirements: [own]}],
  }
  const plan = planRequirements(policy, 2, () => ({}), targetOf)
  const attestation = {id: 'x', system: 's', requirement: 'r', result: 'met' as const, statement: 'Có', by: 'An', evidence: []}
  const grader = createGrader({
    id: 'a',
    on,
    policy,
    plan,
    basisReason: text,
    system: {id: 's', name: 'S', level: 2},
    declaredTargets: declared ?? machines.length,
    sites,
    attestations: answered ? [{...attestation, answeredOn: '2026-10-01', validUntil: '2027-09-30'}] : [],
    waivers: [],
  })
  const add = (target: string, kind: TargetKind, outcome: Outcome) => {
    const results = plan.uses.filter((use) => use.target === kind)
    grader.add(
      target,
      new Map(results.map((use): [string, Result] => [use.key, {check: use.check, target, outcome, evidence: []}])),
      kind,
      ages[target],
    )
  }
  machines.forEach((outcome, index) => {
    add(`pc-${index}`, 'endpoint', outcome)
  })
  for (const [target, outcome] of Object.entries(seen)) add(target, 'site', outcome)
  const assessment = grader.finish()
  const [finding] = assessment.findings
  if (!finding) throw new Error('no finding')
  return {assessment, finding}
}

const mixed = {checks: ['c', 'site-c']}

describe('sites of a system', () => {
  it.each([
    ['passes', {sites: [one], seen: {'site-a': 'pass'}}, 'met'],
    ['fails', {sites: [one], seen: {'site-a': 'fail'}}, 'not-met'],
    ['was not seen by the probe', {sites: [one], seen: {'site-a': 'unknown'}}, 'unknown'],
    ['was never probed', {sites: [one]}, 'unknown'],
    ['passes, another was never probed', {sites: [one, two], seen: {'site-a': 'pass'}}, 'unknown'],
    ['fails, another was never probed', {sites: [one, two], seen: {'site-a': 'fail'}}, 'not-met'],
    ['is no case for it', {sites: [one], seen: {'site-a': 'not-applicable'}}, 'not-applicable'],
    ['none is registered', {}, 'not-applicable'],
  ] as const)('a requirement on sites alone: a site %s', (_, setup, verdict) => {
    expect(grade(setup).finding.verdict).toBe(verdict)
  })

  it.each([
    ['the probe sees a part only: the question stays open', {sites: [one], seen: {'site-a': 'pass'}}, 'unknown'],
    ['both are good', {sites: [one], seen: {'site-a': 'pass'}, answered: true}, 'met'],
    ['a yes does not outweigh a fault', {sites: [one], seen: {'site-a': 'fail'}, answered: true}, 'not-met'],
    ['a yes does not stand for a site nobody looked at', {sites: [one], answered: true}, 'unknown'],
    ['without a site it is left to the question', {answered: true}, 'met'],
    ['without a site and an answer', {}, 'unknown'],
  ] as const)('with a question: %s', (_, setup, verdict) => {
    expect(grade({requirement: {ask}, ...setup}).finding.verdict).toBe(verdict)
  })

  it('one open site among a hundred good machines is not made up for by them', () => {
    const machines = Array.from({length: 100}, (): Outcome => 'pass')
    const {finding} = grade({requirement: mixed, machines, sites: [one], seen: {'site-a': 'fail'}})
    expect(finding).toMatchObject({verdict: 'not-met', failing: ['site-a'], members: {pass: 100, fail: 1}, unseen: 0})
  })

  it('a good site does not make up for machines nobody has seen, nor the other way round', () => {
    expect(grade({requirement: mixed, machines: ['pass'], declared: 2, sites: [one], seen: {'site-a': 'pass'}}).finding).toMatchObject({
      verdict: 'unknown',
      unseen: 1,
    })
    const {finding, assessment} = grade({requirement: mixed, machines: ['pass'], sites: [one]})
    expect(finding).toMatchObject({verdict: 'unknown', unseen: 0, unseenSites: 1})
    expect(assessment.scope).toEqual({seen: 1, unseen: 0, declared: true, sites: {seen: 0, unseen: 1}})
    expect(rankActions(assessment).map(({step}) => step.kind)).toEqual(['probe'])
  })

  it('tells by name what was never probed, and by age what is old', () => {
    const {assessment} = grade({sites: [one, two], seen: {'site-b': 'pass'}, ages: {'site-b': 36}})
    expect(assessment.warnings).toEqual([
      {code: 'sites-unseen', values: {unseen: 1, declared: 2, names: 'Trang A'}},
      {code: 'site-facts-old', values: {site: 'Trang B', days: 36, limit: 35}},
    ])
    expect(grade({sites: [two], seen: {'site-b': 'pass'}, ages: {'site-b': 35}}).assessment.warnings).toEqual([])
  })

  it('a requirement on sites of some kinds passes the others over; a site without a kind is always meant', () => {
    const requirement = {sites: ['portal', 'component'] as ('portal' | 'component')[]}
    expect(grade({requirement, sites: [one, two], seen: {'site-a': 'pass', 'site-b': 'fail'}}).finding.verdict).toBe('met')
    expect(grade({requirement, sites: [two], seen: {'site-b': 'fail'}}).finding).toMatchObject({
      verdict: 'not-applicable',
      reasons: [{code: 'no-site-applies'}],
    })
    const question = {...requirement, checks: undefined, ask}
    expect(grade({requirement: question, sites: [two]}).finding).toMatchObject({
      verdict: 'not-applicable',
      justified: false,
    })
    expect(grade({requirement: question, sites: [one]}).finding.verdict).toBe('unknown')
  })

  it('nothing changes for a system without sites: no word of them in what is stored', () => {
    const {assessment, finding} = grade({requirement: {checks: ['c']}, machines: ['pass']})
    expect(finding.verdict).toBe('met')
    expect(JSON.stringify(assessment)).not.toMatch(/site/i)
  })
})
