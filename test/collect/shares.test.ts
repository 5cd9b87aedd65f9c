import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {sharesCollector} from '../../src/collect/endpoint/shares.ts'
import {shares as schema} from '../../src/model/facts/shares.ts'
import {createRecordedProbe} from './recorded-probe.ts'

type Change = Parameters<typeof createRecordedProbe>[1]
const probeOf = (name: string, change?: Change) => createRecordedProbe(join(import.meta.dirname, '../recorded/shares', name), change)

async function collect(name: string, change?: Change) {
  const fact = await sharesCollector.collect(probeOf(name, change))
  if (!fact.ok) throw new Error(fact.detail)
  return {value: schema.parse(fact.value), gaps: fact.gaps ?? {}}
}

const smb = (name: string, writable: boolean, everyone: boolean, administrative = false) => ({
  name,
  kind: 'smb',
  writable,
  everyone,
  administrative,
})
const nfs = (name: string, writable: boolean, everyone: boolean) => ({name, kind: 'nfs', writable, everyone})

describe('shares', () => {
  it('reads Samba with includes, copies, shares of users and NFS exports on Debian', async () => {
    const {value, gaps} = await collect('debian')
    expect(value.items).toEqual([
      smb('homes', false, false),
      smb('print$', false, false, true),
      smb('Công văn', true, true),
      smb('copy', false, false),
      smb('late', true, false),
      smb('Tam', true, true),
      nfs('/srv/nfs4', true, true),
      nfs('/srv/homes', true, false),
      nfs('/srv/with space', false, false),
      // A blank before "(rw)" gives the whole world write access.
      nfs('/srv/oops', true, true),
      nfs('/tank/data', false, true),
    ])
    expect(gaps).toEqual({})
  })

  it('says that shares of users may be missing without rights', async () => {
    const {value, gaps} = await collect('debian', (recording) => {
      recording.elevated = false
      recording.closed = ['/var/lib/samba/usershares']
    })
    expect(value.items.some((item) => item.name === 'Tam')).toBe(false)
    expect(gaps['items']?.reason).toBe('no-rights')
  })

  it('gives no fact for a list that may lack shares and shows nothing bad by itself', async () => {
    const fact = await sharesCollector.collect(
      probeOf('ksmbd', (recording) => {
        recording.closed = ['/etc/exports.d']
      }),
    )
    expect(fact.ok).toBe(true)
    const closed = await sharesCollector.collect(
      probeOf('quiet', (recording) => {
        recording.elevated = false
        recording.closed = ['/var/lib/samba/usershares']
      }),
    )
    expect(closed).toMatchObject({ok: false, reason: 'no-rights'})
  })

  it('gives no fact when the configuration is closed', async () => {
    const fact = await sharesCollector.collect(
      probeOf('ksmbd', (recording) => {
        recording.closed = ['/etc/ksmbd']
      }),
    )
    expect(fact).toMatchObject({ok: false, reason: 'no-rights'})
  })

  it('finds none where only clients are installed, though the files are there', async () => {
    expect(await collect('client-only')).toEqual({value: {items: []}, gaps: {}})
  })

  it('finds none in an empty container', async () => {
    expect(await collect('container')).toEqual({value: {items: []}, gaps: {}})
  })

  it('reads the server of the kernel', async () => {
    expect((await collect('ksmbd')).value.items).toEqual([smb('files', false, true)])
  })

  it('reads macOS, and takes no list for an error', async () => {
    expect((await collect('macos')).value.items).toEqual([{name: 'Public Folder', kind: 'smb', writable: true, everyone: true}])
    const fact = await sharesCollector.collect(
      probeOf('macos', (recording) => {
        recording.commands = [{run: ['sharing', '-l'], stdout: ''}]
      }),
    )
    expect(fact).toMatchObject({ok: false, reason: 'error'})
  })
})
