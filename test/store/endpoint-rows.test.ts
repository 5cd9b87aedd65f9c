import {readFileSync, statSync, utimesSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {openToRead} from '../../src/store/folder-store.ts'
import {freshStore} from './fixtures.ts'
import {sampleSnapshot} from './samples.ts'

const at = '2026-11-25T08:00:00.000Z'
const os = (hostname: string) => ({
  ok: true as const,
  value: {
    family: 'windows' as const,
    name: 'Microsoft Windows 11 Pro',
    product: 'windows',
    version: '10.0.26100',
    arch: 'x86_64',
    hostname,
  },
  source: 'test',
  at,
})

it('a row of each PC, what its sources said of which PC it is, and a cache that only saves time', async () => {
  const {folder, store} = await freshStore()
  await store.putSnapshot(sampleSnapshot('pc-1', at, {os: os('A')}), at, {serial: 'S-000001', macs: ['aa:bb:cc:00:00:01'], addresses: []})
  await store.putSnapshot(sampleSnapshot('pc-2', at, {os: os('B')}), at)
  const rows = await store.listEndpoints()
  expect(rows).toMatchObject([
    {
      ok: true,
      row: {id: 'pc-1', os: {name: 'Microsoft Windows 11 Pro'}, identity: {serial: 'S-000001', hostname: 'A', macs: ['aa:bb:cc:00:00:01']}},
    },
    {ok: true, row: {id: 'pc-2', identity: {hostname: 'B'}}},
  ])
  expect(await store.listEndpoints()).toEqual(rows)
  for (const damage of ['', '{', '{"schema":"stp-sec/endpoint-index/1","rows":{"pc-1":[[1,1,1],{}]}}', '[]', 'null']) {
    writeFileSync(join(folder, 'cache/endpoints.json'), damage)
    expect(await store.listEndpoints(), damage).toEqual(rows)
  }
})

it('a document that changed is read anew, one that is gone is no row, one that is damaged is said', async () => {
  const {folder, store} = await freshStore()
  for (const id of ['pc-1', 'pc-2', 'pc-3'])
    await store.putSnapshot(sampleSnapshot(id, at, {os: os(id)}), at, {serial: `S-${id}-1`, macs: [], addresses: []})
  await store.listEndpoints()
  await store.putSnapshot(sampleSnapshot('pc-1', at, {os: os('renamed')}), at)
  const [first] = await store.listEndpoints()
  // What an earlier source said of it stays known.
  expect(first).toMatchObject({ok: true, row: {identity: {hostname: 'renamed', serial: 'S-pc-1-1'}}})
  await store.removeTarget('pc-2', () => ({at, actor: 'test', action: 'endpoint.merge', object: 'pc-2', payload: '{}'}))
  expect((await store.listEndpoints()).map((one) => (one.ok ? one.row.id : one.id))).toEqual(['pc-1', 'pc-3'])
  const file = join(folder, 'targets/endpoint/pc-3.json')
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 40))
  expect(await store.listEndpoints()).toMatchObject([{ok: true}, {ok: false, id: 'pc-3'}])
})

it('a change that keeps size and time of the file is seen, because a safe write makes a new file', async () => {
  const {folder, store} = await freshStore()
  await store.putSnapshot(sampleSnapshot('pc-1', at, {os: os('AAAA')}), at)
  await store.listEndpoints()
  const file = join(folder, 'targets/endpoint/pc-1.json')
  const before = statSync(file)
  await store.putSnapshot(sampleSnapshot('pc-1', at, {os: os('BBBB')}), at)
  utimesSync(file, before.atime, before.mtime)
  expect(await store.listEndpoints()).toMatchObject([{ok: true, row: {identity: {hostname: 'BBBB'}}}])
})

it('who may only read gets the rows, too', async () => {
  const {folder, store} = await freshStore()
  await store.putSnapshot(sampleSnapshot('pc-1', at, {os: os('A')}), at)
  expect(await (await openToRead(folder)).listEndpoints()).toHaveLength(1)
})
