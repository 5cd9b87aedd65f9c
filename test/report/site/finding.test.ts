import {describe, expect, test} from 'vitest'
import {createSiteFinder} from '../../../src/audit/site-findings.ts'
import {languageOf} from '../../../src/check/language-of.ts'
import {loadSiteGrading} from '../../../src/content/load-site-grading.ts'
import type {Result} from '../../../src/model/assessment.ts'
import {createShow} from '../../../src/report/show-value.ts'
import {createCommandFiller} from '../../../src/report/site/fill-command.ts'
import {content, recorded, remedies, seenSite, words} from './fixture.ts'

const {facts} = recorded('bad')
const at = '2026-11-26T02:00:00Z'
const find = createSiteFinder({
  on: '2026-11-27',
  content,
  grading: loadSiteGrading(content.checks, languageOf(content)),
  remedies,
  words,
  language: 'vi',
  facts: {
    ...facts,
    personalData: {
      ok: true,
      source: 'pages and files',
      at,
      value: {
        items: [
          {
            url: 'https://sotuphap.example.gov.vn/f/ds.xlsx',
            kind: 'document',
            format: 'xlsx',
            sha256: 'c'.repeat(64),
            bytes: 8000,
            persons: 40,
            attributes: [{kind: 'cccd', persons: 40}],
            level: 'high',
            bulk: true,
            proofs: [],
            places: [],
            samples: [{kind: 'cccd', masked: '079*********', where: {sheet: 'DS', row: 3}}],
          },
        ],
        unread: [],
        pagesRead: 1,
        documentsRead: 1,
        documentsFound: 1,
        persons: 40,
      },
    } as never,
    spam: {
      ok: true,
      source: 'pages of the site',
      at,
      value: {
        hidden: [
          {
            url: 'https://sotuphap.example.gov.vn/tin/1',
            visitors: ['browser'],
            status: 200,
            verdict: 'spam',
            kinds: ['hidden', 'links'],
            signs: 'off-screen; nhà cái',
            selector: 'div#x',
            excerpt: 'nhà cái, tài xỉu',
            sha256: 'd'.repeat(64),
          },
          {url: 'https://sotuphap.example.gov.vn/tin/2', visitors: ['browser'], verdict: 'review', kinds: ['hidden'], signs: 'hidden'},
        ],
      },
    } as never,
  },
  show: createShow(content.words.labels, 'vi'),
  sayDetail: (detail) => detail,
  fill: createCommandFiller(seenSite),
})
const failed = (check: string, observed: unknown): Result => ({
  check,
  target: 'site-x',
  outcome: 'fail',
  observed,
  evidence: [{fact: 'page', source: 'GET https://sotuphap.example.gov.vn/', at}],
})

describe('a finding in words', () => {
  test('personal data: masks, counts and the hash of the file, a command that prints no content', () => {
    const {evidence, see, message} = find({
      result: failed('pii.bulk', ['https://sotuphap.example.gov.vn/f/ds.xlsx (≥ 40, high)']),
      severity: 'critical',
    })
    expect(evidence[0]).toBe(
      `https://sotuphap.example.gov.vn/f/ds.xlsx: ít nhất 40 người; ví dụ đã che: 079*********; SHA-256 của tệp: ${'c'.repeat(64)}`,
    )
    expect(message).toContain('(≥ 40, high)')
    expect(see[0]?.run).toContain('-o /dev/null')
    expect(see[0]?.run).toContain("'https://sotuphap.example.gov.vn/f/ds.xlsx'")
  })

  test('an address with the number of a person is masked and comes into no command', () => {
    const url = 'https://sotuphap.example.gov.vn/tra-cuu?cccd=012345678901'
    const said = JSON.stringify(find({result: failed('pii.cccd', [`${url} (≥ 1)`]), severity: 'medium'}))
    expect(said).not.toContain('012345678901')
    expect(said).toContain('012*********')
    expect(find({result: failed('pii.cccd', [`${url} (≥ 1)`]), severity: 'medium'}).see.every(({run}) => run === undefined)).toBe(true)
  })

  test('a long list is cut in the sentence and said to be', () => {
    const many = Array.from({length: 60}, (_, index) => `https://khac${index}.test/a.js`)
    const {message, evidence} = find({result: failed('sri.missing', many), severity: 'low'})
    expect(message).toContain('… (+57)')
    expect(evidence).toHaveLength(22)
    expect(evidence[20]).toBe('… (+40)')
  })

  test('a fault whose value was not seen says so', () => {
    const {message} = find({result: {check: 'cert.expired', target: 'x', outcome: 'fail', evidence: []}, severity: 'critical'})
    expect(message).toContain('không rõ')
  })
})

test('spam brings who saw it, where, the hash of the page and the text around it; what needs a look is no evidence', () => {
  const {evidence} = find({
    result: failed('spam.hidden', ['https://sotuphap.example.gov.vn/tin/1 (off-screen; nhà cái)']),
    severity: 'critical',
  })
  expect(evidence[0]).toMatch(
    /^https:\/\/sotuphap\.example\.gov\.vn\/tin\/1: cho trình duyệt xem, trạng thái 200, .*dấu hiệu: chỗ giấu với người xem, liên kết ra trang lạ \(off-screen; nhà cái\); chỗ: div#x; SHA-256 của trang: d{64}; .*“nhà cái, tài xỉu”$/,
  )
  expect(evidence.some((line) => line.includes('/tin/2'))).toBe(false)
})
