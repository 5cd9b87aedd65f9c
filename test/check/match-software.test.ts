import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {createMatchSoftware, type Program} from '../../src/check/match-software.ts'
import {loadContent} from '../../src/content/content.ts'
import type {SoftwareItem} from '../../src/model/facts/software.ts'
import {lifecycleProduct} from '../../src/model/lifecycle.ts'

const match = createMatchSoftware(loadContent().lifecycle)

/** `office 2019`, `unikey ?` where the cycle is not told, `-` for nothing. */
function seen(name: string, version = '', publisher?: string, source: SoftwareItem['source'] = 'registry'): string {
  const matched = match({name, version, source, ...(publisher === undefined ? {} : {publisher})})
  return matched ? `${matched.product} ${matched.cycle ?? '?'}${matched.atBest ? ' at best' : ''}` : '-'
}

const microsoft = 'Microsoft Corporation'

describe('programs as Windows names them', () => {
  it.each<[string, string, string | undefined, string]>([
    ['Microsoft Office Professional Plus 2019 - vi-vn', '16.0.10417.20108', microsoft, 'office 2019'],
    ['Microsoft Office Standard 2016', '16.0.4266.1001', microsoft, 'office 2016'],
    ['MICROSOFT OFFICE  PROFESSIONAL PLUS 2013', '15.0.4420.1017', undefined, 'office 2013'],
    ['Microsoft Office LTSC Standard 2024 - vi-vn', '16.0.17932', microsoft, 'office 2024-ltsc'],
    ['Microsoft Office Professional Plus 2019 - vi-vn', '16.0', 'Somebody Else', '-'],
    ['Microsoft Office 2016 Language Pack', '16.0.4266.1001', microsoft, '-'],
    ['Microsoft Office Shared Setup Metadata MUI (English) 2010', '14.0', microsoft, '-'],
    ['Microsoft 365 Apps for enterprise - vi-vn', '16.0.17928', microsoft, 'microsoft-365-apps ?'],
    ['Microsoft SQL Server 2014 (64-bit)', '', microsoft, 'mssqlserver 12.0-sp3 at best'],
    ['Microsoft SQL Server 2016 (64-bit)', '13.1.4001.0', microsoft, 'mssqlserver 13.0-sp1'],
    ['Microsoft SQL Server 2012 Native Client ', '11.4.7462.6', microsoft, '-'],
    ['Microsoft SQL Server Management Studio - 18.12.1', '15.0.18424.0', microsoft, 'sql-server-management-studio ?'],
    ['Java 8 Update 401', '8.0.4010.10', 'Oracle Corporation', 'oracle-jdk 8'],
    ['Java Auto Updater', '2.8.401.10', 'Oracle Corporation', '-'],
    ['Java(TM) SE Development Kit 17.0.9 (64-bit)', '17.0.9.0', 'Oracle Corporation', 'oracle-jdk 17'],
    ['Python 3.8.10 (64-bit)', '3.8.10150.0', 'Python Software Foundation', 'python 3.8'],
    ['Python 3.8.10 Documentation (64-bit)', '3.8.10150.0', 'Python Software Foundation', '-'],
    ['Google Chrome', '109.0.5414.120', 'Google LLC', 'chrome 109'],
    ['Chrome Remote Desktop Host', '131.0.6778.30', 'Google LLC', '-'],
    ['Microsoft Edge WebView2 Runtime', '131.0', microsoft, '-'],
    ['Mozilla Firefox ESR (x64 vi)', '140.5.0', 'Mozilla', 'firefox-esr 140'],
    ['Mozilla Firefox (x64 vi)', '145.0.1', 'Mozilla', 'firefox 145'],
    ['Adobe Acrobat Reader - Vietnamese', '24.004.20272', 'Adobe', 'adobe-reader ?'],
    ['Adobe Acrobat (64-bit)', '24.004.20272', 'Adobe', 'adobe-acrobat ?'],
    ['Adobe Flash Player 32 NPAPI', '32.0.0.465', 'Adobe', 'adobe-flash-player all'],
    ['Microsoft .NET Runtime - 6.0.25 (x64)', '48.100.4028', microsoft, 'dotnet 6'],
    ['Microsoft .NET Framework 4.8', '4.8.03761', microsoft, 'dotnetfx 4.8'],
    ['Microsoft Visual C++ 2010  x64 Redistributable - 10.0.40219', '10.0.40219', microsoft, 'visual-cpp-redistributable 2010'],
    ['Microsoft Visual C++ 2015-2022 Redistributable (x64) - 14.40.33810', '14.40.33810.0', microsoft, 'visual-cpp-redistributable ?'],
    ['MySQL Server 5.7', '5.7.44', 'Oracle Corporation', 'mysql 5.7'],
    ['MySQL Connector/ODBC 5.3', '5.3.14', 'Oracle Corporation', '-'],
    ['UniKey 4.3 RC5', '4.3', undefined, 'unikey ?'],
    ['Zalo 23.8.1', '23.8.1', 'VNG Corp.', 'zalo ?'],
    ['Cốc Cốc', '128.0', undefined, 'coc-coc ?'],
    // The same letters, decomposed as macOS writes them.
    ['Cốc Cốc'.normalize('NFD'), '128.0', undefined, 'coc-coc ?'],
    ['MISA SME.NET 2021', 'R10', 'MISA JSC', 'misa-sme ?'],
    ['Phần mềm một cửa điện tử', '1.0', undefined, '-'],
    ['', '', undefined, '-'],
  ])('%s %s', (name, version, publisher, expected) => {
    expect(seen(name, version, publisher)).toBe(expected)
  })
})

describe('programs of other sources', () => {
  it.each<[string, string, SoftwareItem['source'], string]>([
    ['Google Chrome.app', '147.0.7727.102', 'app', 'chrome 147'],
    ['google-chrome-stable', '157.0.1-1', 'dpkg', 'chrome 157'],
    ['openssl', '3.0.13', 'import', 'openssl 3.0'],
    // The distribution repairs these, whatever the project does.
    ['openssl', '1.1.1w-0+deb11u1', 'dpkg', '-'],
    ['openssl', '1.1.1w-0+deb11u1', 'import', '-'],
    ['openssl', '1:1.1.1k-12.el8_9', 'import', '-'],
    ['nginx', '1.18.0-6ubuntu14.4', 'import', '-'],
    ['org.apache.logging.log4j/log4j-core', '2.12.1', 'import', 'log4j 2.12'],
    ['jquery', '1.12.4', 'import', 'jquery 1'],
    ['Microsoft Windows 10 Pro', '10.0.19045', 'import', 'windows 10-22h2-w'],
    ['Microsoft Windows 10 Enterprise LTSC', '10.0.19044.1288', 'import', 'windows 10-2021-ltsc'],
    ['FortiOS', 'v7.0.12', 'import', 'fortios 7.0'],
  ])('%s %s (%s)', (name, version, source, expected) => {
    expect(seen(name, version, undefined, source)).toBe(expected)
  })
})

describe('hostile names', () => {
  it.each([
    ['long', 'microsoft office '.repeat(200_000)],
    ['one word', 'a'.repeat(3_000_000)],
    ['digits', `python ${'1.'.repeat(1_000_000)}`],
    ['spaces', ' '.repeat(1_000_000)],
    ['marks', '(r)'.repeat(300_000)],
  ])('%s: answered at once', (_, name) => {
    const begun = performance.now()
    for (let round = 0; round < 20; round++) match({name, version: name, publisher: name, source: 'registry'})
    expect(performance.now() - begun).toBeLessThan(1000)
  })
})

it('takes the longer words before the shorter, and a rule that finds the cycle before one that does not', () => {
  const product = (id: string, match: unknown[], cycles = ['1', '2']) =>
    lifecycleProduct.parse({
      product: id,
      title: id,
      policy: 'dated',
      cycles: cycles.map((cycle) => ({cycle, endOfSupport: '2026-01-01', confidence: 'seen'})),
      match,
      checkedOn: '2026-01-01',
      source: 'https://example.vn/',
    })
  const look = createMatchSoftware([
    product('short', [
      {begins: ['big tool'], cycle: {from: 'version'}},
      {begins: ['big tool'], cycle: {from: 'name'}},
    ]),
    product('long', [{begins: ['big tool viewer']}]),
    product('inside', [{has: ['tool viewer', 'tool']}]),
    product('whole', [{is: ['big tool viewer 3']}]),
  ])
  const program = (name: string, version = ''): Program => ({name, version, source: 'registry'})
  expect(look(program('Big Tool 2'))).toEqual({product: 'short', cycle: '2'})
  expect(look(program('Big Tool 2', '1.5'))).toEqual({product: 'short', cycle: '1'})
  expect(look(program('Big Toolbox 2'))).toBeUndefined()
  expect(look(program('Big Tool Viewer 2'))).toEqual({product: 'long'})
  expect(look(program('Big Tool Viewer 3'))).toEqual({product: 'whole'})
  expect(look(program('Another tool'))).toEqual({product: 'inside'})
  expect(look(program('Another toolbox'))).toBeUndefined()
})

const corpus = process.env['STP_SEC_CORPUS'] ?? ''
const packages = join(corpus, 'windows-powershell', 'cnquery', 'windows_packages.json')
describe.skipIf(corpus === '' || !existsSync(packages))('programs of a real Windows server and of real Macs', () => {
  it('recognises what the tables hold, and nothing else', () => {
    const programs = JSON.parse(readFileSync(packages, 'utf8')) as {
      DisplayName: string | null
      DisplayVersion: string | null
      Publisher: string | null
    }[]
    const found = programs.flatMap(({DisplayName, DisplayVersion, Publisher}) => {
      const answer = DisplayName === null ? '-' : seen(DisplayName, DisplayVersion ?? '', Publisher ?? undefined)
      return answer === '-' ? [] : [`${DisplayName} = ${answer}`]
    })
    expect(found.sort()).toEqual([
      'Microsoft Edge = edge 108',
      'Microsoft Visual C++ 2015-2019 Redistributable (x64) - 14.28.29913 = visual-cpp-redistributable ?',
      'Microsoft Visual C++ 2015-2019 Redistributable (x86) - 14.28.29913 = visual-cpp-redistributable ?',
      'Python 3.10.4 (64-bit) = python 3.10',
      'VMware Tools = vmware-tools ?',
    ])
    const {cases} = JSON.parse(readFileSync(join(corpus, 'osquery-fleet', 'fleet-cpe-cases-macos.json'), 'utf8')) as {
      cases: {name: string; version: string}[]
    }
    const apps = cases.map(({name, version}) => seen(name, version, undefined, 'app')).filter((answer) => answer !== '-')
    expect(apps.sort()).toEqual(['chrome 147', 'firefox 149', 'rustdesk ?', 'thunderbird 149'])
  })
})
