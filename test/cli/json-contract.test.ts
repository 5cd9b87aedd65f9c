import {readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {endpointFactNames} from '../../src/model/facts/index.ts'
import {snapshot as snapshotSchema} from '../../src/model/snapshot.ts'
import {run, runJson, temporary} from './cli.ts'

let folder: string
let snapshotFile: string

beforeAll(async () => {
  folder = temporary()
  snapshotFile = join(folder, 'snapshot.json')
  const {stdout, code} = await run(['collect', '--json'])
  expect(code).toBe(0)
  writeFileSync(snapshotFile, stdout)
})
afterAll(() => rmSync(folder, {recursive: true}))

describe('collect --json', () => {
  it('is a snapshot with every fact seen or with a reason', () => {
    const value = JSON.parse(readFileSync(snapshotFile, 'utf8'))
    expect(snapshotSchema.safeParse(value).error?.issues).toBeUndefined()
    expect(value).toMatchObject({schema: 'stp-sec/snapshot/1', target: {kind: 'endpoint'}, tool: {name: 'stp-sec'}})
    expect(Object.keys(value.facts).sort()).toEqual([...endpointFactNames].sort())
    for (const fact of Object.values(value.facts) as {ok: boolean; source: string; at: string; reason?: string; detail?: string}[]) {
      expect(fact.source).not.toBe('')
      expect(Number.isNaN(Date.parse(fact.at))).toBe(false)
      if (!fact.ok) expect(fact.detail).toBeTruthy()
    }
  })
})

describe('audit --json', () => {
  it('makes the sample workspace, says so, and prints one document', async () => {
    const workspace = join(folder, 'data')
    const {code, value} = await runJson<{
      assessments: {id: string; findings: Record<string, number>; files: {kind: string; path: string; sha256: string}[]}[]
      warnings: {code: string; message: string}[]
      targets: {facts: number; missing: number}[]
    }>(['audit', '--workspace', workspace, '--on', '2026-12-14'])
    expect(code).toBe(1)
    expect(value).toMatchObject({
      schema: 'stp-sec/audit/1',
      on: '2026-12-14',
      workspace,
      targets: [{kind: 'endpoint'}],
      assessments: [{system: {id: 'lan-co-so-1', level: 2}, policy: {id: 'tcvn-14423-2026', version: '1.0.0'}}],
    })
    const [assessment] = value.assessments
    expect(Object.values(assessment?.findings ?? {}).reduce((sum, count) => sum + count, 0)).toBe(131)
    expect((value.targets[0]?.facts ?? 0) + (value.targets[0]?.missing ?? 0)).toBe(endpointFactNames.length)
    expect(value.warnings.map((warning) => warning.code)).toEqual(
      expect.arrayContaining(['sample-created', 'sample-workspace', 'scope-not-declared']),
    )
    expect(assessment?.files.map((file) => file.kind).sort()).toEqual(['assessment', 'content', 'facts', 'inputs', 'report', 'results'])
    for (const file of assessment?.files ?? []) expect(file.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  it('with one declared machine, what passes here is met, and a verdict is never better than its evidence', async () => {
    const workspace = join(folder, 'declared')
    expect((await run(['init', '--sample', '--endpoints', '1', '--workspace', workspace])).code).toBe(0)
    const answer = ['--result', 'met', '--statement', 'Có', '--by', 'Cán bộ A', '--paper', 'Danh mục phần mềm']
    expect((await run(['attest', 'add', 'lan-co-so-1', 'pm.danh-muc', ...answer, '--workspace', workspace])).code).toBe(0)
    const {value} = await runJson<{assessments: {id: string; findings: {met: number}}[]}>(['audit', '--workspace', workspace])
    const [assessment] = value.assessments
    expect(assessment?.findings.met).toBeGreaterThan(0)
    const stored = JSON.parse(readFileSync(join(workspace, 'assessments', assessment?.id ?? '', 'assessment.json'), 'utf8'))
    for (const finding of stored.findings.filter((candidate: {verdict: string}) => candidate.verdict === 'met')) {
      expect(finding.members).toMatchObject({fail: 0, unknown: 0})
      expect(finding.members.pass).toBeGreaterThan(0)
      expect(
        finding.checks
          .flatMap((check: {examples: {outcome: string; evidence: unknown[]}[]}) => check.examples)
          .filter((example: {outcome: string}) => example.outcome === 'pass')[0]?.evidence.length,
      ).toBeGreaterThan(0)
    }
  })
})

describe('lists', () => {
  it('policy list', async () => {
    const {code, value} = await runJson<
      {id: string; levels: Record<string, {requirements: number; automatic: number; mixed: number; manual: number}>}[]
    >(['policy', 'list'])
    expect(code).toBe(0)
    const policy = value.find((candidate) => candidate.id === 'tcvn-14423-2026')
    expect(policy).toMatchObject({version: '1.0.0', validFrom: '2026-07-24'})
    expect(Object.keys(policy?.levels ?? {})).toEqual(['1', '2', '3', '4', '5'])
    for (const {requirements, automatic, mixed, manual} of Object.values(policy?.levels ?? {}))
      expect(automatic + mixed + manual).toBe(requirements)
  })

  it('check list', async () => {
    const {value} = await runJson<{id: string; target: string; facts: string[]; usedBy: string[]}[]>(['check', 'list'])
    expect(value.find((check) => check.id === 'screen-lock')).toEqual({
      id: 'screen-lock',
      target: 'endpoint',
      facts: ['lock', 'os'],
      usedBy: ['qcvn-12-2026/q12.ch.khoa-phien', 'tcvn-11930-2017/QL.VANHANH.DAUCUOI.CUNGHOA', 'tcvn-14423-2026/ch.khoa-phien'],
    })
  })

  it.each(['snapshot', 'check', 'policy', 'assessment', 'workspace'])('schema %s', async (name) => {
    const {code, stdout} = await run(['schema', name])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({$schema: expect.stringContaining('json-schema.org'), type: 'object'})
  })
})

describe('assess --json', () => {
  it('judges a saved snapshot, with results beside', async () => {
    const {value} = await runJson<{findings: Record<string, number>; results: {check: string; target: string; outcome: string}[]}>([
      'assess',
      '--facts',
      snapshotFile,
      '--level',
      '3',
      '--policy',
      'tcvn-14423-2026',
    ])
    expect(value).toMatchObject({system: {level: 3}, policy: {id: 'tcvn-14423-2026'}})
    expect(Object.values(value.findings).reduce((sum, count) => sum + count, 0)).toBe(197)
    expect(value.results.length).toBeGreaterThan(60)
    expect(new Set(value.results.map((result) => result.outcome))).toEqual(new Set(['pass', 'fail', 'unknown', 'not-applicable']))
  })

  it('the same file on another day judges stale facts unknown', async () => {
    const {value} = await runJson<{results: {outcome: string; reason?: string}[]}>([
      'assess',
      '--facts',
      snapshotFile,
      '--level',
      '2',
      '--policy',
      'tcvn-14423-2026',
      '--on',
      '2028-01-01',
    ])
    expect(value.results.filter((result) => result.outcome === 'pass' || result.outcome === 'fail')).toEqual([])
    expect(value.results.some((result) => result.reason === 'stale')).toBe(true)
  })
})
