import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {smbCollector} from '../../src/collect/endpoint/smb.ts'
import type {Probe} from '../../src/collect/probe.ts'
import {smb as schema} from '../../src/model/facts/smb.ts'
import {createRecordedProbe} from './recorded-probe.ts'

type Change = Parameters<typeof createRecordedProbe>[1]
const probeOf = (name: string, change?: Change) => createRecordedProbe(join(import.meta.dirname, '../recorded/smb', name), change)
const withTexts = (probe: Probe, texts: Record<string, string>): Probe => ({
  ...probe,
  readText: async (path) => (path in texts ? {ok: true, value: texts[path] ?? ''} : probe.readText(path)),
})

async function collect(probe: Probe) {
  const fact = await smbCollector.collect(probe)
  if (!fact.ok) throw new Error(fact.detail)
  return {value: schema.parse(fact.value), gaps: fact.gaps ?? {}}
}

describe('smb', () => {
  it("reads Debian's default server: no version 1, no signing, strangers become guests", async () => {
    expect(await collect(probeOf('debian'))).toEqual({
      value: {serverRunning: true, smb1: false, signingRequired: false, guestAllowed: true},
      gaps: {},
    })
  })

  it.each([
    ['server min protocol = NT1', {smb1: true}],
    ['min protocol = lanman2', {smb1: true}],
    ['client min protocol = CORE', {smb1: true}],
    ['server min protocol = SMB3', {smb1: false}],
    ['server signing = mandatory', {signingRequired: true}],
    ['server signing = auto', {signingRequired: false}],
    ['server role = active directory domain controller', {signingRequired: true}],
    ['map to guest = Never', {guestAllowed: false}],
    ['[open]\n public = yes\n path = /srv', {guestAllowed: true}],
  ])('reads "%s"', async (line, expected) => {
    const {value} = await collect(withTexts(probeOf('debian'), {'/etc/samba/smb.conf': `[global]\n${line}\n`}))
    expect(value).toMatchObject(expected)
  })

  it('knows the older defaults of Samba 4.10 on RHEL 7, where the server is stopped', async () => {
    expect(await collect(probeOf('rhel7'))).toEqual({
      value: {serverRunning: false, smb1: true, signingRequired: true, guestAllowed: false},
      gaps: {},
    })
  })

  it('sees a mount that speaks version 1', async () => {
    const probe = withTexts(probeOf('container'), {'/proc/self/mounts': '//nas/data /mnt/nas cifs rw,relatime,vers=1.0,cache=strict 0 0\n'})
    expect((await collect(probe)).value.smb1).toBe(true)
  })

  it('has gaps for what a closed configuration would tell', async () => {
    const {value, gaps} = await collect(
      probeOf('debian', (recording) => {
        recording.elevated = false
        recording.closed = ['/etc/samba']
      }),
    )
    expect(value).toEqual({serverRunning: true})
    for (const field of ['smb1', 'signingRequired', 'guestAllowed']) expect(gaps[field]?.reason, field).toBe('no-rights')
  })

  it('does not vouch for a server that it does not know', async () => {
    const {value, gaps} = await collect(
      withTexts(probeOf('container'), {'/proc/net/tcp': '  sl  local_address rem_address   st\n   0: 00000000:01BD 00000000:0000 0A\n'}),
    )
    expect(value).toEqual({serverRunning: true})
    expect(Object.keys(gaps).sort()).toEqual(['guestAllowed', 'signingRequired', 'smb1'])
  })

  it('finds no server in a container', async () => {
    expect(await collect(probeOf('container'))).toEqual({
      value: {serverRunning: false, smb1: false, guestAllowed: false},
      gaps: {signingRequired: {reason: 'not-supported', detail: 'no SMB server here'}},
    })
  })

  it('does not call an installed server stopped when it could see neither ports nor processes', async () => {
    const fact = await smbCollector.collect(
      probeOf('debian', (recording) => {
        recording.elevated = false
        recording.closed = ['/proc']
      }),
    )
    expect(fact).toMatchObject({ok: false, reason: 'no-rights'})
  })

  it('takes a version that says nothing as not seen', async () => {
    const {value, gaps} = await collect(
      probeOf('debian', (recording) => {
        recording.commands = [{run: ['smbd', '--version'], stdout: ''}]
      }),
    )
    expect(value.smb1).toBeUndefined()
    expect(gaps['smb1']).toEqual({reason: 'error', detail: 'smbd --version printed no version'})
  })

  it('reads macOS', async () => {
    const {value, gaps} = await collect(probeOf('macos'))
    expect(value).toEqual({serverRunning: true, guestAllowed: true})
    expect(gaps['signingRequired']?.reason).toBe('not-supported')
  })
})
