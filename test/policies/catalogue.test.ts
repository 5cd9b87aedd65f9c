import {describe, expect, it} from 'vitest'
import {describePolicy} from '../../src/cli/describe-policy.ts'
import {loadContent} from '../../src/content/content.ts'
import {chooseBasis} from '../../src/pipeline.ts'

const content = loadContent()
const policy = content.policies.get('tcvn-14423-2026')
const requirements = policy?.groups.filter((group) => !group.informative).flatMap((group) => group.requirements) ?? []

describe('TCVN 14423:2026', () => {
  it('has all 303 requirements in 18 groups, and the ten items of Annex A outside the conclusion', () => {
    expect(requirements).toHaveLength(303)
    expect(policy?.groups.filter((group) => !group.informative)).toHaveLength(18)
    expect(policy?.groups.filter((group) => group.informative).map((group) => group.requirements.length)).toEqual([10])
  })

  it('membership by level, not by superset', () => {
    const levels = policy && describePolicy(policy).levels
    expect(Object.values(levels ?? {}).map((counts) => counts.requirements)).toEqual([111, 131, 197, 275, 290])
    expect(requirements.find((requirement) => requirement.id === 'ht.dang-nhap-thiet-bi')?.levels).toEqual([1, 3, 4, 5])
    expect(requirements.find((requirement) => requirement.id === 'ht.gioi-han-quan-tri')?.levels).toEqual([2])
  })

  it('every requirement can be decided: by a check, a question, or both', () => {
    expect(requirements.filter((requirement) => !requirement.checks && !requirement.ask)).toEqual([])
  })

  it('names its sources: 56 lines have a second one, two are inferred at some levels, none is called seen', () => {
    expect(requirements.filter((requirement) => requirement.source.confidence === 'corroborated')).toHaveLength(56)
    expect(requirements.filter((requirement) => requirement.inferredLevels).map((requirement) => requirement.id)).toEqual([
      'tk.vong-doi-quyen',
      'lh.ke-hoach',
    ])
    expect(requirements.filter((requirement) => requirement.source.confidence === 'seen')).toEqual([])
  })

  it('texts are NFC, titles short, and a question ends in a question mark', () => {
    for (const requirement of requirements) {
      for (const text of [requirement.title, requirement.text].flatMap(({vi, en}) => [vi, en])) expect(text).toBe(text.normalize('NFC'))
      expect([...requirement.title.vi].length).toBeLessThanOrEqual(60)
      if (requirement.ask) expect(requirement.ask.vi).toMatch(/\?$/)
    }
  })

  it('the yearly numbers that the reports rest on', () => {
    const values = (id: string) => requirements.find((requirement) => requirement.id === id)?.values
    expect(values('nk.thoi-gian-luu')?.['logRetentionMonths']).toEqual({2: 1, 3: 3, 4: 6, 5: 12})
    expect(values('tk.khong-hoat-dong')?.['inactiveDays']).toEqual({1: 45, 2: 45, 3: 45, 4: 45, 5: 45})
  })
})

describe('legal basis', () => {
  it('a level approved under the older law brings its own basis and the transition clause', () => {
    const basis = chooseBasis(content, '2026-12-14')
    expect(basis?.transitions.map(({rule, instruments}) => [rule.approvedBefore, instruments.map(({id}) => id)])).toEqual([
      ['2026-07-01', ['nd-85-2016', 'tt-12-2022']],
      ['2027-01-01', ['nd-85-2016', 'tt-12-2022']],
    ])
  })

  it.each([
    ['2026-12-14', 'tcvn-14423-2026', 'nd-331-2026'],
    ['2026-08-19', 'tcvn-14423-2026', 'nd-331-2026'],
    ['2026-08-18', 'tcvn-14423-2026', 'nd-85-2016'],
    ['2026-07-23', 'tcvn-11930-2017', 'nd-85-2016'],
    ['2026-06-30', 'tcvn-11930-2017', 'nd-85-2016'],
  ])('a report of %s is judged by %s under %s', (day, policyId, decree) => {
    const rule = content.legalBasis.rules.find((candidate) => candidate.from <= day && (candidate.to === undefined || day <= candidate.to))
    expect(rule?.policy).toBe(policyId)
    expect(rule?.instruments).toContain(decree)
  })
})
