import {describe, expect, it} from 'vitest'
import {groupVerdict} from '../../src/grade/score.ts'
import type {Finding} from '../../src/model/assessment.ts'

type Line = [Finding['verdict'], Finding['confidence'], boolean?]

function verdict(...lines: Line[]): string {
  return groupVerdict(lines.map(([given, confidence, justified = false]) => ({verdict: given, confidence, justified}) as Finding))
}

describe('groupVerdict', () => {
  it('needs every line, without averaging', () => {
    expect(verdict(['met', 'seen'], ['met', 'secondary'])).toBe('meets')
    expect(verdict(['met', 'seen'], ['partly-met', 'seen'])).toBe('does-not-meet')
    expect(verdict(['met', 'seen'], ['unknown', 'seen'])).toBe('insufficient')
    expect(verdict(['met', 'seen'], ['not-applicable', 'seen'])).toBe('insufficient')
    expect(verdict(['met', 'seen'], ['not-applicable', 'seen', true])).toBe('meets')
    expect(verdict()).toBe('insufficient')
  })

  it.each(['from-knowledge', 'unverified'] as const)('a line that is %s decides nothing alone', (confidence) => {
    expect(verdict(['met', confidence], ['met', confidence])).toBe('insufficient')
    expect(verdict(['met', 'seen'], ['not-met', confidence])).toBe('insufficient')
    expect(verdict(['met', 'seen'], ['unknown', confidence])).toBe('insufficient')
    expect(verdict(['not-met', 'seen'], ['met', confidence])).toBe('does-not-meet')
    expect(verdict(['met', 'seen'], ['met', confidence])).toBe('meets')
  })
})
