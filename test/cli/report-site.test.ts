import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {sha256} from '../../src/audit/manifest.ts'
import {stableJson} from '../../src/lib/stable-json.ts'
import type {Register} from '../../src/model/register.ts'
import {site as siteShape} from '../../src/model/registered-site.ts'
import type {Snapshot} from '../../src/model/snapshot.ts'
import {makeWorkspace, putSnapshots, systemOf} from '../dossier-lists/workspace.ts'
import {recorded} from '../report/site/fixture.ts'
import {run, runJson} from './cli.ts'

interface Report {
  schema: string
  sites: {
    target: string
    name?: string
    ageDays: number
    old: boolean
    status: string
    before?: {at: string; letter?: string}
    certificate?: {sha256: string}
    grade: {letter?: string; assessed: number; algorithm: number}
    gradeWithoutWaived?: {faults: number}
    findings: {
      check: string
      severity: string
      message: string
      see: {run?: string}[]
      mend: unknown[]
      alert: boolean
      waiver?: {id: string}
    }[]
    unknown: {check: string; reason: string}[]
    passed: string[]
    counts: {pass: number; fail: number; unknown: number}
    sha256: string
  }[]
  unmeasured: {target: string}[]
  files: string[]
}

const registered = (id: string, url: string, more: object = {}) =>
  siteShape.parse({id, name: `Trang ${id}`, url, systems: ['cong'], ...more})
const waiver = {
  id: 'mt-001',
  system: 'cong',
  requirement: 'hdr.hsts.missing',
  reason: 'Chờ nâng cấp',
  risk: 'Nghe lén lần đầu',
  document: '12/QĐ-STP ngày 01/11/2026',
  requestedBy: 'Trần Văn B',
  approvedBy: 'Giám đốc Sở',
  validFrom: '2026-11-01',
  expiresOn: '2027-03-31',
} satisfies Register['waivers'][number]

let workspace: string
let bad: Snapshot
const report = (...args: string[]) => runJson<Report>(['report', 'site', ...args, '--workspace', workspace])

beforeAll(async () => {
  bad = recorded('bad', 'site-cong-cu')
  workspace = await makeWorkspace([systemOf('cong', [])], {
    sites: [
      registered('cong-cu', 'https://cong-cu.example.gov.vn/', {unit: 'Văn phòng Sở'}),
      registered('cong-moi', 'https://moi.example.gov.vn/'),
      registered('da-dung', 'https://cu.example.gov.vn/', {status: 'stopped'}),
    ],
    waivers: [waiver],
  })
  await putSnapshots(workspace, [recorded('bad', 'site-cong-cu', '2026-11-20T01:00:00.000Z'), bad, recorded('good')])
})

describe('report site', () => {
  it('one site of the register: faults gravest first, each with a command and a remedy', async () => {
    const {code, value} = await report('cong-cu', '--on', '2026-11-27')
    expect(code).toBe(1)
    const [site] = value.sites
    expect(value.schema).toBe('stp-sec/site-report/1')
    expect(value.sites).toHaveLength(1)
    expect(site?.findings.length).toBe(site?.counts.fail)
    expect(site?.findings.length).toBeGreaterThan(20)
    const ranks = site?.findings.map(({severity}) => ['critical', 'high', 'medium', 'low', 'info'].indexOf(severity)) ?? []
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
    for (const {message, see, mend} of site?.findings ?? []) {
      expect(message).not.toMatch(/\{\{|undefined|NaN|\[object/)
      expect(mend.length).toBeGreaterThan(0)
      for (const {run: command} of see) expect(command).toMatch(/^(openssl|curl|dig|nmap|sleep) .*example\.gov\.vn/)
    }
    expect(site?.unknown.length).toBe(site?.counts.unknown)
    expect(site?.certificate?.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(site?.sha256).toBe(sha256(stableJson(bad)))
    expect(site?.before?.at).toBe('2026-11-20T01:00:00.000Z')
    expect(value.files.map((file) => file.split('/').at(-1))).toEqual(['site-cong-cu-2026-11-27.docx', 'site-cong-cu-2026-11-27.pdf'])
  })

  it('a site as the remedies say has next to nothing to mend', async () => {
    const {value} = await report('https://sotuphap.example.gov.vn/', '--on', '2026-11-27', '--format', 'pdf')
    expect(value.sites[0]?.findings.map(({check}) => check)).toEqual(['tls.pqc'])
    expect(value.files).toHaveLength(1)
    expect(
      readFileSync(value.files[0] ?? '')
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
  })

  it('a waiver of the site stands beside its fault and changes nothing of the letter', async () => {
    const {value} = await report('cong-cu', '--on', '2026-11-27', '--format', 'pdf')
    const [site] = value.sites
    expect(site?.findings.filter((finding) => finding.waiver).map(({check}) => check)).toEqual(['hdr.hsts.missing'])
    expect(site?.gradeWithoutWaived?.faults).toBe(1)
    const later = await report('cong-cu', '--on', '2027-04-01', '--format', 'pdf')
    expect(later.value.sites[0]?.gradeWithoutWaived).toBeUndefined()
  })

  it('an old measurement keeps its result and is said to be old', async () => {
    const {value} = await report('cong-cu', '--on', '2027-01-15', '--format', 'pdf')
    expect(value.sites[0]).toMatchObject({old: true, ageDays: 49})
    expect(value.sites[0]?.counts.fail).toBeGreaterThan(20)
  })

  it('an earlier day tells what was known then', async () => {
    const {value} = await report('cong-cu', '--on', '2026-11-21', '--format', 'pdf')
    expect(value.sites[0]).toMatchObject({ageDays: 1, old: false})
    expect(value.sites[0]?.before).toBeUndefined()
  })

  it('without a name: every operating site and every one measured, with a summary; what is not measured is said', async () => {
    const out = join(workspace, 'ra')
    const {code, value} = await report('--on', '2026-11-27', '--format', 'pdf', '--out', out)
    expect(code).toBe(1)
    expect(value.sites.map(({target}) => target).sort()).toEqual(['site-cong-cu', 'site-sotuphap.example.gov.vn'])
    expect(value.unmeasured.map(({target}) => target)).toEqual(['site-cong-moi'])
    expect(value.files[0]).toBe(join(out, 'tong-hop-2026-11-27.pdf'))
    for (const file of value.files) expect(existsSync(file)).toBe(true)
  })

  it('the same facts give the same bytes', async () => {
    const read = async () => (await report('cong-cu', '--on', '2026-11-27')).value.files.map((file) => sha256(readFileSync(file)))
    expect(await read()).toEqual(await read())
  })

  it.each([
    ['a mistyped id', 'cong-cuu', 'unknown-site', /cong-cu/],
    ['a path', '../register', 'unknown-site', /./],
    ['a site not measured yet', 'cong-moi', 'site-not-measured', /probe cong-moi/],
  ])('%s is told with the next step', async (_, site, code, next) => {
    const {code: exit, value} = await runJson<{error: {code: string; next: string}}>([
      'report',
      'site',
      site,
      '--on',
      '2026-11-27',
      '--workspace',
      workspace,
    ])
    expect(exit).toBe(2)
    expect(value.error.code).toBe(code)
    expect(value.error.next).toMatch(next)
  })

  it('on the terminal, at 100 columns, in English too', async () => {
    const {stdout} = await run([
      'report',
      'site',
      '--on',
      '2027-01-15',
      '--lang',
      'en',
      '--out',
      join(workspace, 'en'),
      '--format',
      'pdf',
      '--workspace',
      workspace,
    ])
    for (const line of stdout.split('\n')) if (!line.includes(workspace)) expect([...line].length, line).toBeLessThanOrEqual(100)
    expect(stdout).toContain('The result is 49 days old')
    expect(stdout).toContain('Not measured: https://moi.example.gov.vn/')
  })
})
