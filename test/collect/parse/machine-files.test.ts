import {describe, expect, it} from 'vitest'
import {parseCpuInfo} from '../../../src/collect/parse/cpuinfo.ts'
import {parseDf} from '../../../src/collect/parse/df.ts'
import {isVirtualMaker, readChassisType, readDmiDay, readDmiText, readDmiUuid} from '../../../src/collect/parse/dmi.ts'
import {parseIoreg} from '../../../src/collect/parse/ioreg.ts'
import {parseMeminfo} from '../../../src/collect/parse/meminfo.ts'
import {parseOsRelease} from '../../../src/collect/parse/os-release.ts'
import {parsePlist} from '../../../src/collect/parse/plist.ts'
import {bootTimeOf} from '../../../src/collect/parse/proc-stat.ts'
import {parseUbuntuPro} from '../../../src/collect/parse/ubuntu-pro.ts'

describe('os-release', () => {
  it('undoes quotes and backslashes', () => {
    expect(parseOsRelease('NAME="A \\"B\\" \\$C"\nID=debian\nX=\'a\\b\'\n# c\nEMPTY=\n=x\n')).toEqual(
      new Map([
        ['NAME', 'A "B" $C'],
        ['ID', 'debian'],
        ['X', 'a\\b'],
        ['EMPTY', ''],
      ]),
    )
  })
})

describe('cpuinfo', () => {
  it('counts cores, not threads, over all sockets', () => {
    const cpu = (socket: number, core: number) =>
      `processor\t: ${core}\nmodel name\t: X  9\nphysical id\t: ${socket}\ncore id\t\t: ${core}\nflags\t\t: fpu hypervisor\n`
    expect(parseCpuInfo([cpu(0, 0), cpu(0, 1), cpu(0, 0), cpu(1, 0)].join('\n'))).toEqual({model: 'X 9', cores: 3, hypervisor: true})
  })

  it('counts processors where the kernel tells no cores, as on ARM', () => {
    expect(parseCpuInfo('processor\t: 0\nFeatures\t: fp\n\nprocessor\t: 1\n\nModel\t\t: Raspberry Pi 4\n')).toEqual({
      model: 'Raspberry Pi 4',
      cores: 2,
      hypervisor: false,
    })
    expect(parseCpuInfo('')).toEqual({hypervisor: false})
  })
})

it('reads sizes of meminfo in bytes', () => {
  expect(parseMeminfo('MemTotal:       16106128 kB\nHugePages_Total:       0\nMemAvai').get('MemTotal')).toBe(16106128 * 1024)
})

it('reads df, names with blanks too, and leaves out rows without sizes', () => {
  const text =
    'Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda 1 100 40 60 40% /media/SAO LUU\nnone - - - - /x\n/dev/sdb 200 10 190\n'
  expect(parseDf(text)).toEqual([{sizeBytes: 102400, freeBytes: 61440, mount: '/media/SAO LUU'}])
})

describe('DMI', () => {
  it.each([
    'To Be Filled By O.E.M.',
    'Default string',
    'System Serial Number',
    'None',
    '0',
    '00000000',
    'XXXXXXXX',
    'Not Specified',
    'System Product Name',
    '0123456789',
    'ffffffff',
    '   ',
    'N/A',
  ])('"%s" says nothing', (text) => {
    expect(readDmiText(`${text}\n`)).toBeUndefined()
  })

  it.each(['Latitude 3430', '5XK0000', 'VMware-56 4d 0a', 'HP'])('"%s" is kept', (text) => {
    expect(readDmiText(`${text} \n`)).toBe(text)
  })

  it('drops UUIDs that many machines share', () => {
    expect(readDmiUuid('4C4C4544-0058-4B10-8030-B5C04F303030\n')).toBe('4c4c4544-0058-4b10-8030-b5c04f303030')
    expect(readDmiUuid('03000200-0400-0500-0006-000700080009')).toBeUndefined()
    expect(readDmiUuid('FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF')).toBeUndefined()
    expect(readDmiUuid('Not Settable')).toBeUndefined()
  })

  it('turns the day of the firmware around', () => {
    expect(readDmiDay('04/01/2014\n')).toBe('2014-04-01')
    expect(readDmiDay('Default string')).toBeUndefined()
  })

  it.each([
    ['3', 'desktop'],
    ['10', 'laptop'],
    ['23', 'server'],
    ['1', 'other'],
    ['x', 'other'],
  ])('chassis %s is a %s', (type, kind) => {
    expect(readChassisType(type)).toBe(kind)
  })

  it('knows guests by their maker', () => {
    expect(isVirtualMaker('QEMU', 'Standard PC (Q35 + ICH9, 2009)')).toBe(true)
    expect(isVirtualMaker('Microsoft Corporation', 'Virtual Machine')).toBe(true)
    expect(isVirtualMaker('Microsoft Corporation', 'Surface Pro 9')).toBe(false)
    expect(isVirtualMaker(undefined, undefined)).toBe(false)
  })
})

it('finds when the kernel started', () => {
  expect(bootTimeOf('cpu 1\nbtime 1763856000\nprocesses 7\n')).toBe('2025-11-23T00:00:00.000Z')
  expect(bootTimeOf('cpu 1\n')).toBeUndefined()
})

it.each([
  ['{"attached":true,"services":[{"name":"esm-infra","status":"enabled"}]}', true],
  ['{"attached":true,"services":[{"name":"esm-infra","status":"disabled"},{"name":"livepatch","status":"enabled"}]}', false],
  ['{"attached":false,"services":[{"name":"esm-infra","status":"enabled"}]}', false],
  ['{"attached":', undefined],
  ['[]', undefined],
])('Ubuntu Pro %s: %s', (text, on) => {
  expect(parseUbuntuPro(text, new Date('2026-12-14'))).toBe(on)
})

it('reads properties of ioreg', () => {
  expect(parseIoreg('  |   "IOPlatformSerialNumber" = "XX0000"\n "manufacturer" = <"Apple Inc.">\n "n" = 5\n')).toEqual(
    new Map([
      ['IOPlatformSerialNumber', 'XX0000'],
      ['manufacturer', 'Apple Inc.'],
    ]),
  )
})

describe('plist', () => {
  const wrap = (inner: string) => `<?xml version="1.0"?>\n<!DOCTYPE plist>\n<plist version="1.0">\n${inner}\n</plist>`

  it('reads dictionaries, lists, numbers, switches and entities', () => {
    const text = wrap(
      '<dict><!-- <key>no</key> --><key>a</key><string>x &amp; &lt;y&gt;</string><key>b</key><array><integer>5</integer><true/><real>1.5</real></array><key>c</key><dict/></dict>',
    )
    expect(parsePlist(text)).toEqual({a: 'x & <y>', b: [5, true, 1.5], c: {}})
  })

  it.each([
    '',
    'bplist00',
    '<plist>',
    wrap('<dict><key>a</key>'),
    wrap('<array><string>x'),
    wrap('<dict><string>x</string></dict>'),
    wrap('<array>'.repeat(200_000)),
  ])('gives nothing for what is none (%#)', (text) => {
    expect(parsePlist(text)).toBeUndefined()
  })
})

describe('hostile input', () => {
  const line = 'a'.repeat(1_000_000)
  it.each([
    line,
    `${line}:${line}`,
    `"${line}" = "${line}`,
    `${' 1'.repeat(400_000)} /x`,
    '\0:\0\n'.repeat(10_000),
    '<!--'.repeat(200_000),
    `<plist>${'<!---->'.repeat(100_000)}`,
  ])('neither crashes nor hangs a parser (%#)', (text) => {
    const start = performance.now()
    parseOsRelease(text)
    parseCpuInfo(text)
    parseMeminfo(text)
    parseDf(`x\n${text}`)
    readDmiText(text)
    readDmiUuid(text)
    readDmiDay(text)
    isVirtualMaker(text, text)
    bootTimeOf(text)
    parseUbuntuPro(text, new Date(0))
    parseIoreg(text)
    parsePlist(text)
    expect(performance.now() - start).toBeLessThan(2000)
  })
})
