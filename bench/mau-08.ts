import {mkdtempSync, readdirSync, rmSync, statSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {loadContent} from '../src/content/content.ts'
import {loadSample} from '../src/content/load-sample.ts'
import type {Assessment} from '../src/model/assessment.ts'
import type {Person, Register, RegisteredDocument, System} from '../src/model/register.ts'
import {createFolderStore} from '../src/store/folder-store.ts'
import {compare, printTable} from './measure.ts'

const root = join(import.meta.dirname, '..')
const systems = 2000
const on = '2026-12-14'

/** Mẫu 08 of 2,000 systems, each with a decision, a Quy chế, a check and a stored assessment: under 10 s and 300 MB. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'stp-sec-bench-'))
  try {
    await makeWorkspace(join(folder, 'data'))
    const args = [
      join(root, 'bin', 'run.js'),
      'report',
      'mau-08',
      '--workspace',
      join(folder, 'data'),
      '--on',
      on,
      '--out',
      join(folder, 'out'),
    ]
    const name = `stp-sec report mau-08 (${systems} systems)`
    const timings = compare([{name, program: process.execPath, args, codes: [0]}], 3)
    console.log('mau-08 (under 10,000 ms and 300 MB):')
    printTable(timings, name)
    for (const file of readdirSync(join(folder, 'out'))) {
      const kilobytes = statSync(join(folder, 'out', file)).size / 1024
      console.log(`  ${file.padEnd(44)} ${kilobytes.toFixed(0).padStart(7)} KB`)
    }
  } finally {
    rmSync(folder, {recursive: true})
  }
}

async function makeWorkspace(folder: string): Promise<void> {
  const {workspace} = loadSample()
  const store = await createFolderStore(folder, {...workspace, sample: false}, {command: 'bench', at: `${on}T00:00:00Z`})
  try {
    await store.updateRegister(bigRegister, () => ({
      at: `${on}T00:00:00Z`,
      actor: 'bench',
      action: 'workspace.create',
      object: 'register',
      payload: '',
    }))
    const like = exampleAssessment()
    for (let number = 1; number <= systems; number++) {
      const id = `ht-${number}-2026-12-01-0000000${number % 10}`
      const system = {...like.system, id: `ht-${number}`}
      await store.putAssessment(id, new Map([['assessment.json', JSON.stringify({...like, id, system})]]))
    }
  } finally {
    await store.close()
  }
}

function bigRegister(register: Register): Register {
  const numbers = Array.from({length: systems}, (_, index) => index + 1)
  const source = {confidence: 'seen'} as const
  const body = {
    kind: 'unit',
    functions: 'Nghị định về chức năng',
    representative: 'Nguyễn Văn A',
    position: 'Thủ trưởng',
    address: 'An Giang',
    phone: '0296 3000 000',
    email: 'vanthu@angiang.gov.vn',
  } as const
  const people: Person[] = [
    {id: 'ubnd', name: 'Ủy ban nhân dân tỉnh An Giang', roles: ['owner'], ...body},
    {id: 'cat', name: 'Công an tỉnh An Giang', roles: ['specialised-unit'], ...body},
  ]
  const documents = numbers.flatMap((number): RegisteredDocument[] => [
    {
      id: `qd-${number}`,
      kind: 'decision',
      number: `Quyết định số ${number}/QĐ-CAT-ANM`,
      date: '2026-10-08',
      issuer: 'Công an tỉnh An Giang',
      title: 'Phê duyệt',
      systems: [],
      source,
    },
    {
      id: `qc-${number}`,
      kind: 'regulation',
      number: `Quyết định số ${number}/QĐ-STP`,
      date: '2026-09-01',
      issuer: 'Sở Tư pháp',
      title: 'Quy chế',
      systems: [],
      source,
    },
  ])
  return {
    ...register,
    people,
    documents,
    systems: numbers.map(
      (number): System => ({
        id: `ht-${number}`,
        name: `Hệ thống thông tin nghiệp vụ chuyên ngành số ${number}`,
        role: 'operates',
        status: 'operating',
        owner: 'Ủy ban nhân dân tỉnh An Giang',
        specialisedUnit: 'Công an tỉnh An Giang',
        operator: 'Sở Tư pháp tỉnh An Giang',
        offices: [],
        sites: [],
        networks: [],
        endpoints: {members: []},
        type: 'internal',
        information: ['private'],
        subjects: {},
        level: 2,
        state: 'approved',
        decision: `qd-${number}`,
        regulation: `qc-${number}`,
        deployment: 'partial',
        plannedDeploymentOn: '2027-06-30',
        source,
      }),
    ),
    assessments: numbers.map((number) => ({
      id: `dg-${number}`,
      system: `ht-${number}`,
      kind: 'periodic' as const,
      on: '2026-12-01',
      assessor: 'Phòng Kiểm tra',
      independent: true,
      conclusion: 'does-not-meet' as const,
      assessment: `ht-${number}-2026-12-01-0000000${number % 10}`,
    })),
  }
}

/** Every group and requirement of the catalogue, some met, some not. */
function exampleAssessment(): Assessment {
  const policy = [...loadContent().policies.values()].find(({head}) => head.id === 'tcvn-14423-2026')
  if (!policy) throw new Error('no catalogue')
  const counts = {met: 5, partlyMet: 1, notMet: 2, unknown: 3, notApplicable: 0}
  const tally = {pass: 1, fail: 0, unknown: 0, notApplicable: 0}
  const none = {justified: false, parts: {}, members: tally, unseen: 0, failing: [], checks: [], reasons: []}
  return {
    schema: 'stp-sec/assessment/1',
    id: '',
    on: '2026-12-01',
    system: {id: '', name: 'Hệ thống', level: 2},
    policy: {id: policy.head.id, version: policy.head.version},
    basisReason: {vi: 'thử', en: 'test'},
    conclusion: 'does-not-meet',
    index: {
      conformity: 0.5,
      coverage: 0.9,
      afterWaivers: 0.5,
      sums: {met: 1, partlyMet: 0, notMet: 1, unknown: 0, applicable: 2, waived: 0},
    },
    counts,
    groups: policy.groups.map(({id, informative}) => ({id, informative, verdict: 'does-not-meet', counts})),
    findings: policy.groups.flatMap((group) =>
      group.requirements
        .filter(({levels}) => levels.includes(2))
        .map(({id, severity}, index) => ({
          ...none,
          requirement: id,
          group: group.id,
          verdict: index % 10 === 0 ? ('not-met' as const) : ('met' as const),
          severity,
          weight: 2,
          counted: !group.informative,
          confidence: 'secondary' as const,
        })),
    ),
    scope: {seen: 1, unseen: 0, declared: true},
    warnings: [],
  }
}

if (import.meta.main) await run()
