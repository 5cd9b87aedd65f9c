import {describe, expect, it} from 'vitest'
import {readAnswer} from '../../src/classify/answers.ts'
import {classify, nextQuestion} from '../../src/classify/classify.ts'
import {loadLevelRules} from '../../src/content/load-level-rules.ts'
import type {LevelAnswers} from '../../src/model/level-rules.ts'

const rules = loadLevelRules()
const now = rules.get('nd-331-2026')
const old = rules.get('nd-85-2016')
if (!now || !old) throw new Error('the decision tables are missing')

/** Answers that rule out everything special. */
const plain = {defence: false, nationalCriticalData: false, eGovernmentNational: false, decisionOfPrimeMinister: 'none', riskLevel: 'none'}
const internal = {...plain, systemType: 'internal'}
const service = {
  ...plain,
  systemType: 'service',
  information: ['public', 'personal'],
  handlesProcedures: false,
  conditionalBusiness: false,
  basicSubjects: 500,
  sensitiveSubjects: 0,
}
const shared = {...plain, systemType: 'infrastructure', information: ['private'], neverStops: false}
const works = {...plain, systemType: 'industrial', information: ['private']}
const secret = {...internal, information: ['state-secret']}

const cases: [string, LevelAnswers, number | undefined, string[]][] = [
  ['internal, public only', {...internal, information: ['public']}, 1, ['r11.1']],
  ['internal, staff accounts', {...internal, information: ['public', 'personal']}, 2, ['r12.1']],
  ['internal, private', {...internal, information: ['private']}, 2, ['r12.1']],
  ['internal with 5 million people stays at 2', {...internal, information: ['personal'], basicSubjects: 5_625_798}, 2, ['r12.1']],
  ['internal, state secrets, no harm: no row, never 1', {...secret, securityHarm: 'none'}, undefined, []],
  ['internal, state secrets, harm', {...secret, securityHarm: 'harm'}, 3, ['r13.1']],
  ['internal, state secrets, serious', {...secret, securityHarm: 'serious'}, 4, ['r14.1']],
  ['internal, state secrets, extreme', {...secret, securityHarm: 'extreme'}, 5, ['r15.1']],
  ['defence without secrets, harm', {...internal, information: ['private'], defence: true, securityHarm: 'harm'}, 3, ['r13.1', 'r12.1']],
  ['defence, extreme', {...internal, information: ['private'], defence: true, securityHarm: 'extreme'}, 5, ['r15.1', 'r12.1']],
  ['secrets and private inside: not r12.1', {...secret, information: ['private', 'state-secret'], securityHarm: 'harm'}, 3, ['r13.1']],
  ['service below both thresholds', service, 2, ['r12.2a', 'r12.2b']],
  ['service at 99,999 basic', {...service, basicSubjects: 99_999}, 2, ['r12.2a', 'r12.2b']],
  ['service at 100,000 basic', {...service, basicSubjects: 100_000}, 3, ['r13.2c', 'r12.2a', 'r12.2b']],
  ['service at 9,999 sensitive', {...service, sensitiveSubjects: 9_999}, 2, ['r12.2a', 'r12.2b']],
  ['service at 10,000 sensitive', {...service, sensitiveSubjects: 10_000}, 3, ['r13.2c', 'r12.2a', 'r12.2b']],
  ['service above both', {...service, basicSubjects: 200_000, sensitiveSubjects: 20_000}, 3, ['r13.2c', 'r12.2a']],
  ['service handling procedures', {...service, handlesProcedures: true}, 3, ['r13.2b', 'r12.2a', 'r12.2b']],
  ['service in a conditional business', {...service, conditionalBusiness: true}, 3, ['r13.2a', 'r12.2b']],
  ['service, public page only', {...service, information: ['public']}, 2, ['r12.2a']],
  ['shared by one agency', {...shared, infrastructureScope: 'one-agency'}, 2, ['r12.3']],
  ['shared by a province', {...shared, infrastructureScope: 'ministry-or-province'}, 3, ['r13.3']],
  ['nationwide, may stop', {...shared, infrastructureScope: 'national'}, undefined, []],
  ['nationwide, 24/7', {...shared, infrastructureScope: 'national', neverStops: true}, 4, ['r14.2']],
  ['linked to abroad', {...shared, infrastructureScope: 'international'}, 5, ['r15.3']],
  [
    'national e-government, 24/7',
    {...internal, information: ['private'], eGovernmentNational: true, neverStops: true},
    4,
    ['r14.2', 'r12.1'],
  ],
  ['national e-government, may stop', {...internal, information: ['private'], eGovernmentNational: true, neverStops: false}, 2, ['r12.1']],
  ['national critical data', {...internal, information: ['private'], nationalCriticalData: true}, 5, ['r15.2', 'r12.1']],
  ['works of class IV', {...works, worksClass: '4'}, 3, ['r13.4']],
  ['works of class III', {...works, worksClass: '3'}, 3, ['r13.4']],
  ['works of class II', {...works, worksClass: '2'}, 3, ['r13.4']],
  ['works of class I', {...works, worksClass: '1'}, 4, ['r14.3']],
  ['special works', {...works, worksClass: 'special'}, 5, ['r15.4']],
  ['works of national security', {...works, worksClass: 'national-security'}, 5, ['r15.4']],
  ['other, nothing else: no level', {...plain, systemType: 'other', information: ['private']}, undefined, []],
  ['other, Prime Minister says 3', {...plain, systemType: 'other', information: ['private'], decisionOfPrimeMinister: '3'}, 3, ['rx.3']],
  ['Prime Minister says 2', {...plain, systemType: 'other', information: ['public'], decisionOfPrimeMinister: '2'}, 2, ['rx.2']],
  ['Prime Minister says 4', {...internal, information: ['private'], decisionOfPrimeMinister: '4'}, 4, ['rx.4', 'r12.1']],
  ['Prime Minister says 5', {...internal, information: ['private'], decisionOfPrimeMinister: '5'}, 5, ['rx.5', 'r12.1']],
  ['risk lifts to 2', {...internal, information: ['public'], riskLevel: '2'}, 2, ['rz.2', 'r11.1']],
  ['risk lifts to 3', {...internal, information: ['personal'], riskLevel: '3'}, 3, ['rz.3', 'r12.1']],
  ['risk lifts to 4', {...internal, information: ['personal'], riskLevel: '4'}, 4, ['rz.4', 'r12.1']],
  ['risk lifts to 5', {...internal, information: ['personal'], riskLevel: '5'}, 5, ['rz.5', 'r12.1']],
  ['a lower risk never lowers', {...service, basicSubjects: 100_000, riskLevel: '2'}, 3, ['r13.2c', 'rz.2', 'r12.2a', 'r12.2b']],
]

describe('NĐ 331/2026, Điều 11-15', () => {
  it.each(cases)('%s', (_, answers, level, hits) => {
    const result = classify(now, answers)
    expect(result.level).toBe(level)
    expect(new Set(result.hits.map((row) => row.id))).toEqual(new Set(hits))
    expect(result.settled).toBe(true)
  })

  it('at least 40 cases, and every row is hit by one', () => {
    expect(cases.length).toBeGreaterThanOrEqual(40)
    const hit = new Set(cases.flatMap(([, , , hits]) => hits))
    expect(now.rules.rows.map((row) => row.id).filter((id) => !hit.has(id))).toEqual([])
  })

  it('an unknown answer is not "no": a higher row stays open and the level is not settled', () => {
    const {basicSubjects: _, ...answers} = service
    const result = classify(now, answers)
    expect(result).toMatchObject({level: 2, settled: false})
    expect(result.open.map(({row, inputs}) => [row.id, inputs])).toEqual([['r13.2c', ['basicSubjects']]])
  })

  it('nothing answered gives no level', () => {
    expect(classify(now, {}).level).toBeUndefined()
  })

  it('warns of the traps', () => {
    expect(classify(now, {...internal, information: ['personal']}).notes.map((note) => note.id)).toContain('nguong-chi-cho-dich-vu')
    expect(classify(now, {...service, information: ['public']}).notes.map((note) => note.id)).toContain('trang-tinh')
    expect(classify(now, {...secret, securityHarm: 'none'}).notes).toContainEqual(
      expect.objectContaining({id: 'bmnn-khong-ton-hai', atLeast: 3}),
    )
  })
})

describe('questions', () => {
  it('asks only what can still change the level', () => {
    const asked: string[] = []
    const answers: LevelAnswers = {systemType: 'internal', information: ['personal']}
    for (let input = nextQuestion(now, answers, new Set()); input; input = nextQuestion(now, answers, new Set())) {
      asked.push(input.name)
      answers[input.name] = input.kind === 'boolean' ? false : 'none'
    }
    expect(asked).toEqual(['defence', 'nationalCriticalData', 'eGovernmentNational', 'decisionOfPrimeMinister', 'riskLevel'])
    expect(classify(now, answers)).toMatchObject({level: 2, settled: true})
  })

  it('does not ask again what was declined', () => {
    expect(
      nextQuestion(
        now,
        {systemType: 'internal', information: ['personal']},
        new Set([
          'defence',
          'nationalCriticalData',
          'eGovernmentNational',
          'neverStops',
          'securityHarm',
          'decisionOfPrimeMinister',
          'riskLevel',
        ]),
      ),
    ).toBeUndefined()
  })

  it.each([
    ['defence', 'có', true],
    ['defence', 'KHÔNG', false],
    ['defence', 'không rõ', undefined],
    ['systemType', '2', 'service'],
    ['systemType', 'service', 'service'],
    ['information', '3, 1', ['public', 'personal']],
    ['basicSubjects', '100.000', 100_000],
    ['basicSubjects', '', undefined],
  ] as const)('reads %s: "%s"', (name, typed, value) => {
    const input = now.rules.inputs.find((candidate) => candidate.name === name)
    expect(input && readAnswer(input, typed)).toEqual({ok: true, value})
  })

  it.each([
    ['defence', 'maybe'],
    ['systemType', '9'],
    ['systemType', '1,2'],
    ['basicSubjects', '-5'],
    ['basicSubjects', '1e9'],
  ])('refuses %s: "%s"', (name, typed) => {
    const input = now.rules.inputs.find((candidate) => candidate.name === name)
    expect(input && readAnswer(input, typed)).toMatchObject({ok: false})
  })
})

describe('NĐ 85/2016, the old table', () => {
  const base = {defence: false, nationalCriticalData: false, eGovernmentNational: false, information: ['private']}
  it.each([
    [{...base, systemType: 'internal', information: ['public']}, 1],
    [{...base, systemType: 'internal'}, 2],
    [{...base, systemType: 'service', publicServiceGrade: 'low', conditionalBusiness: false, users: 10}, 2],
    [{...base, systemType: 'service', publicServiceGrade: 'high', conditionalBusiness: false, users: 10}, 3],
    [{...base, systemType: 'service', publicServiceGrade: 'none', conditionalBusiness: false, users: 9_999}, 2],
    [{...base, systemType: 'service', publicServiceGrade: 'none', conditionalBusiness: false, users: 10_000}, 3],
    [{...base, systemType: 'infrastructure', infrastructureScope: 'one-agency'}, 2],
    [{...base, systemType: 'infrastructure', infrastructureScope: 'ministry-or-province'}, 3],
    [{...base, systemType: 'infrastructure', infrastructureScope: 'national', neverStops: true}, 4],
    [{...base, systemType: 'industrial', worksClass: '1'}, 4],
  ])('%j gives %i', (answers, level) => {
    expect(classify(old, answers)).toMatchObject({level, settled: true})
  })
})
