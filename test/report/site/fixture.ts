import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {languageOf} from '../../../src/check/language-of.ts'
import {loadContent} from '../../../src/content/content.ts'
import {loadSample} from '../../../src/content/load-sample.ts'
import {loadSiteGrading} from '../../../src/content/load-site-grading.ts'
import {loadSiteRemedies} from '../../../src/content/load-site-remedies.ts'
import {loadSiteReportWords} from '../../../src/content/load-site-report-words.ts'
import type {Snapshot} from '../../../src/model/snapshot.ts'
import type {Language} from '../../../src/model/text.ts'
import {createCommandFiller} from '../../../src/report/site/fill-command.ts'
import type {SeenSite, SiteFinding, SiteInput, SiteValues} from '../../../src/report/site/values.ts'

export const content = loadContent()
export const {grading} = loadSiteGrading(content.checks, languageOf(content))
export const remedies = loadSiteRemedies(grading)
export const words = loadSiteReportWords()

/** Facts of a real nginx on loopback, once set up badly and once as the remedies say, under the name of an office. */
export function recorded(name: 'good' | 'bad', id?: string, at?: string): Snapshot {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'recorded', 'site', `${name}.json`), 'utf8')
  const snapshot = JSON.parse(text) as Snapshot
  const moved = at === undefined ? snapshot : (JSON.parse(text.replaceAll(snapshot.collectedAt, at)) as Snapshot)
  return id === undefined ? moved : {...moved, target: {...moved.target, id}}
}

export const seenSite: SeenSite = {
  url: 'https://sotuphap.example.gov.vn/',
  scheme: 'https',
  host: 'sotuphap.example.gov.vn',
  port: 443,
  domain: 'example.gov.vn',
  mail: 'example.gov.vn',
}

/** A finding with the remedy of the data. */
export function finding(check: string, severity: SiteFinding['severity'], message: string, more: Partial<SiteFinding> = {}): SiteFinding {
  const fill = createCommandFiller(seenSite)
  const remedy = remedies.checks.get(check)
  if (!remedy) throw new Error(`no remedy for ${check}`)
  return {
    check,
    severity,
    category: grading.checks[check]?.category ?? '',
    message,
    evidence: ['GET https://sotuphap.example.gov.vn/; 26/11/2026 09:00'],
    see: remedy.see.map(({run, shows}) => {
      const filled = fill(run)
      return {shows: shows.vi, ...(filled === undefined ? {} : {run: filled})}
    }),
    ...(remedy.byHand === undefined ? {} : {byHand: remedy.byHand.vi}),
    mend: remedy.mend.flatMap((recipe) =>
      (remedies.recipes.get(recipe) ?? []).map(({where, context, text, code, confidence}) => ({
        recipe,
        where,
        text: text.vi,
        confidence,
        ...(code === undefined || context === undefined ? {} : {context, code: fill(code) ?? ''}),
      })),
    ),
    alert: grading.alerts.includes(check),
    ...more,
  }
}

const hash = (digit: string) => digit.repeat(64)

/** A site that answers and has nothing wrong in what was assessed. */
export function site(more: Partial<SiteValues> = {}): SiteValues {
  const findings = more.findings ?? []
  const unknown = more.unknown ?? []
  return {
    target: 'site-cong-stp',
    url: seenSite.url,
    host: seenSite.host,
    name: 'Trang thông tin điện tử Sở Tư pháp',
    unit: 'Văn phòng Sở',
    operator: 'Trung tâm Công nghệ số',
    at: '2026-11-26T02:00:00Z',
    ageDays: 1,
    old: false,
    status: 'ok',
    addresses: ['203.0.113.7', '2001:db8::7'],
    otherAddresses: [],
    certificate: {sha256: hash('a'), subject: 'CN=sotuphap.example.gov.vn', issuer: 'CN=Gốc thử', notAfter: '2027-02-25T04:13:00Z'},
    grade: {
      algorithm: 1,
      letter: 'A',
      uncapped: 'A',
      score: 96.5,
      assessed: 0.92,
      categories: grading.categories.map(({id, weight}) => ({category: id, weight, assessed: 0.92, score: 96.5})),
      caps: [],
      missing: [],
      alerts: [],
    },
    passed: ['tls.tls10'],
    tool: {name: 'stp-sec', version: '0.1.0'},
    sha256: hash('b'),
    ...more,
    findings,
    unknown,
    counts: {pass: 80, fail: findings.length, unknown: unknown.length, notApplicable: 3, ...more.counts},
  }
}

export function input(values: SiteValues, language: Language = 'vi'): SiteInput {
  return {
    on: '2026-11-27',
    workspace: loadSample().workspace,
    site: values,
    words,
    categories: grading.categories,
    minAssessed: grading.minAssessed,
    language,
    dataAges: 'Dữ liệu tham chiếu: vòng đời sản phẩm ngày 01/11/2026 (26 ngày tuổi).',
  }
}
