import {describe, expect, it} from 'vitest'
import {combineParts, verdictOf, worstOutcome} from '../../src/grade/verdict.ts'
import type {Verdict} from '../../src/model/assessment.ts'

const ratios = {passRatio: 1, partialRatio: 0.9}

describe('verdictOf: the table of the contract', () => {
  it.each([
    ['all pass', [10, 0, 0, 0], 0, 'met'],
    ['one of ten fails: exactly at partialRatio', [9, 1, 0, 0], 0, 'partly-met'],
    ['one of nine fails: below', [8, 1, 0, 0], 0, 'not-met'],
    ['unknown counts in the ratio', [9, 1, 1, 0], 0, 'not-met'],
    ['unseen counts in the ratio', [9, 1, 0, 0], 1, 'not-met'],
    ['no fail, one unknown', [99, 0, 1, 0], 0, 'unknown'],
    ['no fail, one unseen', [99, 0, 0, 0], 1, 'unknown'],
    ['not-applicable is ignored', [3, 0, 0, 97], 0, 'met'],
    ['nothing applicable', [0, 0, 0, 5], 0, 'not-applicable'],
    ['nothing at all', [0, 0, 0, 0], 0, 'not-applicable'],
    ['nothing but unseen', [0, 0, 0, 0], 3, 'unknown'],
  ] as const)('%s', (_, [pass, fail, unknown, notApplicable], unseen, verdict) => {
    expect(verdictOf({pass, fail, unknown, notApplicable}, unseen, ratios)).toBe(verdict)
  })

  it('a passRatio below one tolerates failures up to it, and only failures', () => {
    expect(verdictOf({pass: 19, fail: 1, unknown: 0, notApplicable: 0}, 0, {passRatio: 0.95, partialRatio: 0.8})).toBe('met')
    expect(verdictOf({pass: 18, fail: 1, unknown: 1, notApplicable: 0}, 0, {passRatio: 0.95, partialRatio: 0.8})).toBe('partly-met')
  })
})

describe('combineParts: checks and answer must both be met', () => {
  const table: [Verdict, Verdict, Verdict][] = [
    ['met', 'met', 'met'],
    ['met', 'unknown', 'unknown'],
    ['met', 'partly-met', 'partly-met'],
    ['met', 'not-met', 'not-met'],
    ['partly-met', 'unknown', 'unknown'],
    ['not-met', 'unknown', 'not-met'],
    ['not-applicable', 'met', 'met'],
    ['not-applicable', 'unknown', 'unknown'],
    ['not-applicable', 'not-applicable', 'not-applicable'],
  ]
  it.each(table)('%s and %s give %s', (a, b, verdict) => {
    expect(combineParts([a, b])).toBe(verdict)
    expect(combineParts([b, a])).toBe(verdict)
  })
})

describe('worstOutcome', () => {
  it.each([
    [['pass', 'unknown', 'fail'], 'fail'],
    [['pass', 'unknown'], 'unknown'],
    [['pass', 'not-applicable'], 'pass'],
    [['not-applicable'], 'not-applicable'],
    [[], 'not-applicable'],
  ] as const)('%j gives %s', (outcomes, worst) => {
    expect(worstOutcome(outcomes)).toBe(worst)
  })
})
