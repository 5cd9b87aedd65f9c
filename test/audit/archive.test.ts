import {mkdtempSync, readdirSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, it} from 'vitest'
import {restoreContent, unpackBundle} from '../../src/audit/bundle.ts'
import type {Inputs} from '../../src/audit/inputs.ts'
import {makePackage} from '../../src/audit/make-package.ts'
import {packageFiles} from '../../src/audit/manifest.ts'
import {verifyEvidence} from '../../src/audit/verify-evidence.ts'
import {loadContent} from '../../src/content/content.ts'
import {loadSample} from '../../src/content/load-sample.ts'
import type {AssessedSystem} from '../../src/model/assessed-system.ts'
import type {Attestation} from '../../src/model/register.ts'
import {basisOf} from '../../src/pipeline.ts'
import {run} from '../cli/cli.ts'
import {goodPc} from './sample-machines.ts'

const on = '2026-12-14'
const content = loadContent()
const archive: AssessedSystem = {
  id: 'kho-luu-tru',
  name: 'Kho lưu trữ điện tử',
  offices: [],
  level: 2,
  levelStatus: 'proposed',
  archive: true,
  endpoints: {declared: 1, members: [goodPc.target.id]},
  source: {confidence: 'unverified'},
}
const basis = basisOf(content, on, archive)
if (!basis) throw new Error('no basis')

/** A yes to every question of the regulation's group on time stamps, one left out where named. */
function answers(without?: string): Attestation[] {
  const group = basis?.policy.groups.find(({id}) => id === 'q12-tg')
  return (group?.requirements ?? [])
    .filter(({id, ask}) => ask && id !== without)
    .map(({id}) => ({
      id: `xn-${id}`,
      system: archive.id,
      requirement: id,
      result: 'met',
      statement: 'Có, đã kiểm tra',
      by: 'Cán bộ phụ trách',
      answeredOn: '2026-12-01',
      validUntil: '2027-11-30',
      evidence: [{title: 'Cấu hình nguồn thời gian'}],
    }))
}

const inputsWith = (attestations: Attestation[]): Inputs => ({
  schema: 'stp-sec/inputs/1',
  id: 'kho-luu-tru-2026-12-14-00000000',
  on,
  language: 'vi',
  workspace: loadSample().workspace,
  system: archive,
  attestations,
  waivers: [],
  declaredTargets: 1,
})

async function groupOf(attestations: Attestation[]) {
  if (!basis) throw new Error('no basis')
  const {assessment} = await makePackage(content, basis, inputsWith(attestations), [goodPc])
  return assessment.groups.find(({id}) => id === 'q12-tg')
}

it('a group of the regulation meets when nothing is missing, and one missing item keeps it from meeting', async () => {
  const all = answers()
  expect(all.length).toBeGreaterThan(1)
  expect(await groupOf(all)).toMatchObject({verdict: 'meets'})
  expect(await groupOf(answers(all.at(-1)?.requirement))).toMatchObject({verdict: 'insufficient'})
  const denied = all.map((answer, index) => (index === 0 ? {...answer, result: 'not-met' as const} : answer))
  expect(await groupOf(denied)).toMatchObject({verdict: 'does-not-meet', counts: {notMet: 1}})
})

it('the folder stands alone: judged again from its own content it is the same to the byte', async () => {
  const made = await makePackage(content, basis, inputsWith(answers()), [goodPc])
  const saved = restoreContent(unpackBundle(made.files.get(packageFiles.content) ?? new Uint8Array()))
  const again = await makePackage(saved.content, saved.basis, JSON.parse(JSON.stringify(inputsWith(answers()))), [goodPc])
  expect(again.entries).toEqual(made.entries)
  expect(made.assessment.overlays).toEqual([{id: 'qcvn-12-2026', version: '1.0.0'}])
})

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stp-sec-archive-'))
})
afterAll(() => rmSync(folder, {recursive: true}))

it('by command: the archive is judged by both, the older catalogue only where a dossier allows it', async () => {
  const workspace = join(folder, 'data')
  const at = (...args: string[]) => run([...args, '--workspace', workspace])
  expect((await at('init', '--sample')).code).toBe(0)
  const add = ['system', 'add', '--id', archive.id, '--name', archive.name, '--role', 'operates', '--status', 'operating']
  expect((await at(...add, '--level', '2', '--archive', '--source-confidence', 'unverified')).code).toBe(0)
  expect((await at('audit', '--system', archive.id)).code).toBe(1)
  const [id = ''] = readdirSync(join(workspace, 'assessments'))
  expect((await verifyEvidence(join(workspace, 'assessments', id))).items.filter((item) => !item.ok)).toEqual([])
  const explained = await at('explain', archive.id, 'q12.tg.utc')
  expect([explained.code, explained.stdout]).toEqual([0, expect.stringContaining('q12.tg.utc')])

  const older = ['audit', '--policy', 'tcvn-11930-2017', '--on', '2026-12-14', '--json']
  const refused = await at(...older, '--system', archive.id)
  expect(refused.code).toBe(2)
  expect(JSON.parse(refused.stdout)).toMatchObject({error: {code: 'policy-not-allowed'}})
  const allowed = await at(...older, '--system', 'lan-co-so-1')
  expect(allowed.code).toBe(1)
  expect(allowed.stdout).toContain('tcvn-11930-2017')
})
