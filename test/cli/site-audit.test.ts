import {existsSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {verifyEvidence} from '../../src/audit/verify-evidence.ts'
import type {Assessment} from '../../src/model/assessment.ts'
import {openToWrite} from '../../src/store/folder-store.ts'
import {goodSiteValues, type SiteValues, sampleSite} from '../audit/sample-sites.ts'
import {run, runJson, temporary} from './cli.ts'

const folder = temporary()
const workspace = join(folder, 'data')
const at = (...args: string[]) => [...args, '--workspace', workspace]
const system = 'trang-ttdt-so'
const now = new Date().toISOString()

async function putSite(values: SiteValues, collectedAt: string): Promise<void> {
  const store = await openToWrite(workspace, {command: 'test', at: now})
  try {
    await store.putSnapshot(sampleSite('stp', values, collectedAt), collectedAt)
  } finally {
    await store.close()
  }
}

/** The assessment that an audit stored last. */
async function audit(): Promise<{assessment: Assessment; path: string}> {
  const known = new Set(assessments())
  expect((await run(at('audit', '--system', system))).code).toBe(1)
  const id = assessments().find((one) => !known.has(one))
  const path = join(workspace, 'assessments', id ?? 'none')
  return {assessment: JSON.parse(readFileSync(join(path, 'assessment.json'), 'utf8')), path}
}
const assessments = () => (existsSync(join(workspace, 'assessments')) ? readdirSync(join(workspace, 'assessments')) : [])
const verdictOf = ({findings}: Assessment, id: string) => findings.find(({requirement}) => requirement === id)?.verdict

beforeAll(async () => {
  expect((await run(at('init', '--sample'))).code).toBe(0)
  const address = ['--id', 'stp', '--name', 'Trang của Sở', '--url', 'https://stp.angiang.gov.vn/', '--kind', 'component']
  const added = await run(at('site', 'add', ...address, '--systems', system, '--status', 'operating'))
  expect(added.code, added.stdout + added.stderr).toBe(0)
  expect((await run(at('system', 'edit', system, '--endpoints-declared', '0'))).code).toBe(0)
})
afterAll(() => rmSync(folder, {recursive: true}))

const good = goodSiteValues as unknown as SiteValues
const weak: SiteValues = {...good, tls: {...goodSiteValues.tls, sslv3: true} as never}

describe('the assessment of a system with a registered site', () => {
  it('says that nobody has looked at it, and takes no PC into a system that has none', async () => {
    const {assessment} = await audit()
    expect(assessment.scope).toEqual({seen: 0, unseen: 0, declared: true, sites: {seen: 0, unseen: 1}})
    expect(assessment.warnings).toContainEqual({code: 'sites-unseen', values: {unseen: 1, declared: 1, names: 'Trang của Sở'}})
    expect(verdictOf(assessment, 'gw.tot.tls')).toBe('unknown')
    const {value} = await runJson<{systems: {id: string; endpoints: {members: string[]}}[]}>(at('system', 'show', system))
    expect(JSON.stringify(value)).not.toContain('pc-')
  })

  it('takes the newest facts of the store, and keeps them as evidence', async () => {
    await putSite(weak, new Date(Date.now() - 2 * 86_400_000).toISOString())
    const before = await audit()
    expect(verdictOf(before.assessment, 'ch.tat-dich-vu')).toBe('not-met')
    expect(verdictOf(before.assessment, 'gw.tot.tls')).toBe('not-met')
    expect(before.assessment.findings.find(({requirement}) => requirement === 'ch.tat-dich-vu')?.failing).toEqual(['site-stp'])
    await putSite(good, now)
    const {assessment, path} = await audit()
    expect(verdictOf(assessment, 'ch.tat-dich-vu')).toBe('unknown')
    expect(verdictOf(assessment, 'gw.tot.tls')).toBe('met')
    expect(assessment.scope.sites).toEqual({seen: 1, unseen: 0})
    expect((await verifyEvidence(path)).items.filter(({ok}) => !ok)).toEqual([])
    expect(readFileSync(join(path, 'facts.ndjson'), 'utf8')).toContain('"kind":"site"')
  })

  it('explains a requirement of the site, and takes an answer to it', async () => {
    const explained = await run(at('explain', system, 'gw.tot.tls'))
    expect([explained.code, explained.stdout]).toEqual([0, expect.stringContaining('trang đạt 1')])
    const evidence = ['--paper', 'Phương án ứng phó số 12 ngày 01/10/2026']
    const answered = await run(
      at('attest', 'add', system, 'gw.an.ung-pho', '--result', 'met', '--statement', 'Có phương án', '--by', 'An', ...evidence),
    )
    expect(answered.code, answered.stdout + answered.stderr).toBe(0)
  })

  it('a system without a site hears nothing of it', async () => {
    expect((await run(at('audit', '--system', 'lan-co-so-1'))).code).toBe(1)
    const id = assessments().find((one) => one.startsWith('lan-co-so-1')) ?? 'none'
    const assessment: Assessment = JSON.parse(readFileSync(join(workspace, 'assessments', id, 'assessment.json'), 'utf8'))
    expect([assessment.overlays, assessment.scope.sites]).toEqual([undefined, undefined])
    expect(assessment.warnings.map(({code}) => code)).not.toContain('sites-unseen')
  })
})
