import {expect, it} from 'vitest'
import {certificateEntries} from '../../src/audit/certificate-ends.ts'
import {loadDeadlineRules} from '../../src/content/load-deadlines.ts'
import type {Snapshot} from '../../src/model/snapshot.ts'

const at = '2026-11-20T00:00:00.000Z'
const words = loadDeadlineRules().rules.items['host-certificate']

function host(id: string, items: {port: number; subject?: string; validTo?: string; sha1?: string}[]): Snapshot {
  return {
    schema: 'stp-sec/snapshot/1',
    target: {kind: 'host', id: `host-${id}`, name: id},
    collectedAt: at,
    tool: {name: 'test', version: '1'},
    facts: {certificates: {ok: true, value: {items}, source: 'test', at}},
  }
}

it('one entry a certificate, on the last day in Viet Nam, with every place that shows it', async () => {
  const entries = await certificateEntries(
    [
      host('10.0.0.5', [
        {port: 443, subject: 'stp.angiang.gov.vn', validTo: '2026-12-31T18:00:00Z', sha1: 'aa11'},
        {port: 8443, subject: 'stp.angiang.gov.vn', validTo: '2026-12-31T18:00:00Z', sha1: 'aa11'},
      ]),
      host('10.0.0.6', [{port: 443, subject: 'stp.angiang.gov.vn', validTo: '2026-12-31T18:00:00Z', sha1: 'aa11'}, {port: 993}]),
      host('10.0.0.7', [{port: 9100, validTo: '2019-01-01T00:00:00Z'}]),
      host('10.0.0.8', [{port: 1, validTo: 'never'}]),
    ],
    words,
  )
  expect(entries.map(({id, lastDay}) => [id, lastDay])).toEqual([
    ['certificate.aa11.2027-01-01', '2027-01-01'],
    ['certificate.-10-0-0-7-2019-01-01-.2019-01-01', '2019-01-01'],
  ])
  expect(entries[0]?.title.vi).toBe('Chứng thư số hết hạn: stp.angiang.gov.vn')
  expect(entries[0]?.act.vi).toContain('10.0.0.5:443, 10.0.0.5:8443, 10.0.0.6:443')
})

it('hosts without certificates give nothing', async () => expect(await certificateEntries([host('a', [])], words)).toEqual([]))
