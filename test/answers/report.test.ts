import {describe, expect, it} from 'vitest'
import {resolveSystem} from '../../src/audit/resolve-system.ts'
import {loadContent} from '../../src/content/content.ts'
import {loadSample} from '../../src/content/load-sample.ts'
import type {Task} from '../../src/model/register.ts'
import {assessSystem, basisOf} from '../../src/pipeline.ts'
import {proposeTasks} from '../../src/register-answers/propose-tasks.ts'
import type {AnnualInput} from '../../src/report/annual-assessment/input.ts'
import {composeEvidence} from '../../src/report/annual-assessment/section-evidence.ts'
import {composePrevious} from '../../src/report/annual-assessment/section-previous.ts'
import {composeRemediation} from '../../src/report/annual-assessment/section-remediation.ts'
import {createSpeaker} from '../../src/report/annual-assessment/speaker.ts'
import type {Block} from '../../src/report/document.ts'
import {tool} from '../../src/version.ts'
import {poorPc} from '../audit/sample-machines.ts'

const on = '2026-12-14'
const content = loadContent()
const sample = loadSample()
const [first] = sample.register.systems
const system = first && resolveSystem(sample.register, first)
const basis = system && basisOf(content, on, system)
if (!basis || !system) throw new Error('no basis or no system')
const assessment = await assessSystem({
  content,
  basis,
  on,
  id: 'lan-co-so-1-2026-12-14-00000000',
  system,
  register: {attestations: [], waivers: []},
  declaredTargets: 1,
  snapshots: [poorPc],
})

const task = (change: Partial<Task>): Task => ({
  id: 'kp-1',
  system: system.id,
  person: 'Trần Văn B',
  work: 'Bật khóa màn hình 15 phút',
  responsibility: 'Văn phòng Sở',
  authority: 'Chánh Văn phòng',
  dueOn: '2026-12-31',
  result: 'Mọi máy tự khóa sau 15 phút',
  status: 'open',
  openedOn: '2026-11-01',
  evidence: [],
  ...change,
})

const done = (change: Partial<Task>) =>
  task({status: 'done', closedOn: '2026-12-01', before: '30 phút', after: '15 phút', evidence: [{title: 'Biên bản số 7'}], ...change})

const previous = {
  id: 'lan-co-so-1-2026-06-01-00000000',
  on: '2026-06-01',
  conclusion: 'does-not-meet',
  improved: 1,
  worsened: 0,
  same: 130,
} as const

function inputWith(tasks: Task[], more: Partial<AnnualInput> = {}): AnnualInput {
  if (!basis || !system) throw new Error('no basis or no system')
  return {
    language: 'vi',
    assessment,
    policy: basis.policy,
    instruments: [],
    transitions: [],
    checks: new Map([...content.checks].map(([id, compiled]) => [id, compiled.check])),
    workspace: sample.workspace,
    system,
    endpoints: [],
    unseen: [],
    tasks,
    evidenceFiles: [],
    tool,
    words: content.words,
    ...more,
  }
}

function rowsOf(blocks: Block[]): string[][] {
  return blocks.flatMap((block) =>
    block.kind === 'table' ? block.rows.map((row) => row.map((cell) => cell.runs.map((run) => run.text).join(''))) : [],
  )
}

const remediation = (input: AnnualInput) => rowsOf(composeRemediation(input, createSpeaker(input, {})))
const follow = (input: AnnualInput) => rowsOf(composePrevious(input, createSpeaker(input, {})))

describe('the remediation table', () => {
  it('names the people of open tasks before what the tool proposes', () => {
    const rows = remediation(inputWith([task({})]))
    expect(rows[0]).toEqual([
      '1',
      'Trần Văn B',
      'Bật khóa màn hình 15 phút',
      'Văn phòng Sở',
      'Chánh Văn phòng',
      expect.stringContaining('31/12/2026'),
      'Mọi máy tự khóa sau 15 phút',
    ])
    expect(rows.length).toBe(remediation(inputWith([])).length + 1)
    expect(rows[1]?.[0]).toBe('2')
  })

  it('says what is overdue, the most urgent first', () => {
    const rows = remediation(inputWith([task({}), task({id: 'kp-2', dueOn: '2026-12-13'})]))
    expect(rows.slice(0, 2).map((row) => row[5])).toEqual([
      expect.stringMatching(/13\/12\/2026.*QUÁ HẠN/),
      expect.stringMatching(/31\/12\/2026$/),
    ])
  })

  it('does not propose again what an open task is about, a requirement or a group', () => {
    const proposed = remediation(inputWith([])).map((row) => row[2])
    const rows = remediation(inputWith([task({requirement: 'ch.khoa-phien'}), task({id: 'kp-2', requirement: 'ns'})]))
    const words = rows.slice(2).map((row) => row[2])
    expect(proposed.some((work) => work?.includes('Nhân sự'))).toBe(true)
    expect(words.some((work) => work?.includes('Nhân sự'))).toBe(false)
    const lock = content.checks.get('screen-lock')?.check.title.vi
    expect(remediation(inputWith([])).some((row) => row[6] === lock)).toBe(true)
    expect(rows.some((row) => row[6] === lock)).toBe(false)
  })

  it('a task given after the day of the report is not in it; one closed after it still is', () => {
    const rows = remediation(inputWith([task({openedOn: '2026-12-15'}), done({id: 'kp-2', closedOn: '2026-12-20'})]))
    expect(rows.filter((row) => row[1] === 'Trần Văn B').length).toBe(1)
  })
})

describe('the follow-up of the previous period', () => {
  it('lists what was closed since, with before, after and proof', () => {
    const tasks = [
      done({}),
      done({id: 'kp-old', closedOn: '2026-05-01'}),
      task({id: 'kp-open'}),
      task({id: 'kp-no', status: 'dropped', closedOn: '2026-12-01'}),
    ]
    expect(follow(inputWith(tasks, {previous}))).toEqual([
      ['1', 'Bật khóa màn hình 15 phút', 'Trần Văn B', '30 phút', '15 phút (ngày 01/12/2026)', 'Biên bản số 7'],
    ])
    expect(follow(inputWith(tasks)).length).toBe(2)
    expect(follow(inputWith([]))).toEqual([])
  })
})

describe('the evidence appendix', () => {
  it('prints where the journal ended, as journal verify takes it', () => {
    const input = inputWith([], {journal: {seq: 1057, hash: '9f86d081884c7d65'}})
    expect(JSON.stringify(composeEvidence(input, createSpeaker(input, {})))).toContain(
      'stp-sec journal verify --trusted 1057:9f86d081884c7d65',
    )
    expect(JSON.stringify(composeEvidence(inputWith([]), createSpeaker(inputWith([]), {})))).not.toContain('--trusted')
  })
})

describe('tasks proposed from an assessment', () => {
  const days = content.words.annual.proposedDays
  const words = {
    fix: (check: string) => ({work: `sửa ${check}`, result: check}),
    answer: (group: string, count: number) => ({work: `trả lời ${count} câu của ${group}`, result: 'đã trả lời'}),
    before: () => 'chưa đạt',
  }

  it('one a failing check and one a group of open questions, the gravest first', () => {
    const proposed = proposeTasks(assessment, [], days, words, on)
    const failing = new Set(
      assessment.findings
        .flatMap((finding) => (finding.counted ? finding.checks : []))
        .flatMap(({check, tally}) => (tally.fail > 0 ? [check] : [])),
    )
    expect(new Set(proposed.flatMap(({work}) => (work.startsWith('sửa ') ? [work.slice(4)] : [])))).toEqual(failing)
    expect(failing.size).toBeGreaterThan(5)
    expect(proposed.find(({requirement}) => requirement === 'ns')?.work).toMatch(/^trả lời \d+ câu của ns$/)
    expect(proposed[0]).toMatchObject({
      person: '(chờ phân công)',
      responsibility: '(chờ phân công)',
      authority: '(chờ phân công)',
      status: 'open',
    })
    const ranks = proposed.map(({severity}) => ['critical', 'high', 'medium', 'low'].indexOf(severity))
    expect(ranks).toEqual([...ranks].sort())
  })

  it('not twice, until the task is closed', () => {
    const [head] = proposeTasks(assessment, [], days, words, on)
    if (!head) throw new Error('nothing proposed')
    const {severity: _, ...first} = head
    const entered = {...first, id: 'kp-1'}
    const again = proposeTasks(assessment, [entered], days, words, on)
    expect(again.some(({requirement}) => requirement === entered.requirement)).toBe(false)
    expect(
      proposeTasks(assessment, [{...entered, status: 'done'}], days, words, on).some(
        ({requirement}) => requirement === entered.requirement,
      ),
    ).toBe(true)
  })
})
