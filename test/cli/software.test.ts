import {readdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import type {ProgramInUse} from '../../src/audit/software-in-use.ts'
import type {SoftwareItem} from '../../src/model/facts/software.ts'
import type {Snapshot} from '../../src/model/snapshot.ts'
import {openToWrite} from '../../src/store/folder-store.ts'
import {makeWorkspace, putSnapshots, systemOf} from '../dossier-lists/workspace.ts'
import {snapshotOf} from '../replacement/machines.ts'
import {run, runJson} from './cli.ts'

const at = '2026-12-10T02:00:00.000Z'
const pc = (number: number) => `pc-00000000000${number}`

/** A PC with these programs; without, one whose list was not seen. */
function machine(number: number, programs?: [string, string][]): Snapshot {
  const snapshot = snapshotOf(pc(number), `STP-${number}`, {os: {hostname: `STP-${number}`}})
  const items = (programs ?? []).map(([name, version]): SoftwareItem => ({name, version, source: 'registry'}))
  const value = {items, managers: ['registry'], unversioned: [], nameless: 0}
  return programs ? {...snapshot, facts: {...snapshot.facts, software: {ok: true, value, source: 'test', at}}} : snapshot
}

let workspace: string
const list = (...args: string[]) =>
  runJson<{programs: ProgramInUse[]; machines: number; notSeen: string[]}>([
    'software',
    'list',
    '--on',
    '2026-12-14',
    '--workspace',
    workspace,
    '--json',
    ...args,
  ])
const shown = ({name, machines, findings}: ProgramInUse) =>
  `${name} ${machines} ${findings.map(({rule, why, machines: own}) => `${rule ?? '-'}:${why}:${own.join('+')}`).join(' ')}`

beforeAll(async () => {
  const devices = [
    {id: pc(1), name: 'STP-1', kind: 'workstation' as const, office: 'co-so-1', macs: [], addresses: []},
    // Paired by its name.
    {id: 'ts-2', name: 'STP-2', kind: 'workstation' as const, office: 'tru-so-2', macs: [], addresses: []},
  ]
  workspace = await makeWorkspace([systemOf('lan', [pc(1), pc(2), pc(3), pc(4)])], {devices})
  const store = await openToWrite(workspace, {command: 'vitest', at})
  await store.updateWorkspace((own) => ({...own, offices: ['co-so-1', 'tru-so-2'].map((id) => ({id, name: id}))}))
  await store.close()
  await putSnapshots(workspace, [
    machine(1, [
      ['7-Zip 19.00 (x64)', '19.00'],
      ['TeamViewer', '15.50.5'],
      ['Zalo 24.1', '24.1'],
    ]),
    machine(2, [
      ['7-Zip 25.01 (x64)', '25.01'],
      ['TeamViewer', '15.50.5'],
      ['KMSpico', '10.2.0'],
    ]),
    machine(3, [['TeamViewer', '15.50.5']]),
    machine(4),
  ])
})

describe('software', () => {
  it('delivered rules count where the workspace has none', async () => {
    const {code, value} = await list()
    expect(code).toBe(1)
    expect(value.programs.map(shown)).toEqual([
      'TeamViewer 3 remote-control:not-approved:STP-1+STP-2+STP-3',
      '7-Zip 2 min-7-zip:below-minimum:STP-1 min-7-zip:minimum-met:STP-2',
      'KMSpico 1 activators:sign:STP-2',
      'Zalo 1 ',
    ])
    expect(value.notSeen).toEqual(['STP-4'])
  })

  it('rules of the workspace hold by office, of devices by id and by name', async () => {
    const offices = (await runJson<{rules: unknown[]}>(['software', 'rules', '--workspace', workspace, '--json'])).value.rules.length
    writeFileSync(
      join(workspace, 'software.yaml'),
      `schema: stp-sec/software/1
without: [activators]
rules:
  - id: remote-control
    verdict: approval
    title: {vi: "Điều khiển từ xa", en: Remote control}
    match: [{begins: [teamviewer]}]
    reason: {vi: "Phải phê duyệt", en: Needs approval}
    source: {confidence: unverified}
    approvals: [{document: "Công văn số 12/STP-VP", office: tru-so-2, until: "2026-12-31"}]
`,
    )
    const {value} = await list('--rule', 'remote-control')
    expect(value.programs.map(shown)).toEqual([
      'TeamViewer 3 remote-control:not-approved:STP-1 remote-control:approved:STP-2 remote-control:office-unknown:STP-3',
    ])
    const rules = await runJson<{rules: unknown[]; workspace: {mode: string}}>(['software', 'rules', '--workspace', workspace, '--json'])
    expect(rules.value.rules.length).toBe(offices - 1)
    expect(rules.value.workspace.mode).toBe('extend')
  })

  it('one PC, by name', async () => {
    const {value} = await list('--endpoint', 'stp-2')
    expect(value.machines).toBe(1)
    expect(value.programs.map(({name}) => name)).toEqual(['7-Zip', 'TeamViewer', 'KMSpico'])
  })

  it('an audit uses the rules of the workspace, says so in the journal, and its evidence is judged again the same', async () => {
    await run(['audit', '--workspace', workspace, '--on', '2026-12-14', '--system', 'lan'])
    const [assessment = ''] = readdirSync(join(workspace, 'assessments'))
    // What the officer changes later is not what was judged then.
    const path = join(workspace, 'software.yaml')
    writeFileSync(path, 'schema: stp-sec/software/1\nmode: replace\nrules: []\n')
    const verified = await run(['evidence', 'verify', join(workspace, 'assessments', assessment)])
    expect(verified.stdout + verified.stderr).toMatch(/chấm lại cho cùng kết quả/)
    expect(verified.code).toBe(0)
    const {stdout} = await run(['journal', 'list', '--workspace', workspace])
    expect(stdout).toMatch(/software\.yaml [0-9a-f]{16}/)
  })

  it.each([
    [['software', 'list', '--rule', 'torrent-client'], /không có|Không có/],
    [['software', 'list', '--endpoint', 'PC-LA'], /PC-LA/],
  ])('%j ends in 2 with what to do next', async (args, expected) => {
    const {code, stderr} = await run([...args, '--workspace', workspace])
    expect(code).toBe(2)
    expect(stderr).toMatch(expected)
  })

  it('a wrong file is named with its line, whatever command reads it', async () => {
    writeFileSync(join(workspace, 'software.yaml'), 'schema: stp-sec/software/1\nrules:\n  - {id: a, verdikt: forbidden}\n')
    for (const command of [
      ['software', 'list'],
      ['software', 'rules'],
      ['report', 'workstation', 'STP-1'],
    ]) {
      const {code, stderr} = await run([...command, '--workspace', workspace])
      expect(code).toBe(2)
      expect(stderr).toMatch(/software\.yaml:3/)
    }
  })

  it.each(['vi', 'en'])('fits a screen of 80 columns (%s)', async (language) => {
    writeFileSync(join(workspace, 'software.yaml'), 'schema: stp-sec/software/1\nrules: []\n')
    for (const command of ['list', 'rules']) {
      const {stdout} = await run(['software', command, '--on', '2026-12-14', '--lang', language, '--workspace', workspace])
      expect(stdout).toContain('7-Zip')
      expect(stdout.split('\n').filter((line) => [...line].length > 80 && !line.includes('https://'))).toEqual([])
    }
  })
})
