import {describe, expect, it} from 'vitest'
import {restoreContent, unpackBundle} from '../../src/audit/bundle.ts'
import type {Inputs} from '../../src/audit/inputs.ts'
import {makePackage} from '../../src/audit/make-package.ts'
import {packageFiles} from '../../src/audit/manifest.ts'
import {resolveSystem} from '../../src/audit/resolve-system.ts'
import {withWorkspaceData} from '../../src/audit/workspace-data.ts'
import {loadContent} from '../../src/content/content.ts'
import {loadSample} from '../../src/content/load-sample.ts'
import {basisOf} from '../../src/pipeline.ts'
import {
  hasPoppler,
  hasPreflight,
  needsPoppler,
  needsPreflight,
  readBookmarks,
  readPages,
  readText,
  validate,
} from '../report/pdf/read-pdf.ts'
import {goodPc, poorPc} from './sample-machines.ts'

const on = '2026-12-14'
const content = await withWorkspaceData(loadContent(), undefined)
const sample = loadSample()
const [first] = sample.register.systems
const lan = first && resolveSystem(sample.register, first)
if (!lan) throw new Error('no system in the sample')
const basis = basisOf(content, on, lan)
if (!basis) throw new Error('no basis')

const inputs: Inputs = {
  schema: 'stp-sec/inputs/1',
  id: 'lan-co-so-1-2026-12-14-00000000',
  on,
  language: 'vi',
  workspace: sample.workspace,
  system: {...lan, endpoints: {declared: 2, members: [goodPc.target.id, poorPc.target.id]}},
  attestations: [
    {
      id: 'xn-001',
      system: lan.id,
      requirement: 'rr.quy-trinh',
      result: 'met',
      statement: 'Đã ban hành quy trình quản lý rủi ro',
      by: 'Cán bộ phụ trách',
      confirmedBy: 'Lãnh đạo phòng',
      answeredOn: '2026-10-01',
      validUntil: '2027-09-30',
      evidence: [{title: 'Quyết định ban hành quy trình'}],
    },
    {
      id: 'xn-002',
      system: lan.id,
      requirement: 'pc.thiet-bi-di-dong',
      result: 'not-applicable',
      statement: 'Sở không cấp thiết bị di động kết nối vào mạng',
      by: 'Cán bộ phụ trách',
      answeredOn: '2026-10-01',
      validUntil: '2027-09-30',
      evidence: [],
    },
    {
      id: 'xn-003',
      system: lan.id,
      requirement: 'rr.ra-soat-quy-trinh',
      result: 'met',
      statement: 'Đã rà soát',
      by: 'Cán bộ phụ trách',
      answeredOn: '2025-10-01',
      validUntil: '2026-09-30',
      evidence: [],
    },
  ],
  waivers: [
    {
      id: 'mt-001',
      system: lan.id,
      requirement: 'tk.mat-khau',
      reason: 'Chờ nâng cấp máy',
      risk: 'Trung bình',
      document: '45/QĐ-STP ngày 01/10/2026',
      requestedBy: 'Cán bộ phụ trách',
      approvedBy: 'Giám đốc Sở',
      validFrom: '2026-10-01',
      expiresOn: '2027-03-31',
    },
  ],
  declaredTargets: 2,
}
const made = await makePackage(content, basis, inputs, [goodPc, poorPc])
const pdf = Buffer.from(made.files.get(packageFiles.report) ?? [])

describe('the yearly assessment of a small office', () => {
  it('verdicts are those of the machines: nothing is met that one of them fails or hides', () => {
    const verdicts = Object.fromEntries(made.assessment.findings.map((finding) => [finding.requirement, finding.verdict]))
    expect(verdicts).toMatchObject({
      'rr.quy-trinh': 'met',
      'rr.ra-soat-quy-trinh': 'unknown',
      'pc.thiet-bi-di-dong': 'not-applicable',
      'pm.danh-muc': 'unknown',
      'md.cai-dat': 'not-met',
      'tk.mat-khau': 'unknown',
      'ch.baseline': 'not-met',
      'nk.thoi-gian-luu': 'unknown',
      'te.con-ho-tro': 'not-met',
    })
    expect(made.assessment.conclusion).toBe('does-not-meet')
    expect(made.assessment.warnings.map((warning) => warning.code)).toContain('attestation-expired')
  })

  it('the same inputs give the same bytes, also from the saved content', async () => {
    const again = await makePackage(content, basis, inputs, [goodPc, poorPc])
    const saved = restoreContent(unpackBundle(made.files.get(packageFiles.content) ?? new Uint8Array()))
    const later = await makePackage(saved.content, saved.basis, JSON.parse(JSON.stringify(inputs)), [goodPc, poorPc])
    for (const other of [again, later]) expect(other.entries).toEqual(made.entries)
  })

  it.skipIf(!hasPoppler)(`reads as before${needsPoppler}`, async () => {
    await expect(
      readPages(pdf, '-layout')
        .join('\f\n')
        .replaceAll(/[0-9a-f]{64}/g, '<sha-256>'),
    ).toMatchFileSnapshot('../golden/annual-assessment.vi.txt')
  })

  it.skipIf(!hasPoppler)(`is Vietnamese in NFC, with title, statement, waiver, question and evidence${needsPoppler}`, () => {
    const text = readText(pdf)
    expect(text).toBe(text.normalize('NFC'))
    expect(text).not.toMatch(/\uFFFD|undefined|NaN|\[object/)
    for (const phrase of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'không thay thế kết luận của cơ quan có thẩm quyền',
      'Quyết định số 1267/QĐ-CAT-ANM',
      'Miễn trừ mt-001 theo 45/QĐ-STP ngày 01/10/2026',
      'Đã ban hành quy trình quản lý rủi ro',
      'rõ người, rõ việc, rõ trách nhiệm, rõ thẩm quyền, rõ thời gian, rõ kết quả',
      'nguồn thứ cấp',
    ])
      expect(text).toContain(phrase)
    const [first = ''] = readPages(pdf)
    for (const phrase of [/Chưa đáp ứng/, /Máy kiểm tra/, /Quản trị ứng phó sự cố/]) expect(first).toMatch(phrase)
  })

  it.skipIf(!hasPoppler)(`has a bookmark for every part and appendix${needsPoppler}`, () => {
    const bookmarks = readBookmarks(pdf).map((title) => title.trim())
    for (const part of content.words.annual.outline) if (part.heading && !part.appendix) expect(bookmarks).toContain(part.heading.vi)
    expect(bookmarks.filter((title) => title.startsWith('Phụ lục'))).toHaveLength(5)
  })

  it.skipIf(!hasPreflight)(`is PDF/A-1b by an independent validator${needsPreflight}`, () => {
    expect(validate(pdf)).toContain('is a valid PDF/A-1b file')
  })
})
