import {readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, it} from 'vitest'
import {parse, stringify} from 'yaml'
import {dayOf} from '../../src/lib/dates.ts'
import {run, runJson, temporary} from './cli.ts'

/** The sample taken through a year by commands alone, in the order in which an officer would type them. */
let folder: string
let data: string
const today = dayOf(Date.now())
const inDays = (days: number) => dayOf(Date.now() + days * 86_400_000)
const site = 'trang-ttdt-so'
const lan = 'lan-co-so-1'

async function stp(code: number, ...args: string[]): Promise<string> {
  const finished = await run([...args, '--workspace', data])
  expect(finished.code, `${args.join(' ')}\n${finished.stdout}\n${finished.stderr}`).toBe(code)
  return finished.stdout
}

/** Outcomes of the dossier's checks, by check. */
async function dossier(on: string): Promise<Record<string, string>> {
  const {value} = await runJson<{systems: {results: {check: string; outcome: string}[]}[]}>([
    'system',
    'check',
    site,
    '--on',
    on,
    '--workspace',
    data,
  ])
  return Object.fromEntries(value.systems[0]?.results.map(({check, outcome}) => [check, outcome]) ?? [])
}

beforeAll(async () => {
  folder = temporary()
  data = join(folder, 'data')
  writeFileSync(join(folder, 'paper.pdf'), 'paper')
  await stp(0, 'init', '--sample', '--endpoints', '1')
})
afterAll(() => rmSync(folder, {recursive: true}))

it('a dossier goes from draft to operation, and each step is seen', {timeout: 120_000}, async () => {
  const file = join(folder, 'paper.pdf')
  const document = (id: string, kind: string, number: string, date: string) =>
    stp(
      0,
      'document',
      'add',
      '--id',
      id,
      '--kind',
      kind,
      '--number',
      number,
      '--date',
      date,
      '--issuer',
      'Công an tỉnh',
      '--title',
      id,
      '--file',
      file,
    )
  await document('quy-che-2026', 'regulation', '90/QĐ-STP', '2026-09-01')
  await stp(0, 'system', 'edit', site, '--regulation', 'quy-che-2026', '--state', 'drafting')
  expect(await dossier('2026-09-10')).toMatchObject({'regulation-issued': 'pass', 'level-approved': 'fail'})
  await stp(0, 'system', 'edit', site, '--state', 'submitted', '--submitted-on', '2026-09-16')
  await stp(0, 'system', 'edit', site, '--state', 'appraised', '--appraised-on', '2026-10-01', '--appraiser', 'Công an tỉnh An Giang')
  expect(await stp(1, 'calendar', '--on', '2026-12-01')).toContain(`phe-duyet.${site}`)
  await document('qd-trang', 'decision', '1500/QĐ-CAT-ANM', '2026-10-08')
  await stp(0, 'system', 'edit', site, '--state', 'approved', '--decision', 'qd-trang', '--deployment', 'full')
  await stp(0, 'system', 'edit', site, '--operating-since', '2026-10-20')
  const approved = await dossier('2026-12-01')
  expect(Object.entries(approved).filter(([, outcome]) => outcome === 'fail' || outcome === 'unknown')).toEqual([
    ['assessed-in-time', 'fail'],
  ])
})

it('the wizard names the clause and writes the level', {timeout: 60_000}, async () => {
  const known = ['--answer', 'defence=không', '--answer', 'nationalCriticalData=không']
  const {value} = await runJson<{level: number | null; hits: {clause: string}[]; settled: boolean}>([
    'system',
    'classify',
    lan,
    ...known,
    '--workspace',
    data,
  ])
  expect(value.level).toBe(2)
  expect(value.hits.every(({clause}) => clause.startsWith('Đ'))).toBe(true)
  expect(await stp(0, 'system', 'classify', lan, '--what-if', '3')).toMatch(/Yêu cầu thêm: [1-9]/)
})

it('answers, an audit, a waiver that ends, a task with proof', {timeout: 180_000}, async () => {
  await stp(
    0,
    'attest',
    'add',
    lan,
    'ns.phan-cong',
    '--result',
    'met',
    '--statement',
    'Đã phân công',
    '--by',
    'Cán bộ A',
    '--paper',
    'QĐ 12',
  )
  await stp(1, 'audit', '--system', lan)
  const waive = ['--reason', 'x', '--risk', 'x', '--document-number', '45/QĐ-STP', '--document-date', today, '--requested-by', 'A']
  await stp(2, 'waive', 'add', lan, 'ch.khoa-phien', ...waive, '--approved-by', 'A', '--until', inDays(9))
  await stp(0, 'waive', 'add', lan, 'ch.khoa-phien', ...waive, '--approved-by', 'B', '--until', inDays(9), '--id', 'mt-1')
  const statusOn = async (on: string) => {
    const {value} = await runJson<{deadlines: {id: string; status: string}[]}>(['calendar', '--on', on, '--workspace', data])
    return value.deadlines.find(({id}) => id === 'waiver.mt-1')?.status
  }
  expect(await statusOn(inDays(9))).toBe('soon')
  expect(await statusOn(inDays(10))).toBe('overdue')
  const six = [
    '--person',
    'A',
    '--work',
    'Bật khóa',
    '--responsibility',
    'Văn phòng Sở',
    '--authority',
    'Giám đốc',
    '--result',
    'Máy tự khóa',
  ]
  await stp(0, 'task', 'add', lan, ...six, '--due', inDays(5), '--id', 'kp-1')
  await stp(2, 'task', 'close', 'kp-1', '--after', 'Đã bật')
  await stp(0, 'task', 'close', 'kp-1', '--after', 'Đã bật', '--evidence', `Biên bản=${join(folder, 'paper.pdf')}`)
  await stp(
    0,
    ...['assessment', 'add', '--system', lan, '--kind', 'periodic', '--on', today, '--assessor', 'Tổ kiểm tra', '--independent'],
    ...['--conclusion', 'insufficient'],
  )
  expect(await stp(0, 'journal', 'verify')).toContain('nhật ký')
})

it('form 08 is refused until every cell is known, then written in three formats', {timeout: 180_000}, async () => {
  const out = join(folder, 'out')
  expect(await stp(1, 'report', 'mau-08', '--on', '2026-12-14', '--out', out)).toContain('Không ghi tệp nào')
  const file = join(folder, 'so.yaml')
  await stp(0, 'register', 'export', file)
  const register = parse(readFileSync(file, 'utf8'))
  for (const system of register.systems)
    if (system.role === 'operates') {
      system.specialisedUnit = 'Công an tỉnh An Giang'
      system.deployment ??= 'partial'
      if (system.deployment !== 'full') system.plannedDeploymentOn = '2027-06-30'
      if (system.state !== 'approved') system.plannedApprovalOn = '2027-03-31'
      system.source = {confidence: 'seen'}
    }
  const contact = {position: 'Người đứng đầu', representative: 'Họ và tên', address: 'An Giang', phone: '0296', email: 'a@angiang.gov.vn'}
  const names = new Set(
    register.systems.flatMap((system: {owner?: string; specialisedUnit?: string}) => [system.owner, system.specialisedUnit]),
  )
  const units = [...names].filter((name) => typeof name === 'string')
  for (const [index, name] of units.entries()) {
    const known = register.people.find((person: {name: string}) => person.name === name)
    const unit = {kind: 'unit', name, functions: 'Quyết định quy định chức năng', roles: [], ...contact}
    if (known) Object.assign(known, {...unit, roles: known.roles})
    else register.people.push({id: `don-vi-${index}`, ...unit})
  }
  writeFileSync(file, stringify(register))
  await stp(0, 'register', 'import', file)
  const said = await stp(0, 'report', 'mau-08', '--on', '2026-12-14', '--out', out)
  expect(said).toContain('đã phê duyệt 2')
  expect(
    readdirSync(out)
      .map((name) => name.split('.').at(-1))
      .sort(),
  ).toEqual(['docx', 'pdf', 'sha256', 'xlsx'])
})
