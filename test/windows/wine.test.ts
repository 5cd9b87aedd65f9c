import {spawn, spawnSync} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {writeRoundKit} from '../../src/cli/round-kit.ts'
import {collectEndpoint} from '../../src/collect/collect-endpoint.ts'
import type {Probe} from '../../src/collect/probe.ts'
import type {ImportedTarget} from '../../src/import/importer.ts'
import {findResultFolders, openResultFolder} from '../../src/import/windows-folder/open-folder.ts'
import {createWindowsFolder} from '../../src/import/windows-folder/windows-folder.ts'
import {loadWindowsTables} from '../../src/windows-tables.ts'
import {exported, type Tree} from './machine.ts'

/** Wine runs cmd, reg, ver, ipconfig and wmic for real; its PowerShell is a stub that says nothing and ends in 0. */
const hasWine = existsSync('/usr/bin/wine')
const needs = hasWine ? '' : ' (skipped: needs the Debian packages wine and wine64)'

const current = 'HKLM\\Software\\Microsoft\\Windows\\CurrentVersion'
/** Names that `reg query` would lose: only `reg export` keeps them. */
const fixture: Tree = {
  [`${current}\\Uninstall`]: {},
  [`${current}\\Uninstall\\UniKey`]: {
    DisplayName: 'Bộ gõ tiếng Việt UniKey',
    DisplayVersion: '4.6',
    Publisher: 'Phạm Kim Long',
    InstallDate: '20250102',
  },
  [`${current}\\Uninstall\\MISA`]: {
    DisplayName: 'MISA Mimosa.NET 2024 – Kế toán hành chính sự nghiệp',
    DisplayVersion: '2024.1',
    Publisher: 'Công ty Cổ phần MISA',
  },
  [`${current}\\Uninstall\\UltraViewer`]: {DisplayName: 'UltraViewer version 6.6', DisplayVersion: '6.6', Publisher: 'DucFabulous'},
}
const fixture32: Tree = {
  'HKLM\\Software\\Wow6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall': {},
  'HKLM\\Software\\Wow6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\7-Zip': {
    DisplayName: '7-Zip 9.20',
    DisplayVersion: '9.20',
    Publisher: 'Igor Pavlov',
  },
}
const names = ['7-Zip 9.20', 'Bộ gõ tiếng Việt UniKey', 'MISA Mimosa.NET 2024 – Kế toán hành chính sự nghiệp', 'UltraViewer version 6.6']

let folder: string
let environment: NodeJS.ProcessEnv

/** Runs a program of Windows; its output goes into a file, because Wine cannot write into our pipes. */
function wine(args: readonly string[], output = join(folder, 'output')): Promise<number> {
  const out = openSync(output, 'w')
  const child = spawn('wine', args, {env: environment, stdio: ['ignore', out, 'ignore'], cwd: folder})
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? -1))
  })
}

const onZ = (path: string) => `Z:${path.replaceAll('/', '\\')}`

describe.skipIf(!hasWine)(`on Windows as Wine plays it${needs}`, {timeout: 120_000}, () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'stp-sec-wine-'))
    environment = {...process.env, WINEPREFIX: join(folder, 'prefix'), WINEDEBUG: '-all', WINEDLLOVERRIDES: 'mscoree=d;mshtml=d'}
    expect(await wine(['wineboot', '-i'])).toBe(0)
    for (const [name, tree] of [
      ['a.reg', fixture],
      ['b.reg', fixture32],
    ] as const) {
      writeFileSync(join(folder, name), exported(tree))
      expect(await wine(['reg', 'import', onZ(join(folder, name))])).toBe(0)
    }
  }, 120_000)
  afterAll(() => {
    spawnSync('wineserver', ['-k'], {env: environment})
    rmSync(folder, {recursive: true, force: true})
  })

  it('collect.cmd runs from end to end, and import reads what it left', async () => {
    const kit = join(folder, 'bộ thu thập')
    await writeRoundKit(kit, 'full', '0.1.0')
    expect(await wine(['cmd', '/c', onZ(join(kit, 'collect.cmd'))])).toBe(0)
    expect(readFileSync(join(folder, 'output'), 'utf8')).toMatch(/Xong\. Ket qua:/)
    const [result = ''] = (await findResultFolders(kit)).found
    let target: ImportedTarget | undefined
    const outcome = await createWindowsFolder(loadWindowsTables(), () => new Date()).read(await openResultFolder(result), (found) => {
      target = found
    })
    expect(outcome).toMatchObject({read: 1, mapped: 1, dropped: []})
    expect(outcome.incomplete).toBeUndefined()
    const {os, software, remoteAccess, encryption, accounts} = target?.kind === 'endpoint' ? target.facts : {}
    expect(os).toMatchObject({ok: true, value: {family: 'windows', hostname: target?.name}})
    expect(software?.ok && software.value.items.map(({name}) => name)).toEqual(names)
    expect(software?.ok && software.value.items[2]?.publisher).toBe('Công ty Cổ phần MISA')
    // The stub of PowerShell printed nothing: that is no PC without BitLocker or accounts.
    for (const fact of [encryption, accounts, remoteAccess]) expect(fact?.ok).toBe(false)
    expect(target?.identity.machineId).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('the minimal kit leaves no name of a user', async () => {
    const kit = join(folder, 'bmnn')
    await writeRoundKit(kit, 'minimal', '0.1.0')
    expect(await wine(['cmd', '/c', onZ(join(kit, 'collect.cmd'))])).toBe(0)
    const [result = ''] = (await findResultFolders(kit)).found
    const source = await openResultFolder(result)
    expect(source.files?.names.filter((name) => /^user-|cim|useraccount|profiles|usbstor/.test(name))).toEqual([])
    const outcome = await createWindowsFolder(loadWindowsTables(), () => new Date()).read(source, () => {})
    expect(outcome.notes?.[0]?.en).toMatch(/^Minimal profile/)
  })

  it('the collector of the agent asks the same programs and sees the same', async () => {
    const answers = join(folder, 'answers')
    mkdirSync(answers, {recursive: true})
    let number = 0
    const refused = {ok: false, reason: 'not-supported', detail: 'no such thing here'} as const
    const probe: Probe = {
      platform: 'win32',
      elevated: false,
      now: new Date('2026-11-26T03:00:00Z'),
      run: async () => refused,
      readText: async () => refused,
      list: async () => refused,
      stat: async () => refused,
      measureLoad: async () => refused,
      answer: async (program, args) => {
        const place = join(answers, `${++number}`)
        const written = `${place}.file`
        const writes = args.some((arg) => arg.includes('{file}'))
        const code = await wine([program, ...args.map((arg) => arg.replace('{file}', onZ(written)))], place)
        const from = writes ? written : place
        return {ok: true, value: {code, bytes: existsSync(from) ? readFileSync(from) : new Uint8Array(0)}}
      },
    }
    const snapshot = await collectEndpoint(probe, {tool: {name: 'stp-sec', version: '0.1.0'}, windows: loadWindowsTables()})
    const {software} = snapshot.facts
    expect(software?.ok && software.value.items.map(({name}) => name)).toEqual(names)
    expect(snapshot.target.id).toMatch(/^pc-[0-9a-f]{12}$/)
  })
})
