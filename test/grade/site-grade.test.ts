import {describe, expect, test} from 'vitest'
import {gradeSite} from '../../src/grade/site-grade.ts'
import {type SiteGrading, type SiteSeverity, siteGrading, type WeighedResult} from '../../src/model/site-grading.ts'

const grading: SiteGrading = siteGrading.parse({
  algorithm: 7,
  validFrom: '2026-11-01',
  source: 'test',
  weights: {critical: 10, high: 6, medium: 3, low: 1, info: 0},
  minAssessed: 0.6,
  categories: [
    {id: 'tls', weight: 60, required: true, name: {vi: 'TLS', en: 'TLS'}},
    {id: 'page', weight: 40, name: {vi: 'Trang', en: 'Page'}},
  ],
  letters: [
    {letter: 'A', from: 90},
    {letter: 'B', from: 80},
    {letter: 'F', from: 0},
  ],
  best: {letter: 'A+', from: 95, noneFrom: 'medium', passed: ['tls.new']},
  caps: [
    {letter: 'F', severity: 'critical'},
    {letter: 'B', checks: ['tls.old']},
  ],
  alerts: ['page.spam'],
  checks: {},
})

type Row = [check: string, outcome: WeighedResult['outcome'], severity?: SiteSeverity]
const grade = (rows: readonly Row[]) =>
  gradeSite(
    rows.map(([check, outcome, severity = 'medium']) => ({check, outcome, severity, category: check.split('.')[0] ?? ''})),
    grading,
  )

describe('the letter of a site', () => {
  test.each<[string, readonly Row[], string | undefined]>([
    [
      'all passed, the named one too',
      [
        ['tls.new', 'pass'],
        ['page.a', 'pass'],
      ],
      'A+',
    ],
    [
      'the named one not there',
      [
        ['tls.x', 'pass'],
        ['page.a', 'pass'],
      ],
      'A',
    ],
    [
      'the named one unknown',
      [
        ['tls.x', 'pass', 'critical'],
        ['tls.new', 'unknown', 'low'],
        ['page.a', 'pass'],
      ],
      'A',
    ],
    [
      'one medium fault bars the best',
      [
        ['tls.new', 'pass', 'critical'],
        ['tls.b', 'pass', 'critical'],
        ['page.a', 'pass', 'critical'],
        ['page.b', 'fail', 'medium'],
        ['page.c', 'pass', 'critical'],
        ['page.d', 'pass', 'critical'],
      ],
      'A',
    ],
    [
      'an info fault weighs nothing',
      [
        ['tls.new', 'pass'],
        ['page.a', 'pass'],
        ['page.b', 'fail', 'info'],
      ],
      'A+',
    ],
    [
      'a critical fault, however small its share',
      [
        ['tls.new', 'pass'],
        ['page.a', 'pass'],
        ['page.b', 'fail', 'critical'],
        ...Array.from({length: 40}, (_, i): Row => [`page.p${i}`, 'pass', 'critical']),
      ],
      'F',
    ],
    [
      'a named fault caps',
      [
        ['tls.new', 'pass', 'critical'],
        ['tls.b', 'pass', 'critical'],
        ['tls.old', 'fail', 'low'],
        ['page.a', 'pass'],
      ],
      'B',
    ],
    [
      'a capping check that is unknown does not cap',
      [
        ['tls.new', 'pass', 'critical'],
        ['tls.old', 'unknown', 'low'],
        ['page.a', 'pass'],
      ],
      'A+',
    ],
    [
      'nothing assessed',
      [
        ['tls.new', 'unknown'],
        ['page.a', 'unknown'],
      ],
      undefined,
    ],
    ['no results at all', [], undefined],
    [
      'the required category not assessed',
      [
        ['tls.new', 'unknown', 'low'],
        ['page.a', 'pass', 'critical'],
      ],
      undefined,
    ],
    [
      'the other category not assessed leaves 60 per cent',
      [
        ['tls.new', 'pass'],
        ['page.a', 'unknown'],
      ],
      'A+',
    ],
    [
      'just under the share',
      [
        ['tls.new', 'pass', 'medium'],
        ['tls.b', 'pass', 'medium'],
        ['tls.c', 'unknown', 'low'],
        ['page.a', 'unknown'],
      ],
      undefined,
    ],
    [
      'the required category does not apply',
      [
        ['tls.new', 'not-applicable'],
        ['page.a', 'pass'],
      ],
      'A',
    ],
  ])('%s', (_, rows, letter) => {
    expect(grade(rows).letter).toBe(letter)
  })

  test('sums, caps and alerts are told', () => {
    const given = grade([
      ['tls.new', 'pass', 'high'],
      ['tls.old', 'fail', 'medium'],
      ['tls.z', 'unknown', 'low'],
      ['page.spam', 'fail', 'critical'],
      ['page.a', 'pass', 'critical'],
      ['page.b', 'not-applicable', 'critical'],
    ])
    expect(given).toEqual({
      algorithm: 7,
      letter: 'F',
      uncapped: 'F',
      score: 60,
      assessed: 0.94,
      categories: [
        {category: 'tls', weight: 60, score: 66.67, assessed: 0.9},
        {category: 'page', weight: 40, score: 50, assessed: 1},
      ],
      caps: [
        {letter: 'F', checks: ['page.spam']},
        {letter: 'B', checks: ['tls.old']},
      ],
      missing: [],
      alerts: ['page.spam'],
    })
  })

  test('without a required category the number is told, the letter is not', () => {
    const given = grade([
      ['tls.a', 'pass', 'medium'],
      ['tls.new', 'unknown', 'medium'],
      ['page.a', 'pass', 'critical'],
    ])
    expect(given).toMatchObject({score: 100, missing: ['tls'], assessed: 0.7})
    expect(given.letter).toBeUndefined()
  })
})
