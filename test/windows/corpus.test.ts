import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {createImporters, recognise} from '../../src/import/importers.ts'
import {openSource} from '../../src/import/open-source.ts'
import {hotfixList} from '../../src/import/systeminfo/hotfix-list.ts'
import {missingUpdates} from '../../src/import/systeminfo/missing-updates.ts'
import {createSysteminfo} from '../../src/import/systeminfo/systeminfo.ts'
import {decodeOutput} from '../../src/windows/decode.ts'
import {auditGuids, parseAuditpol} from '../../src/windows/parse/auditpol.ts'
import {parseNetstat} from '../../src/windows/parse/netstat.ts'
import {parseSecedit} from '../../src/windows/parse/secedit.ts'
import {parseSysteminfo} from '../../src/windows/parse/systeminfo.ts'
import {importWith} from '../import/import-with.ts'
import {inventoryTables} from '../import/inventory-tables.ts'
import {sourceOf} from '../import/support.ts'
import {expectValidFacts} from '../import/valid-facts.ts'
import {seenValue} from './machine.ts'
import {cim, classes, officePc} from './office-pc.ts'

const corpus = process.env['STP_SEC_CORPUS'] ?? ''
const skip = corpus === '' || !existsSync(corpus)
const read = (...path: string[]) => readFileSync(join(corpus, ...path))
const text = (...path: string[]) => decodeOutput(read(...path), 850)
const json = (...path: string[]) => JSON.parse(read(...path).toString('utf8'))

interface Counted {
  hostName?: string
  osName?: string
  osVersion?: string | null
  build?: number | null
  arch?: string
  kbCount?: number
  distinctKb?: number
  lines?: number
  kbs?: string[]
}

/** Long lists are cut in the middle there. */
const kbsOf = (counted: Counted | undefined) => (counted?.kbs ?? []).filter((id) => id !== '...')

describe.skipIf(skip)('systeminfo and wmic qfe of real machines', () => {
  const folder = join(corpus, 'windows-systeminfo')
  const facts: Record<string, Counted> = skip ? {} : json('windows-systeminfo', 'facts.json')
  const named = (part: string) => Object.keys(facts).filter((file) => file.includes(part))

  it.each(named('systeminfo'))('%s', async (file) => {
    const counted = facts[file] ?? {}
    const info = parseSysteminfo(text('windows-systeminfo', file))
    // Where the name of the host was cut out of the file, counting lines from the top reads the next one.
    if (counted.build) expect(info).toMatchObject({osName: counted.osName, version: counted.osVersion, build: counted.build})
    if (counted.build && counted.hostName !== '...') expect(info?.hostname).toBe(counted.hostName)
    expect(info?.arch).toBe(counted.arch === 'x64' ? 'x86_64' : 'x86')
    expect(info?.hotfixes).toHaveLength(counted.kbCount ?? -1)
    expect(info?.hotfixes).toEqual(expect.arrayContaining(kbsOf(counted)))
    const imported = await importWith(createSysteminfo(inventoryTables.windows), sourceOf(read('windows-systeminfo', file)))
    expect(imported.mapped).toBe(1)
    const [target] = imported.targets
    if (target?.kind !== 'endpoint') throw new Error('no PC')
    expectValidFacts(target)
    expect(target.facts.os).toMatchObject({ok: true, value: {family: 'windows'}})
  })

  it.each(named('qfe'))('%s', async (file) => {
    const imported = await importWith(hotfixList, sourceOf(read('windows-systeminfo', file)))
    const [target] = imported.targets
    const updates = target?.kind === 'endpoint' ? target.facts.updates : undefined
    // One file names neither the machine nor who installed: then nothing may be taken from it.
    if (!target) expect(imported.dropped[0]?.reason.en).toMatch(/^It is not clear of which machine/)
    else {
      const ids = updates?.ok ? (updates.value.hotfixes ?? []).map(({id}) => id) : []
      expect(ids).toHaveLength(facts[file]?.distinctKb ?? -1)
      expect(ids).toEqual(expect.arrayContaining(kbsOf(facts[file])))
    }
  })

  it.each(named('updates'))('%s names no machine: nothing is taken from it', async (file) => {
    const {targets, read: lines, mapped, dropped} = await importWith(missingUpdates, sourceOf(read('windows-systeminfo', file)))
    expect([targets, lines, mapped]).toEqual([[], facts[file]?.lines, 0])
    expect(dropped[0]?.reason.en).toMatch(/^A list of missing updates/)
  })

  const importers = createImporters(inventoryTables)
  it.each(skip ? [] : readdirSync(folder).filter((file) => file.endsWith('.txt')))('%s is recognised as what it is', async (file) => {
    const format = /systeminfo/.test(file) ? 'systeminfo' : /qfe/.test(file) ? 'wmic-qfe' : 'windows-missing-updates'
    expect(recognise(await openSource(join(folder, file)), importers)?.format).toBe(format)
  })
})

describe.skipIf(skip)('what programs of real Windows printed', () => {
  it('Get-NetFirewallProfile', () => {
    const profiles = json('windows-powershell', 'cnquery', 'firewall-profiles.json')
    const file = {'cim.json': cim({...classes, FirewallProfile: [...profiles, {...profiles[0], Name: 'Domain'}]})}
    expect(seenValue('firewall', officePc(file))).toMatchObject({
      enabled: true,
      defaultInbound: 'deny',
      profiles: [{name: 'private'}, {name: 'public'}, {name: 'domain'}],
    })
  })
  it('AntiVirusProduct of the security centre', () => {
    const {antiVirus, firewall} = json('windows-powershell', 'cnquery', 'security_products_antivirus.json')
    const {MSFT_MpComputerStatus: _, ...others} = classes
    expect(
      seenValue('antivirus', officePc({'cim.json': cim({...others, AntiVirusProduct: antiVirus, FirewallProduct: firewall})})),
    ).toMatchObject({
      products: [{name: 'Microsoft Defender', running: true, realTime: true}],
    })
  })
  it('netstat', () => {
    const printed = text('windows-powershell', 'inspec', 'netstat-anbo-pipe-select-string-pattern.utf8').replace(/^> /gm, '')
    const sockets = parseNetstat(printed) ?? []
    expect(sockets.length).toBeGreaterThan(20)
    expect(sockets).toContainEqual({protocol: 'tcp', address: '0.0.0.0', port: 445, pid: 4})
  })
  it.each([
    ['securitypolicydsc/secedit-export.inf', {MinimumPasswordLength: '8', LockoutBadCount: '10'}],
    ['nsa-win10/GptTmpl.inf', {MinimumPasswordLength: '14', LockoutDuration: '-1'}],
    ['inspec/secedit-export.txt', {MaximumPasswordAge: '42', LockoutDuration: '-1'}],
  ])('secedit: %s', (file, expected) => {
    const access = parseSecedit(text('windows-policy', file))?.get('System Access')
    expect(Object.fromEntries(Object.keys(expected).map((name) => [name, access?.get(name)]))).toEqual(expected)
  })
  it('an audit policy with numbers', () => {
    const settings = parseAuditpol(text('windows-policy', 'nsa-win10', 'audit.csv'))
    expect(settings?.get(auditGuids.logon)).toEqual({success: true, failure: true})
    expect(settings?.get(auditGuids.processCreation)).toEqual({success: true, failure: false})
  })
  it('auditpol /r in English', () =>
    expect(parseAuditpol(text('windows-policy', 'inspec', 'auditpol.csv'))?.get(auditGuids.userAccountManagement)).toEqual({
      success: true,
      failure: false,
    }))
})
