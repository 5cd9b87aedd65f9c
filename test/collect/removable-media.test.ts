import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, describe, expect, it} from 'vitest'
import {removableMediaCollector} from '../../src/collect/endpoint/removable-media.ts'
import {removableMedia as schema} from '../../src/model/facts/removable-media.ts'
import {createRecordedProbe} from './recorded-probe.ts'

const recorded = join(import.meta.dirname, '../recorded/removable-media')
type Change = Parameters<typeof createRecordedProbe>[1]

async function collect(folder: string, change?: Change) {
  const fact = await removableMediaCollector.collect(createRecordedProbe(folder, change))
  if (!fact.ok) throw new Error(fact.detail)
  return {value: schema.parse(fact.value), gaps: fact.gaps ?? {}}
}

describe('removableMedia', () => {
  let machine = ''
  afterEach(() => {
    if (machine) rmSync(machine, {recursive: true, force: true})
    machine = ''
  })
  /** A copy of a recording with more files: names in /sys hold colons, which a checkout on Windows could not. */
  function copy(name: string, files: Record<string, string>) {
    machine = mkdtempSync(join(tmpdir(), 'stp-sec-usb-'))
    cpSync(join(recorded, name), machine, {recursive: true})
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(machine, 'files', path, '..'), {recursive: true})
      writeFileSync(join(machine, 'files', path), text)
    }
    return machine
  }
  const usb = '/sys/bus/usb/devices'

  it('names the storage devices of an Ubuntu desktop and hashes their serials', async () => {
    const folder = copy('ubuntu', {
      [`${usb}/1-1:1.0/bInterfaceClass`]: '08\n',
      [`${usb}/1-1/manufacturer`]: 'SanDisk\n',
      [`${usb}/1-1/product`]: 'Ultra  Fit\n',
      [`${usb}/1-1/serial`]: 'ABC123\n',
      [`${usb}/1-2:1.0/bInterfaceClass`]: '03\n',
      [`${usb}/1-2:1.1/bInterfaceClass`]: '08\n',
      [`${usb}/1-2/idVendor`]: '0781\n',
      [`${usb}/1-2/idProduct`]: '5583\n',
      [`${usb}/1-3:1.0/bInterfaceClass`]: 'ff\n',
    })
    expect(await collect(folder)).toEqual({
      value: {
        autorunDisabled: false,
        autoMount: true,
        // The blacklist names usb-storage alone: uas would still bring it in.
        storageAllowed: true,
        devices: [
          {model: 'SanDisk Ultra Fit', serialHash: 'e0bebd22819993425814866b62701e2919ea26f1370499c1037b53b9d49c2c8a'.slice(0, 16)},
          {model: '0781:5583'},
        ],
      },
      gaps: {},
    })
  })

  it('counts the blacklist when both drivers stand in it and none is loaded', async () => {
    const folder = copy('ubuntu', {'/etc/modprobe.d/uas.conf': 'blacklist uas\n'})
    expect((await collect(folder)).value.storageAllowed).toBe(false)
    writeFileSync(join(folder, 'files/etc/modprobe.d/uas.conf'), '# blacklist uas\n')
    expect((await collect(folder)).value.storageAllowed).toBe(true)
    writeFileSync(join(folder, 'files/etc/modprobe.d/uas.conf'), 'blacklist uas\n')
    mkdirSync(join(folder, 'files/sys/module/usb_storage'), {recursive: true})
    expect((await collect(folder)).value.storageAllowed).toBe(true)
  })

  it('knows a RHEL server without desktop to start nothing, and its driver to be off', async () => {
    expect(await collect(join(recorded, 'rhel-server'))).toEqual({
      value: {autorunDisabled: true, autoMount: false, storageAllowed: false, devices: []},
      gaps: {},
    })
  })

  it('asks the rules of USBGuard, and needs rights for it', async () => {
    const folder = copy('usbguard', {})
    expect((await collect(folder)).value.storageAllowed).toBe(false)
    const {value, gaps} = await collect(folder, (recording) => {
      recording.elevated = false
      recording.closed = ['/etc/usbguard']
    })
    expect(value.storageAllowed).toBeUndefined()
    expect(gaps['storageAllowed']?.reason).toBe('no-rights')
    writeFileSync(join(folder, 'files/etc/usbguard/rules.conf'), 'allow with-interface equals { 08:06:50 }\n')
    expect((await collect(folder)).value.storageAllowed).toBe(true)
    // Installed, but stopped.
    rmSync(join(folder, 'files/proc/700'), {recursive: true})
    writeFileSync(join(folder, 'files/etc/usbguard/rules.conf'), '')
    expect((await collect(folder)).value.storageAllowed).toBe(true)
  })

  it('sees nothing of the host from a container', async () => {
    expect(await removableMediaCollector.collect(createRecordedProbe(join(recorded, 'container')))).toMatchObject({
      ok: false,
      reason: 'not-supported',
    })
  })

  it('has gaps, not answers, where /sys is missing', async () => {
    const folder = copy('ubuntu', {})
    rmSync(join(folder, 'files/sys'), {recursive: true})
    const {value, gaps} = await collect(folder)
    expect(value).toEqual({autorunDisabled: false, autoMount: true})
    expect(gaps['storageAllowed']?.reason).toBe('not-supported')
    expect(gaps['devices']?.reason).toBe('not-supported')
  })

  it('does not know what another desktop does with media', async () => {
    const folder = copy('rhel-server', {'/usr/share/xsessions/xfce.desktop': '[Desktop Entry]\n'})
    const {value, gaps} = await collect(folder)
    expect(value.autorunDisabled).toBeUndefined()
    expect(gaps['autorunDisabled']?.reason).toBe('not-supported')
  })

  it('knows macOS to have no autorun', async () => {
    expect((await collect(join(recorded, 'macos'))).value).toEqual({autorunDisabled: true, autoMount: true})
  })
})
