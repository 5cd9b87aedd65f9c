import {mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {beforeEach, describe, expect, it, onTestFinished} from 'vitest'
import type {ImportedTarget, ImportOutcome} from '../../src/import/importer.ts'
import {findResultFolders, openResultFolder} from '../../src/import/windows-folder/open-folder.ts'
import {createWindowsFolder} from '../../src/import/windows-folder/windows-folder.ts'
import type {Machine} from '../windows/machine.ts'
import {cim, classes, officePc} from '../windows/office-pc.ts'
import {inventoryTables} from './inventory-tables.ts'

const now = new Date('2026-11-26T12:00:00Z')
const importer = createWindowsFolder(inventoryTables.windows, () => now)
const marker = 'schema=stp-sec/windows-folder/1\r\ntool=0.1.0\r\nprofile=full\r\nelevated=1\r\n'

let stick: string
beforeEach(() => {
  stick = mkdtempSync(join(tmpdir(), 'stp-sec-stick-'))
  onTestFinished(() => rmSync(stick, {recursive: true}))
})

/** Writes what collect.cmd would have left; gives the folder. */
function write(machine: Machine, name = 'STP-PC-017'): string {
  const folder = join(stick, 'ket-qua', name)
  mkdirSync(folder, {recursive: true})
  const files = Object.entries({'stp-sec.txt': marker, ...machine}).filter(([, content]) => content !== undefined)
  for (const [file, content] of files) writeFileSync(join(folder, file), content ?? '')
  if (!('sizes.txt' in machine)) {
    const sizes = files.map(([file, content]) => `${file} ${Buffer.byteLength(content as string)}\r\n`)
    writeFileSync(join(folder, 'sizes.txt'), sizes.join(''))
  }
  if (!('steps.txt' in machine)) writeFileSync(join(folder, 'steps.txt'), `${files.map(([file]) => `${file} 0\r\n`).join('')}end 0\r\n`)
  return folder
}

async function read(folder: string): Promise<ImportOutcome & {target: ImportedTarget | undefined}> {
  const source = await openResultFolder(folder)
  expect(importer.recognises('', source)).toBe(true)
  let target: ImportedTarget | undefined
  const outcome = await importer.read(source, (found) => {
    target = found
  })
  return {...outcome, target}
}

describe('a folder of collect.cmd', () => {
  it('becomes a PC with its identity and the time PowerShell saw', async () => {
    const {target, mapped, incomplete, dropped} = await read(write(officePc()))
    expect({mapped, incomplete, dropped}).toEqual({mapped: 1, incomplete: undefined, dropped: []})
    expect(target).toMatchObject({
      kind: 'endpoint',
      name: 'STP-PC-017',
      observedAt: '2026-11-26T02:59:00.000Z',
      identity: {machineId: '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0', serial: '7XK2P33', hostname: 'STP-PC-017', macs: ['d0:46:0c:11:22:33']},
    })
    expect(target?.facts['software' as never]).toMatchObject({ok: true})
  })
  it('is found wherever on the stick, each PC by itself', async () => {
    const folders = [write(officePc(), 'A'), write(officePc(), 'B')]
    expect((await findResultFolders(stick)).found).toEqual(folders)
    expect((await findResultFolders(join(stick, 'khong-co'))).found).toEqual([])
    expect((await findResultFolders(join(folders[0] ?? '', 'ver.txt'))).found).toEqual([])
  })
  it('a file that was cut off later is not seen, the others are', async () => {
    const folder = write(officePc())
    truncateSync(join(folder, 'uninstall.reg'), 400)
    const {target} = await read(folder)
    expect(target?.facts['software' as never]).toMatchObject({
      ok: false,
      reason: 'error',
      detail: expect.stringMatching(/^uninstall\.reg: 400 bytes are left/),
    })
    expect(target?.facts['os' as never]).toMatchObject({ok: true})
  })
  it('a run that was stopped is incomplete, and keeps what it has', async () => {
    const {incomplete, mapped} = await read(
      write(
        officePc({
          'steps.txt': 'chcp.txt 0\r\nver.txt 0\r\n',
          'cim.json': undefined,
          'wmic-localdatetime.txt': 'LocalDateTime              \r\r\n20261125080000.000000+420  \r\r\n',
        }),
      ),
    )
    expect({incomplete: incomplete?.en, mapped}).toEqual({incomplete: 'collect.cmd was stopped before its end', mapped: 1})
  })
  it('without rights, says so', async () => {
    const machine = officePc({'stp-sec.txt': marker.replace('elevated=1', 'elevated=0'), 'secedit.inf': '', 'auditpol.csv': ''})
    const {notes, target} = await read(write(machine))
    expect(notes?.[0]?.en).toMatch(/without administrator rights/)
    expect(target?.facts['logging' as never]).toMatchObject({ok: true, gaps: {audit: {reason: 'no-rights'}}})
  })
})

describe('when a PC was asked', () => {
  const wmic = (text: string) => ({'cim.json': undefined, 'wmic-localdatetime.txt': `LocalDateTime              \r\r\n${text}  \r\r\n`})
  it.each<[string, Machine, string | undefined]>([
    ['by wmic', wmic('20261126100000.500000+420'), '2026-11-26T03:00:00.000Z'],
    ['a clock years behind tells an old time', wmic('20090101000000.000000+420'), '2008-12-31T17:00:00.000Z'],
    [
      'PowerShell ahead of time, wmic not',
      {...wmic('20261126100000.500000+420'), 'cim.json': cim(classes, '2031-01-01T00:00:00.0000000Z')},
      '2026-11-26T03:00:00.000Z',
    ],
    [
      'every clock ahead of time',
      {...wmic('20310101000000.000000+420'), 'cim.json': cim(classes, '2031-01-01T00:00:00.0000000Z')},
      undefined,
    ],
  ])('%s', async (_, machine, expected) => {
    const folder = write(officePc(machine))
    const ahead = new Date('2031-01-01T00:00:00Z')
    utimesSync(join(folder, 'steps.txt'), ahead, ahead)
    const {target, dropped, mapped} = await read(folder)
    expect(target?.observedAt).toBe(expected)
    if (expected === undefined)
      expect({mapped, reason: dropped[0]?.reason.en}).toMatchObject({mapped: 0, reason: expect.stringMatching(/clock/)})
  })
})

describe('a stick from anywhere', () => {
  it('a crowd of folders is looked through up to a bound, which is said', async () => {
    const crowd = mkdtempSync(join(tmpdir(), 'stp-sec-crowd-'))
    for (let index = 0; index <= 2000; index++) mkdirSync(join(crowd, `p${index}`))
    const {found, unread} = await findResultFolders(crowd)
    rmSync(crowd, {recursive: true})
    expect(found).toEqual([])
    expect(unread.map(({what, where}) => [what.en, where])).toEqual([
      ['The folder holds 2001 folders; only the first 2000 were looked through', crowd],
    ])
  })
  it('links, folders and odd names are left out and said', async () => {
    const folder = write(officePc())
    symlinkSync('/etc/passwd', join(folder, 'netstat2.txt'))
    mkdirSync(join(folder, 'thu-muc'))
    writeFileSync(join(folder, '..\\..\\x.txt'), 'x')
    const {dropped, mapped} = await read(folder)
    expect(mapped).toBe(1)
    expect(dropped.map(({reason}) => reason.en).sort()).toEqual([
      'No plain file or an odd name, not read: ..?..?x.txt',
      'No plain file or an odd name, not read: netstat2.txt',
      'No plain file or an odd name, not read: thu-muc',
    ])
  })
  it('a link that leads to a folder of results is not followed', async () => {
    const real = write(officePc(), 'that')
    rmSync(join(stick, 'lien-ket'), {force: true})
    symlinkSync(real, join(stick, 'lien-ket'))
    expect((await findResultFolders(stick)).found).toEqual([real])
  })
  it.each([
    ['another schema', 'schema=stp-sec/windows-folder/9\r\n'],
    ['an empty marker', ''],
    ['bytes', '\u0000\u0001\u0002'],
  ])('a marker of %s maps nothing', async (_, text) => {
    const {mapped, dropped} = await read(write(officePc({'stp-sec.txt': text})))
    expect({mapped, reason: dropped[0]?.reason.en}).toEqual({mapped: 0, reason: 'The folder is of another version of the collector'})
  })
  it('random bytes in every file never stop the import, and prove nothing', async () => {
    let state = 42
    const next = () => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31
      return state & 255
    }
    const noise = (length: number) => Uint8Array.from({length}, next)
    const good = officePc()
    for (let round = 0; round < 10; round++) {
      const machine = Object.fromEntries(Object.keys(good).map((file) => [file, noise(300 + round)]))
      const keep = {
        'computer-name.txt': good['computer-name.txt'],
        'ver.txt': good['ver.txt'],
        'nt-ProductName.txt': good['nt-ProductName.txt'],
        'wmic-localdatetime.txt': 'LocalDateTime              \r\r\n20261125080000.000000+420  \r\r\n',
      }
      const folder = write({...machine, ...keep})
      const {target} = await read(folder)
      for (const [name, fact] of Object.entries(target?.facts ?? {}))
        if (name !== 'os') expect((fact as {ok: boolean}).ok, name).toBe(false)
      rmSync(folder, {recursive: true})
    }
  })
})
