import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {join} from 'node:path'
import {Language, Parser} from '@vscode/tree-sitter-wasm'
import {beforeAll, describe, expect, it} from 'vitest'
import {writeCollectCmd} from '../../src/windows/collect-cmd.ts'
import {steps} from '../../src/windows/plan.ts'

const script = readFileSync(join(import.meta.dirname, '../../src/windows/scripts/collect-cim.ps1'), 'utf8')

/** Everything the script may call: it reads. A new name here is a decision, not a convenience. */
const allowed = new Set([
  'Ask',
  'ConvertTo-Json',
  'ForEach-Object',
  'Get-AppxPackage',
  'Get-ChildItem',
  'Get-CimInstance',
  'Get-Class',
  'Get-NetFirewallProfile',
  'Get-SmbServerConfiguration',
  'Get-WinEvent',
  'Join-Path',
  'New-Object',
  'Select-Object',
  'Split-Path',
  'Where-Object',
])

let parser: Parser
beforeAll(async () => {
  await Parser.init()
  parser = new Parser()
  parser.setLanguage(
    await Language.load(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-powershell.wasm')),
  )
})

function read(text: string): {hasError: boolean; commands: string[]} {
  const tree = parser.parse(text)
  const commands = tree?.rootNode.descendantsOfType('command_name').flatMap((node) => (node ? [node.text] : [])) ?? []
  return {hasError: tree?.rootNode.hasError ?? true, commands: [...new Set(commands)]}
}

describe('the script for PowerShell', () => {
  it('has no error of syntax', () => expect(read(script).hasError).toBe(false))
  it.each([
    ['a missing bracket', script.replace('$classes = @{}', '$classes = @{')],
    ['a text that does not end', script.replace("'Stop'", "'Stop")],
    ['what only PowerShell 7 knows', `${script}\n$a = $b ?? 'c'`],
  ])('%s would be found', (_, broken) => expect(read(broken).hasError).toBe(true))
  it('calls nothing but what reads', () => expect(read(script).commands.filter((name) => !allowed.has(name))).toEqual([]))
  it('is plain ASCII, which every code page shows alike', () => expect(/^[\t\n\r -~]*$/.test(script)).toBe(true))
})

describe('collect.cmd', () => {
  it.each(['full', 'minimal'] as const)('%s: as before', (profile) => expect(writeCollectCmd(profile, '0.0.0')).toMatchSnapshot())
  it.each(['full', 'minimal'] as const)('%s: plain letters, every line ended as old consoles want it', (profile) => {
    const text = writeCollectCmd(profile, '0.0.0')
    expect(/^[\t\r\n -~]*$/.test(text)).toBe(true)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThan(1000)
  })
  it('writes only into its own folder and starts nothing that changes the PC', () => {
    const text = writeCollectCmd('full', '0.0.0')
    for (const line of text.split('\r\n'))
      for (const [, target = ''] of line.matchAll(/>>?"([^"]+)"/g)) expect(target).toMatch(/^%(?:OUT|KIT)%/)
    expect(text).not.toMatch(
      /\b(?:reg (?:add|delete|import|load|restore|unload)|del|erase|format|net (?:user|use|stop|start)|sc (?:config|create|delete|start|stop)|schtasks|shutdown|curl|bitsadmin|certutil|ftp)\b/i,
    )
  })
  it('the minimal one asks for no person, no serial number and no other device', () => {
    const text = writeCollectCmd('minimal', '0.0.0')
    expect(text).not.toMatch(/HKU|useraccount|csproduct|USBSTOR"|ProfileList|powershell\.exe|collect-cim/i)
  })
  it('no two steps write one file', () => expect(new Set(steps.map(({file}) => file)).size).toBe(steps.length))
})
