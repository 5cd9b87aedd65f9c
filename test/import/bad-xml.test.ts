import {describe, expect, it} from 'vitest'
import {createImporters, recognise} from '../../src/import/importers.ts'
import {inventoryTables} from './inventory-tables.ts'
import {host, importOf, port, report, sourceOf} from './support.ts'

const three = [1, 2, 3].map((last) => host(`10.0.0.${last}`, `<ports>${port(22)}</ports>`)).join('\n')
const whole = report(three)
const utf16 = (text: string, {bom, big}: {bom: boolean; big: boolean}) => {
  const bytes = Buffer.from(`${bom ? '\ufeff' : ''}${text}`, 'utf16le')
  return new Uint8Array(big ? bytes.swap16() : bytes)
}

describe('a damaged report keeps what was complete', () => {
  it.each<[string, string, number, RegExp]>([
    ['cut inside the second host', whole.slice(0, whole.indexOf('10.0.0.2') + 4), 1, /bị cắt ngang/],
    ['cut between two hosts', whole.slice(0, whole.indexOf('<host', whole.indexOf('10.0.0.2'))), 2, /bị cắt ngang/],
    ['without its end', report(three, {end: ''}), 3, /dừng giữa chừng/],
    [
      'that failed',
      report(three, {end: '<runstats><finished time="1" exit="error" errormsg="out of sockets"/></runstats>'}),
      3,
      /báo lỗi: out of sockets/,
    ],
    ['with another one behind it', whole + whole, 3, /dữ liệu thừa/],
    ['with text behind it', `${whole}rác`, 3, /dữ liệu thừa/],
    ['with a control byte', whole.replace('10.0.0.3', '10.0\u0001.0.3'), 2, /Ký tự điều khiển/],
    [
      'with a tag that does not fit',
      whole.replace('10.0.0.3" addrtype="ipv4"/>', '10.0.0.3" addrtype="ipv4"/></port>'),
      2,
      /XML sai cấu trúc/,
    ],
    ['with an unknown entity', whole.replace('10.0.0.3', '&mang;'), 2, /Thực thể XML lạ/],
  ])('%s', async (_, text, kept, reason) => {
    const {targets, outcome} = await importOf(sourceOf(text))
    expect(targets).toHaveLength(kept)
    expect(outcome.incomplete?.vi).toMatch(reason)
  })
})

describe('attacks', () => {
  const declared = (subset: string, value: string) =>
    whole.replace('<!DOCTYPE nmaprun>', `<!DOCTYPE nmaprun [${subset}]>`).replace('nmap -sV', value)
  it.each([
    ['an external entity', declared('<!ENTITY x SYSTEM "file:///etc/passwd">', '&x;')],
    ['a billion laughs', declared('<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">', '&b;')],
    ['a parameter entity', declared('<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;', 'x')],
  ])('%s is refused before anything is read', async (_, text) => {
    const {targets, outcome} = await importOf(sourceOf(text))
    expect(targets).toEqual([])
    expect(outcome.incomplete?.vi).toContain('khai báo thực thể XML')
  })

  it('deep nesting and endless tags end early', async () => {
    const deep = await importOf(sourceOf(report(three + host('10.0.0.4', '<table>'.repeat(200_000))), 65_536))
    expect(deep.outcome.incomplete?.vi).toContain('lồng nhau quá')
    expect(deep.targets).toHaveLength(3)
    const endless = await importOf(sourceOf(report(`${three}<host a="${'x'.repeat(9_000_000)}"/>`), 65_536))
    expect(endless.outcome.incomplete?.vi).toContain('dài bất thường')
    expect(endless.targets).toHaveLength(3)
  })

  it('names of JavaScript are only names', async () => {
    const text = report(
      host(
        '10.0.0.1',
        '<constructor/><hasOwnProperty __proto__="x" constructor="y"/><ports><port protocol="__proto__" portid="7"><state state="open"/></port></ports>',
      ),
    )
    const {targets, outcome} = await importOf(sourceOf(text))
    expect(outcome.incomplete).toBeUndefined()
    expect(targets[0]?.facts).toMatchObject({openPorts: {value: {other: [{port: 7, protocol: '__proto__'}]}}})
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  it('what could steer a terminal or hide in a line is taken out', async () => {
    const text = report(host('10.0.0.1', '<hostnames><hostname name="a\u202eb&#x9b;31m c" type="PTR"/></hostnames>'))
    expect((await importOf(sourceOf(text))).targets[0]?.name).toBe('a b 31m c')
  })

  it('a host that answers on every port keeps some, and says so', async () => {
    const ports = Array.from({length: 5000}, (_, index) => port(index + 1)).join('')
    const {targets, outcome} = await importOf(sourceOf(report(host('10.0.0.1', `<ports>${ports}</ports>`)), 65_536))
    expect(outcome.scan?.openPorts).toBe(5000)
    expect(targets[0]?.facts).toMatchObject({openPorts: {gaps: {tcp: {reason: 'not-supported'}}}})
  })
})

describe('encodings', () => {
  const text = report(host('10.0.0.1', '<hostnames><hostname name="máy-in-phòng-họp" type="PTR"/></hostnames>'))
  it.each<[string, Uint8Array]>([
    ['UTF-8', new TextEncoder().encode(text)],
    ['UTF-8 with BOM', new TextEncoder().encode(`\ufeff${text}`)],
    ['UTF-16LE with BOM', utf16(text, {bom: true, big: false})],
    ['UTF-16LE', utf16(text, {bom: false, big: false})],
    ['UTF-16BE with BOM', utf16(text, {bom: true, big: true})],
    ['UTF-16BE', utf16(text, {bom: false, big: true})],
    [
      'windows-1258',
      Buffer.from(text.replace('encoding="UTF-8"', 'encoding="windows-1258"').replace('máy-in-phòng-họp', 'm\xe1y'), 'latin1'),
    ],
  ])('%s', async (name, bytes) => {
    const {targets, outcome} = await importOf(sourceOf(bytes, 7))
    expect(outcome.incomplete).toBeUndefined()
    expect(targets[0]?.name).toBe(name === 'windows-1258' ? 'máy' : 'máy-in-phòng-họp')
  })
})

describe('what is no report', () => {
  it.each([
    '',
    ' ',
    'nmaprun',
    '<?xml version="1.0"?><REQUEST/>',
    '<!DOCTYPE nmaprun><html/>',
    '<!-- <nmaprun> -->',
    '{"a":1}',
    '<!DOCTYPE x [',
    '<nmaprunner/>',
  ])('%j is not recognised', (text) => {
    expect(recognise(sourceOf(text), createImporters(inventoryTables))).toBeUndefined()
  })
})
