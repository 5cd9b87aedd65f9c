import {spawnSync} from 'node:child_process'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {linksBetween} from '../../src/audit/catalogue-links.ts'
import {readInStep} from '../../src/audit/in-step.ts'
import {type Content, lintContent} from '../../src/content/content.ts'
import type {Verdict} from '../../src/model/assessment.ts'
import type {Policy} from '../../src/model/policy.ts'
import type {Attestation} from '../../src/model/register.ts'
import type {Snapshot} from '../../src/model/snapshot.ts'
import {goodPc, poorPc} from '../audit/sample-machines.ts'
import {makeWorkspace, putSnapshots, systemOf} from '../dossier-lists/workspace.ts'
import {fingerprint, root, run, runJson} from './cli.ts'

interface Side {
  policy: {id: string}
  reason: string
  conclusion: string
  counts: Record<string, number>
  index: {conformity: number; coverage: number}
}
interface Requirement {
  requirement: string
  verdict: Verdict
}
interface Replayed {
  inForce: string
  systems: {
    system: {id: string}
    machines: {judged: number; missing: string[]; unreadable: string[]}
    inForce: Side
    replayed: Side
    changes: {
      linked: {inForce: Requirement[]; replayed: Requirement[]; machines: {before: string; after: string; machines: string[]}[]}[]
      same: number
      checks: {check: string; machines: {before: string; after: string; machines: string[]}[]}[]
      onlyInForce: Requirement[]
      onlyReplayed: Requirement[]
    }
  }[]
  skipped: {system: string; reason: string}[]
}

let content: Content
let workspace: string
let old: Policy
let current: Policy
/** A question of the old catalogue at level 2 that no check helps to answer. */
let question: string

const at = (...args: string[]) => run([...args, '--workspace', workspace])
const jsonAt = (...args: string[]) => runJson<Replayed>([...args, '--workspace', workspace])

function mustGet(id: string): Policy {
  const found = content.policies.get(id)
  if (!found) throw new Error(`no catalogue ${id}`)
  return found
}

beforeAll(async () => {
  content = lintContent()
  old = mustGet('tcvn-11930-2017')
  current = mustGet('tcvn-14423-2026')
  const requirements = old.groups.flatMap((group) => (group.informative ? [] : group.requirements))
  question = requirements.find(({levels, checks, ask}) => levels.includes(2) && !checks && ask)?.id ?? ''
  const answer: Attestation = {
    id: 'tra-loi',
    system: 'lan',
    requirement: question,
    result: 'met',
    statement: 'Có',
    by: 'A',
    confirmedBy: 'B',
    answeredOn: '2026-12-01',
    validUntil: '2026-12-20',
    evidence: [],
  }
  workspace = await makeWorkspace(
    [
      systemOf('lan', [goodPc.target.id, poorPc.target.id, 'pc-moi']),
      systemOf('trong', []),
      systemOf('dung', [goodPc.target.id], {status: 'stopped'}),
    ],
    {attestations: [answer]},
  )
  await putSnapshots(workspace, [goodPc, poorPc])
})

describe('replay', () => {
  it('judges under the other catalogue beside the one in force, and writes nothing', async () => {
    const before = fingerprint(workspace)
    const {code, value} = await jsonAt('replay', '--policy', old.head.id, '--on', '2026-12-14')
    expect(code).toBe(1)
    expect(value).toMatchObject({schema: 'stp-sec/replay/1', inForce: current.head.id, policy: old.head.id})
    expect(value.skipped).toEqual([{system: 'trong', name: 'Hệ thống trong', reason: 'no-machines'}])
    const [system] = value.systems
    expect(value.systems).toHaveLength(1)
    expect(system?.machines).toMatchObject({judged: 2, missing: ['pc-moi'], unreadable: []})
    expect(system?.inForce.policy.id).toBe(current.head.id)
    expect(system?.replayed.policy.id).toBe(old.head.id)
    expect(system?.inForce.reason).toContain('116/2025/QH15')
    expect(system?.replayed.reason).toContain('không phải căn cứ của báo cáo')
    expect(system?.inForce.counts).not.toEqual(system?.replayed.counts)
    expect(fingerprint(workspace)).toEqual(before)
  })

  it('gives what assess gives for the same facts', async () => {
    const [system] = (await jsonAt('replay', '--policy', old.head.id, '--on', '2026-12-14')).value.systems
    const file = join(workspace, '..', 'may.json')
    writeFileSync(file, JSON.stringify(poorPc))
    const {value} = await runJson<{results: {check: string; outcome: string}[]}>([
      ...['assess', '--facts', file, '--level', '2', '--policy', old.head.id, '--on', '2026-12-14'],
    ])
    const failing = new Set(value.results.filter(({outcome}) => outcome === 'fail').map(({check}) => check))
    for (const {check, machines} of system?.changes.checks ?? [])
      for (const change of machines)
        if (change.after === 'fail' && change.machines.includes(poorPc.target.id)) expect([...failing]).toContain(check)
  })

  it('who changes is told by requirement where the catalogues name a counterpart, by check and machine otherwise', async () => {
    const [system] = (await jsonAt('replay', '--policy', old.head.id, '--on', '2026-12-14')).value.systems
    const {linked, checks, onlyInForce, onlyReplayed, same} = system?.changes ?? {
      linked: [],
      checks: [],
      onlyInForce: [],
      onlyReplayed: [],
      same: 0,
    }
    expect(linked.length).toBeGreaterThan(0)
    expect(same).toBeGreaterThan(0)
    const named = new Map(old.groups.flatMap((group) => group.requirements.map(({id, counterparts}) => [id, counterparts] as const)))
    for (const {inForce, replayed, machines} of linked) {
      expect(replayed).toHaveLength(1)
      for (const {requirement} of inForce) expect(named.get(replayed[0]?.requirement ?? '')).toContain(requirement)
      for (const change of machines) expect(change.before).not.toBe(change.after)
    }
    expect(linked.flatMap(({machines}) => machines.flatMap((change) => change.machines)).length).toBeGreaterThan(0)
    expect(checks.flatMap(({machines}) => machines.map(({before, after}) => `${before} -> ${after}`))).toContain('fail -> not-asked')
    const linkedIds = new Set(linked.flatMap(({inForce, replayed}) => [...inForce, ...replayed].map(({requirement}) => requirement)))
    for (const {requirement} of [...onlyInForce, ...onlyReplayed]) expect(linkedIds.has(requirement)).toBe(false)
  })

  it('the direction does not matter: the other way round names the same links', async () => {
    expect(linksBetween(current, old).map(({first, second}) => ({first: second, second: first}))).toEqual(linksBetween(old, current))
    expect(linksBetween(old, mustGet('qcvn-12-2026'))).toEqual([])
  })

  it('answers keep their validity: met while it lasts, unknown after', async () => {
    const verdictOn = async (on: string) => {
      const [system] = (await jsonAt('replay', '--policy', old.head.id, '--on', on)).value.systems
      return system?.replayed.counts['met']
    }
    const during = (await verdictOn('2026-12-20')) ?? 0
    const after = (await verdictOn('2026-12-21')) ?? 0
    expect(during - after).toBe(1)
  })

  it('on a day of the old catalogue the new one is the other', async () => {
    const day = '2026-07-05T02:00:00.000Z'
    const early: Snapshot = {
      ...goodPc,
      collectedAt: day,
      facts: Object.fromEntries(Object.entries(goodPc.facts).map(([name, fact]) => [name, fact && {...fact, at: day}])),
    }
    const folder = await makeWorkspace([systemOf('lan', [goodPc.target.id])])
    await putSnapshots(folder, [early, goodPc])
    const {code, value} = await runJson<Replayed>(['replay', '--policy', current.head.id, '--on', '2026-07-10', '--workspace', folder])
    expect([code, value.inForce]).toEqual([1, old.head.id])
    expect(value.systems[0]?.machines).toMatchObject({judged: 1, oldest: day})
    expect(value.systems[0]?.replayed.policy.id).toBe(current.head.id)
    for (const {replayed} of value.systems[0]?.changes.linked ?? []) expect(replayed.length).toBeGreaterThan(0)
  })

  it('the same catalogue has nothing to compare, and says so', async () => {
    const {stdout} = await at('replay', '--policy', current.head.id, '--on', '2026-12-14')
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('không có gì để đối chiếu')
    const [system] = (await jsonAt('replay', '--policy', current.head.id, '--on', '2026-12-14')).value.systems
    expect(system?.changes).toMatchObject({linked: [], checks: [], onlyInForce: [], onlyReplayed: []})
    expect(system?.inForce).toEqual(system?.replayed)
  })

  it('equal facts give equal bytes; the screen has at most 80 columns', async () => {
    for (const more of [[], ['--json'], ['--lang', 'en']]) {
      const first = await at('replay', '--policy', old.head.id, '--on', '2026-12-14', ...more)
      expect((await at('replay', '--policy', old.head.id, '--on', '2026-12-14', ...more)).stdout).toBe(first.stdout)
      if (!more.includes('--json')) expect(first.stdout.split('\n').filter((line) => [...line].length > 80)).toEqual([])
    }
    const {stdout} = await at('replay', '--policy', old.head.id, '--on', '2026-12-14', '--system', 'lan')
    expect(stdout).toContain('Chưa có dữ liệu đến ngày này (1): pc-moi')
    expect(stdout).toMatch(/Kết luận tự đánh giá +Chưa đáp ứng +Chưa đáp ứng/)
  })

  it('refuses with the next step', async () => {
    const cases: [string[], string][] = [
      [['--policy', 'tcvn-14432-2026', '--on', '2026-12-14'], 'Có phải ý bạn là "tcvn-14423-2026"?'],
      [['--policy', 'zz', '--on', '2026-12-14'], 'Dùng một trong: '],
      [['--policy', old.head.id, '--on', '2026-12-01'], 'dữ liệu đầu tiên là ngày 10/12/2026'],
      [['--policy', old.head.id, '--on', '2016-01-01'], 'Không có danh mục yêu cầu nào cho ngày 2016-01-01'],
      [['--policy', old.head.id, '--on', '2026-12-14', '--system', 'lam'], 'Có phải ý bạn là "lan"?'],
      [['--policy', old.head.id, '--on', '2026-12-14', '--system', 'trong'], 'chưa ghi máy nào'],
      [['--policy', old.head.id, '--on', 'hôm qua'], 'năm-tháng-ngày'],
    ]
    for (const [args, expected] of cases) {
      const {code, stderr} = await at('replay', ...args)
      expect([code, stderr]).toEqual([2, expect.stringContaining(expected)])
    }
    expect((await at('replay', '--policy', old.head.id, '--on', '2026-12-01')).stderr).toContain('Chọn --on từ ngày 2026-12-10.')
  })
})

it('two readers get every item, one at a time, and a failure reaches both', async () => {
  let handed = 0
  async function* source() {
    for (; handed < 5; ) yield handed++
  }
  const [first, second] = readInStep(source())
  const seen: string[] = []
  const read = async (name: string, items: AsyncIterable<number>) => {
    for await (const item of items) {
      expect(handed).toBeLessThanOrEqual(item + 1)
      seen.push(`${name}${item}`)
    }
  }
  await Promise.all([read('a', first), read('b', second)])
  expect(seen.sort()).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'b0', 'b1', 'b2', 'b3', 'b4'])
  async function* broken(): AsyncGenerator<number> {
    yield 1
    throw new Error('disk')
  }
  const readers = readInStep(broken())
  const results = await Promise.allSettled(readers.map((items) => read('x', items)))
  expect(results.map(({status}) => status)).toEqual(['rejected', 'rejected'])
})

it('memory does not grow with machines: 70 MB of stored facts pass through a heap of 96 MB', async () => {
  const items = Array.from({length: 4000}, (_, index) => ({
    name: `phan-mem-so-${index}`,
    version: `${index}.0.1`,
    publisher: `Nhà phát hành phần mềm số ${index}`,
    source: 'dpkg' as const,
  }))
  const fat = (index: number): Snapshot => ({
    ...goodPc,
    target: {kind: 'endpoint', id: `pc-${String(index).padStart(4, '0')}`, name: `PC-${index}`},
    facts: {
      ...goodPc.facts,
      software: {ok: true, value: {items, managers: ['dpkg'], unversioned: [], nameless: 0}, source: 'test', at: goodPc.collectedAt},
    },
  })
  const machines = Array.from({length: 150}, (_, index) => fat(index))
  const folder = await makeWorkspace([
    systemOf(
      'lan',
      machines.map(({target}) => target.id),
    ),
  ])
  await putSnapshots(folder, machines)
  const {status, stdout, stderr} = spawnSync(
    process.execPath,
    [
      '--max-old-space-size=96',
      join(root, 'bin', 'run.js'),
      'replay',
      '--policy',
      old.head.id,
      '--on',
      '2026-12-14',
      '--workspace',
      folder,
      '--json',
    ],
    {encoding: 'utf8', maxBuffer: 64 * 1024 * 1024},
  )
  expect(stderr).toBe('')
  expect(status).toBe(1)
  expect((JSON.parse(stdout) as Replayed).systems[0]?.machines.judged).toBe(150)
})
