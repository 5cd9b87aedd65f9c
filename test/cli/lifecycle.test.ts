import {describe, expect, it} from 'vitest'
import type {LifecycleRow} from '../../src/check/lifecycle-rows.ts'
import {run, runJson} from './cli.ts'

const onDay = ['lifecycle', 'list', '--on', '2026-11-22']

describe('lifecycle list', () => {
  it('prints one JSON array of all cycles, each with the same keys', async () => {
    const {code, value} = await runJson<LifecycleRow[]>([...onDay, '--json'])
    expect(code).toBe(0)
    expect(new Set(value.map(({product}) => product)).size).toBeGreaterThanOrEqual(150)
    for (const row of value) expect(Object.keys(row)).toEqual(['product', 'cycle', 'edition', 'releasedOn', 'endOfSupport', 'status'])
    const find = (product: string, cycle: string) => value.find((row) => row.product === product && row.cycle === cycle)
    expect(find('windows', '11-23h2-w')).toMatchObject({edition: 'Home, Pro', endOfSupport: '2025-11-11', status: 'ended'})
    expect(find('windows', '11-24h2-e')).toMatchObject({edition: 'Enterprise, Education', endOfSupport: '2027-10-12', status: 'supported'})
    expect(find('windows-server', '2016')).toMatchObject({endOfSupport: '2027-01-12', status: 'ending-soon'})
    expect(find('office', '2021')).toMatchObject({endOfSupport: '2026-10-13', status: 'ended'})
    expect(find('mssqlserver', '12.0-sp3')).toMatchObject({endOfSupport: '2024-07-09', status: 'ended'})
    // Of what nobody read a day is said to be supported.
    for (const product of ['unikey', 'zalo', 'misa-sme', '7-zip'])
      expect(value.filter((row) => row.product === product)).toEqual([
        {product, cycle: null, edition: null, releasedOn: null, endOfSupport: null, status: 'unknown'},
      ])
  })

  it('shows one status of one product, on another day', async () => {
    const {value} = await runJson<LifecycleRow[]>([
      'lifecycle',
      'list',
      '--on',
      '2025-10-14',
      '--product',
      'office',
      '--status',
      'ending-soon',
      '--json',
    ])
    expect(value.map(({cycle}) => cycle)).toEqual(['2019', '2016'])
  })

  it.each(['vi', 'en'])('fits a screen of 80 columns and tells the age of the data (%s)', async (language) => {
    const {code, stdout} = await run([...onDay, '--lang', language])
    expect(code).toBe(0)
    expect(stdout.split('\n').filter((line) => [...line].length > 80)).toEqual([])
    expect(stdout).toMatch(language === 'vi' ? /phần cũ nhất đã 92\s+ngày/ : /the\s+oldest\s+part\s+is\s+92\s+days\s+old/)
  })

  it.each([
    [['--product', 'ofice'], /office/],
    [['--kind', 'databse'], /database/],
    [['--product', 'ubuntu', '--kind', 'database'], /--product/],
    [['--on', '2026-02-30'], /--on/],
    [['--status', 'dead'], /supported/],
  ])('%j ends in 2 with what to do next', async (args, expected) => {
    const {code, stderr} = await run(['lifecycle', 'list', ...args])
    expect(code).toBe(2)
    expect(stderr).toMatch(expected)
  })
})
