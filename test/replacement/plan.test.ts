import {describe, expect, it} from 'vitest'
import {loadReplacementRules, loadReplacementWords} from '../../src/content/load-replacement.ts'
import type {Device} from '../../src/model/register.ts'
import {replacementRules} from '../../src/model/replacement.ts'
import {comparePlanRows, planDevice, totalsOf} from '../../src/replacement/plan.ts'
import {prepareReplacementRules} from '../../src/replacement/prepare-rules.ts'
import {countByQuarter} from '../../src/replacement/quarters.ts'
import {viewOf} from '../../src/replacement/view.ts'
import {factsOf, type Machine, windows10} from './machines.ts'

const on = '2026-12-14'
const prepared = loadReplacementRules()
const words = loadReplacementWords()

const deviceOf = (more: Partial<Device> = {}): Device => ({id: 'pc-1', name: 'PC', kind: 'workstation', macs: [], addresses: [], ...more})

function plan(machine: Machine | undefined, supportEnds?: string, device?: Partial<Device>) {
  const seen = machine && {facts: factsOf(machine), supportEnds}
  return planDevice('pc-1', 'PC', device && deviceOf(device), seen, on, prepared, words)
}

const ended = '2025-10-14'
const oldCpu = {cpu: {model: 'Intel(R) Core(TM) i5-4460  CPU @ 3.20GHz', cores: 4}}

describe('what is proposed', () => {
  it.each<[string, ReturnType<typeof plan>, string, string | undefined, number | undefined]>([
    ['nothing for a supported PC', plan({}, '2028-10-10'), 'keep', undefined, undefined],
    ['nothing for one whose vendor names no end', plan({}, '9999-12-31'), 'keep', undefined, undefined],
    ['Windows 11 where everything measured suffices', plan({os: windows10}, ended), 'upgrade-os', 'high', 2026],
    [
      'memory first, where only memory is short',
      plan({os: windows10, hardware: {memoryMb: 2000}}, ended),
      'upgrade-hardware',
      'high',
      2026,
    ],
    ['a new PC, where the processor is too old', plan({os: windows10, hardware: oldCpu}, ended), 'replace', 'high', 2027],
    ['a new PC, where it was bought before 2018', plan({os: windows10}, ended, {purchasedYear: 2016}), 'replace', 'high', 2027],
    [
      'a new PC, where the TPM is 1.2',
      plan({os: windows10, hardware: {tpm: {present: true, version: '1.2'}}}, ended),
      'replace',
      'high',
      2027,
    ],
    [
      'nothing certain, where no TPM was seen: it may be switched off',
      plan({os: windows10, hardware: {tpm: {present: false}}}, ended),
      'undecided',
      'high',
      2027,
    ],
    ['nothing certain, where it starts by BIOS', plan({os: windows10, boot: 'bios'}, ended), 'undecided', 'high', 2027],
    ['nothing certain, where the hardware was not seen', plan({os: windows10, hardware: null}, ended), 'undecided', 'high', 2027],
    ['nothing certain, where no end of support is known', plan({}, undefined), 'undecided', 'medium', 2027],
    [
      'a newer release for Linux',
      plan({os: {family: 'linux', name: 'Debian 10', product: 'debian'}}, '2024-06-30'),
      'upgrade-os',
      'high',
      2026,
    ],
    [
      'the next release, where it runs Windows 11 already, whatever the processor',
      plan({hardware: oldCpu}, ended),
      'upgrade-os',
      'high',
      2026,
    ],
    ['with less haste, where support ends within a year', plan({os: windows10}, '2027-10-12'), 'upgrade-os', 'medium', 2027],
    [
      'SSD and memory for a slow PC',
      plan({hardware: {memoryMb: 4000, disks: [{name: 'C', kind: 'hdd', sizeGb: 500}]}}, '2028-10-10'),
      'upgrade-hardware',
      'low',
      2027,
    ],
    ['a new one for a broken PC without facts', plan(undefined, undefined, {status: 'broken'}), 'replace', 'high', 2027],
    ['nothing for a printer without facts', plan(undefined, undefined, {kind: 'printer'}), 'keep', undefined, undefined],
  ])('%s', (_, row, proposal, priority, year) => {
    expect([row.proposal, row.priority, row.year, row.decidedBy]).toEqual([proposal, priority, year, 'tool'])
  })

  it('ending means within the months of the rules, the day itself included', () => {
    expect(plan({os: windows10}, '2027-12-14').proposal).toBe('upgrade-os')
    expect(plan({os: windows10}, '2027-12-15').proposal).toBe('keep')
    expect(plan({os: windows10}, on).reasons).toEqual(['Windows 10 Pro 22H2 hết hỗ trợ ngày 14/12/2026'])
    expect(plan({os: windows10}, '2026-12-13').reasons).toEqual(['Windows 10 Pro 22H2 đã hết hỗ trợ ngày 13/12/2026'])
  })

  it('a person decides: proposal, year, priority, estimate and reason come from the register', () => {
    const row = plan({os: windows10, hardware: oldCpu}, ended, {
      proposal: 'repurpose',
      proposalYear: 2028,
      proposalPriority: 'low',
      proposalCost: 0,
      proposalReason: 'Dùng làm máy số hóa',
    })
    expect(row).toMatchObject({proposal: 'repurpose', year: 2028, priority: 'low', cost: 0, decidedBy: 'person', note: undefined})
    expect(row.reasons.at(-1)).toBe('Dùng làm máy số hóa')
    expect(plan({os: windows10}, ended, {proposal: 'keep'})).toMatchObject({proposal: 'keep', priority: undefined, year: undefined})
  })

  it('every reason is said, the gravest risk counts', () => {
    const row = plan({os: windows10, antivirus: [], hardware: {memoryMb: 2000, ...oldCpu}}, ended)
    expect(row.reasons).toEqual([
      'Windows 10 Pro 22H2 đã hết hỗ trợ ngày 14/10/2025',
      'chưa cài được Windows 11: thiếu bộ nhớ, bộ xử lý đời cũ',
      'không có phần mềm phòng chống mã độc đang chạy',
    ])
    expect(row.risk).toBe('high')
  })
})

it.each([
  ['Intel(R) Core(TM) i5-4460  CPU @ 3.20GHz', true],
  ['Intel(R) Core(TM) i7-7700 CPU @ 3.60GHz', true],
  ['Intel(R) Core(TM) i5-7200U CPU @ 2.50GHz', true],
  ['Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz', false],
  ['Intel(R) Core(TM) i5-10500 CPU @ 3.10GHz', false],
  ['Intel(R) Core(TM) i5-1035G1 CPU @ 1.00GHz', false],
  ['11th Gen Intel(R) Core(TM) i5-1135G7 @ 2.40GHz', false],
  ['12th Gen Intel(R) Core(TM) i5-1235U', false],
  ['13th Gen Intel(R) Core(TM) i5-13500', false],
  ['AMD Ryzen 5 5600G with Radeon Graphics', false],
  ['Intel(R) Pentium(R) Gold G6405 CPU @ 4.10GHz', false],
])('processor %s is too old: %s', (model, old) => {
  const facts = factsOf({os: windows10, hardware: {cpu: {model, cores: 4}}})
  const {view, shortfalls} = viewOf(undefined, {facts, supportEnds: ended}, on, prepared.rules)
  expect([view.windows11, shortfalls]).toEqual(old ? ['no', ['processor']] : ['yes', []])
})

it('no antivirus is a finding only where the product list was read', () => {
  const facts = factsOf({antivirus: []})
  const unread = {...facts, antivirus: {ok: false as const, reason: 'no-rights' as const, detail: 'x', source: 'x', at: facts.os?.at ?? ''}}
  const antivirusOf = (given: typeof facts) =>
    viewOf(undefined, {facts: given, supportEnds: '2028-01-01'}, on, prepared.rules).view.antivirus
  expect(antivirusOf(facts)).toBe('none')
  expect(antivirusOf(unread)).toBe('')
})

it('quarters: of the day itself, the last one shown, and beyond', () => {
  const curve = countByQuarter(
    ['2025-10-14', '2026-12-13', '2026-12-14', '2026-12-31', '2027-01-01', '2028-09-30', '2028-10-01', '9999-12-31', undefined],
    on,
    8,
  )
  expect(curve.ended).toBe(2)
  expect(curve.quarters.map(({year, quarter, count}) => `${quarter}/${year}: ${count}`)).toEqual([
    '4/2026: 2',
    '1/2027: 1',
    '2/2027: 0',
    '3/2027: 0',
    '4/2027: 0',
    '1/2028: 0',
    '2/2028: 0',
    '3/2028: 1',
  ])
  expect([curve.later, curve.unknown]).toEqual([2, 1])
})

it('totals add what was estimated and count what was not', () => {
  const rows = [
    plan({os: windows10}, ended, {office: 'co-so-1', proposalCost: 5_000_000}),
    plan({os: windows10}, ended, {office: 'co-so-1'}),
    plan({os: windows10, hardware: oldCpu}, ended, {office: 'tru-so-2', proposalCost: 15_000_000}),
    plan({os: windows10, hardware: oldCpu}, ended),
  ]
  expect(totalsOf(rows)).toEqual([
    {office: 'co-so-1', year: 2026, counts: {'upgrade-os': 2}, devices: 2, cost: 5_000_000, withoutCost: 1},
    {office: 'tru-so-2', year: 2027, counts: {replace: 1}, devices: 1, cost: 15_000_000, withoutCost: 0},
    {office: undefined, year: 2027, counts: {replace: 1}, devices: 1, cost: 0, withoutCost: 1},
  ])
  expect([...rows].sort(comparePlanRows)).toHaveLength(4)
})

it('a rule that is no condition, or a pattern without a generation, is refused with its place', () => {
  const broken = replacementRules.parse({
    ...prepared.rules,
    reasons: [{id: 'x', when: 'device.suport == "ended"', risk: 'high', text: 'x'}],
    proposals: [{when: 'device.age', proposal: 'keep', priority: 'low', afterYears: 0}],
    windows11: {
      ...prepared.rules.windows11,
      cpus: [
        {pattern: 'i5-\\d', below: 8},
        {pattern: '(', below: 8},
      ],
    },
  })
  const result = prepareReplacementRules(broken)
  expect(result.ok ? [] : result.problems.map(({path}) => path.join('.'))).toEqual([
    'windows11.cpus.0.pattern',
    'windows11.cpus.1.pattern',
    'reasons.0.when',
    'proposals.0.when',
  ])
})
