import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {restoreContent, unpackBundle} from '../../src/audit/bundle.ts'
import type {Inputs} from '../../src/audit/inputs.ts'
import {type AssessmentPackage, addManifest, makePackage} from '../../src/audit/make-package.ts'
import {packageFiles} from '../../src/audit/manifest.ts'
import {verifyEvidence} from '../../src/audit/verify-evidence.ts'
import {loadContent} from '../../src/content/content.ts'
import {loadSample} from '../../src/content/load-sample.ts'
import type {AssessedSystem} from '../../src/model/assessed-system.ts'
import {basisOf} from '../../src/pipeline.ts'
import {hasPoppler, needsPoppler, readText} from '../report/pdf/read-pdf.ts'
import {goodPc} from './sample-machines.ts'
import {assessedSite, goodSiteValues, type SiteValues, sampleSite} from './sample-sites.ts'

const on = '2026-12-14'
const content = loadContent()
const system: AssessedSystem = {
  id: 'trang-so',
  name: 'Trang thông tin điện tử của Sở',
  offices: [],
  level: 2,
  levelStatus: 'approved',
  sites: [assessedSite('cu', 'component'), assessedSite('chua-xem', 'portal'), assessedSite('stp', 'component')],
  endpoints: {declared: 1, members: [goodPc.target.id]},
  source: {confidence: 'unverified'},
}
const basis = basisOf(content, on, system)
if (!basis) throw new Error('no basis')
const inputs: Inputs = {
  schema: 'stp-sec/inputs/1',
  id: 'trang-so-2026-12-14-00000000',
  on,
  language: 'vi',
  workspace: loadSample().workspace,
  system,
  attestations: [],
  waivers: [],
  declaredTargets: 1,
}
const good = goodSiteValues as unknown as SiteValues
const sslV3: SiteValues = {...good, tls: {...goodSiteValues.tls, sslv3: true} as never}
const snapshots = [goodPc, sampleSite('cu', good, '2026-09-01T02:00:00.000Z'), sampleSite('stp', sslV3)]

let folder: string
let made: AssessmentPackage
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stp-sec-sites-'))
  made = await makePackage(content, basis, inputs, snapshots)
  addManifest(made, `${on}T02:00:00.000Z`, 'An')
  mkdirSync(join(folder, 'danh-gia'))
  for (const [name, data] of made.files) writeFileSync(join(folder, 'danh-gia', name), data)
})
afterAll(() => rmSync(folder, {recursive: true}))

describe('a folder of evidence with sites', () => {
  it('is judged again to the byte, from its own content too', async () => {
    const {ok, items} = await verifyEvidence(join(folder, 'danh-gia'))
    expect(items.filter((item) => !item.ok)).toEqual([])
    expect(ok).toBe(true)
    const saved = restoreContent(unpackBundle(made.files.get(packageFiles.content) ?? new Uint8Array()))
    const again = await makePackage(saved.content, saved.basis, JSON.parse(JSON.stringify(inputs)), snapshots)
    expect(again.entries).toEqual(made.entries)
  })

  it('says what is wrong, what is old and what nobody has looked at', () => {
    const {findings, overlays, scope, warnings} = made.assessment
    expect(overlays?.map(({id}) => id)).toEqual(['gov-website'])
    expect(scope.sites).toEqual({seen: 2, unseen: 1})
    expect(warnings).toEqual([
      {code: 'sites-unseen', values: {unseen: 1, declared: 3, names: 'Trang chua-xem'}},
      {code: 'site-facts-old', values: {site: 'Trang cu', days: 104, limit: 35}},
    ])
    const of = (id: string) => findings.find(({requirement}) => requirement === id)
    const sslChecks = of('ch.tat-dich-vu')?.checks.filter(({check}) => check === 'tls.sslv3')
    expect(of('ch.tat-dich-vu')).toMatchObject({verdict: 'not-met', failing: ['site-stp'], unseenSites: 1})
    expect(sslChecks).toMatchObject([{target: 'site', tally: {pass: 0, fail: 1, unknown: 1, notApplicable: 0}}])
    expect(sslChecks?.[0]?.examples.find(({target}) => target === 'site-cu')?.reason).toBe('stale')
  })

  it.skipIf(!hasPoppler)(`prints a line for each site${needsPoppler}`, () => {
    const text = readText(Buffer.from(made.files.get(packageFiles.report) ?? [])).replaceAll(/\s+/g, ' ')
    for (const phrase of [
      'Đã đăng ký: 3; đã kiểm tra: 2',
      'chưa kiểm tra lần nào',
      '(cách đây 4 ngày)',
      'đã 104 ngày, quá hạn 35 ngày nên coi là chưa rõ',
      'https://stp.angiang.gov.vn/',
      '1 trang chưa kiểm tra',
      'Mọi trang đã đăng ký của hệ thống có dữ liệu còn trong thời hạn sử dụng',
      '1 trang đạt, 1 trang chưa rõ, 1 trang chưa kiểm tra',
      'nên được xét thêm theo Yêu cầu đối với cổng, trang thông tin điện tử',
      'thực hành tốt (không phải quy định của pháp luật)',
    ])
      expect(text, phrase).toContain(phrase)
    expect(text).not.toMatch(/undefined|NaN|\[object/)
  })
})
