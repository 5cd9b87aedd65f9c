import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {bootCollector} from '../../src/collect/endpoint/boot.ts'
import type {Probe} from '../../src/collect/probe.ts'
import {boot as schema} from '../../src/model/facts/boot.ts'
import {createRecordedProbe} from './recorded-probe.ts'

type Change = Parameters<typeof createRecordedProbe>[1]
const probeOf = (name: string, change?: Change) => createRecordedProbe(join(import.meta.dirname, '../recorded/boot', name), change)
const withTexts = (probe: Probe, texts: Record<string, string>): Probe => ({
  ...probe,
  readText: async (path) => (path in texts ? {ok: true, value: texts[path] ?? ''} : probe.readText(path)),
})

async function collect(probe: Probe) {
  const fact = await bootCollector.collect(probe)
  if (!fact.ok) throw new Error(fact.detail)
  return {value: schema.parse(fact.value), gaps: fact.gaps ?? {}}
}

const efivars = '/sys/firmware/efi/efivars'
const secureBoot = `${efivars}/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c`

describe('boot', () => {
  it('reads Ubuntu with UEFI, Secure Boot and AppArmor', async () => {
    expect(await collect(probeOf('ubuntu'))).toEqual({
      value: {
        mode: 'uefi',
        secureBoot: true,
        exploitProtection: {dep: true, aslr: true},
        mandatoryAccess: 'apparmor',
        mandatoryAccessEnforced: true,
        appControl: false,
        elevationPrompt: true,
      },
      gaps: {'exploitProtection.cfg': {reason: 'not-supported', detail: 'a feature of Windows'}},
    })
  })

  it('knows less without rights', async () => {
    const {value, gaps} = await collect(
      probeOf('ubuntu', (recording) => {
        recording.elevated = false
        recording.closed = ['/sys/kernel/security/apparmor/profiles', '/etc/sudoers', '/etc/shadow', '/proc/1/environ']
      }),
    )
    expect(value).toMatchObject({mode: 'uefi', secureBoot: true, mandatoryAccess: 'apparmor'})
    expect(value.mandatoryAccessEnforced).toBeUndefined()
    expect(value.elevationPrompt).toBeUndefined()
    expect(gaps['mandatoryAccessEnforced']?.reason).toBe('no-rights')
    expect(gaps['elevationPrompt']?.reason).toBe('no-rights')
  })

  it.each([
    ['off in the firmware', {[secureBoot]: '\u0006\0\0\0\0'}, false],
    ['switched off in shim', {[`${efivars}/MokSBStateRT-605dab50-e046-4300-abb6-3dd810dd8b23`]: '\u0006\0\0\0\u0001'}, false],
    ['cut short', {[secureBoot]: '\u0006\0'}, undefined],
  ])('reads a Secure Boot that is %s', async (_, texts, expected) => {
    const {value, gaps} = await collect(withTexts(probeOf('ubuntu'), texts))
    expect(value.secureBoot).toBe(expected)
    expect(gaps['secureBoot']?.reason).toBe(expected === undefined ? 'error' : undefined)
  })

  it('does not call AppArmor enforced without a profile that is', async () => {
    const {value} = await collect(withTexts(probeOf('ubuntu'), {'/sys/kernel/security/apparmor/profiles': 'vlc (complain)\n'}))
    expect(value.mandatoryAccessEnforced).toBe(false)
  })

  it('reads a RHEL with BIOS, permissive SELinux, fapolicyd and a rule without password', async () => {
    expect((await collect(probeOf('rhel'))).value).toEqual({
      mode: 'bios',
      secureBoot: false,
      exploitProtection: {dep: false, aslr: false},
      mandatoryAccess: 'selinux',
      mandatoryAccessEnforced: false,
      appControl: true,
      elevationPrompt: false,
    })
    const {value} = await collect(withTexts(probeOf('rhel'), {'/etc/fapolicyd/fapolicyd.conf': 'permissive = 1\n'}))
    expect(value.appControl).toBe(false)
  })

  it('leaves the boot of a container to its host', async () => {
    const {value, gaps} = await collect(probeOf('container'))
    expect(value).toEqual({mode: 'container', exploitProtection: {dep: true, aslr: true}, elevationPrompt: true})
    for (const field of ['secureBoot', 'mandatoryAccess', 'mandatoryAccessEnforced', 'appControl'])
      expect(gaps[field]?.reason, field).toBe('not-supported')
  })

  it('calls a microVM neither UEFI nor BIOS, though its image was made from a container', async () => {
    const probe: Probe = probeOf('microvm')
    const {value, gaps} = await collect({
      ...probe,
      stat: async (path) =>
        path === '/.dockerenv' ? {ok: true, value: {sizeBytes: 0, modifiedAt: probe.now, mode: 0o644, directory: false}} : probe.stat(path),
    })
    expect(value).toEqual({
      mode: 'other',
      exploitProtection: {},
      mandatoryAccess: 'none',
      mandatoryAccessEnforced: false,
      appControl: false,
      elevationPrompt: true,
    })
    expect(gaps['secureBoot']?.reason).toBe('not-supported')
    expect(gaps['exploitProtection.aslr']?.reason).toBe('not-supported')
    expect(gaps['exploitProtection.dep']?.reason).toBe('not-supported')
  })

  it('gives no fact where /sys is closed: another mode would make Secure Boot look not applicable', async () => {
    const fact = await bootCollector.collect(
      probeOf('ubuntu', (recording) => {
        recording.closed = ['/sys/firmware']
      }),
    )
    expect(fact).toMatchObject({ok: false, reason: 'no-rights'})
  })

  it('does not deny mandatory access that it could not see', async () => {
    const {value, gaps} = await collect(
      probeOf('ubuntu', (recording) => {
        recording.closed = ['/sys/fs/selinux', '/sys/module', '/sys/kernel']
      }),
    )
    expect(value.mandatoryAccess).toBeUndefined()
    expect(value.mandatoryAccessEnforced).toBeUndefined()
    expect(gaps['mandatoryAccess']?.reason).toBe('no-rights')
  })

  it('reads macOS, and does not guess what its programs do not say', async () => {
    expect((await collect(probeOf('macos'))).value).toEqual({
      mode: 'other',
      exploitProtection: {dep: true, aslr: true},
      mandatoryAccess: 'other',
      mandatoryAccessEnforced: true,
      appControl: true,
      elevationPrompt: true,
    })
    const odd = await collect(
      probeOf('macos', (recording) => {
        recording.commands = [
          {run: ['uname', '-m'], stdout: 'x86_64\n'},
          {run: ['csrutil', 'status'], stdout: ''},
        ]
      }),
    )
    expect(odd.value).toMatchObject({mode: 'uefi'})
    expect(odd.gaps['mandatoryAccess']?.reason).toBe('error')
    expect(odd.gaps['appControl']?.reason).toBe('not-supported')
  })
})
