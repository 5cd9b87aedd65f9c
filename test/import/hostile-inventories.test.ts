import {describe, expect, it} from 'vitest'
import {createFusionXml} from '../../src/import/agent-inventory/fusion-xml.ts'
import {createGlpiJson} from '../../src/import/agent-inventory/glpi-json.ts'
import type {Source} from '../../src/import/importer.ts'
import {droppedOf, type Imported, importWith} from './import-with.ts'
import {windowsInventory, xmlInventory} from './inventories.ts'
import {inventoryTables} from './inventory-tables.ts'
import {sourceOf} from './support.ts'

const xml = createFusionXml(inventoryTables)
const json = createGlpiJson(inventoryTables)
const readXml = (content: string | Uint8Array) => importWith(xml, sourceOf(content))
const readJson = (content: string | Uint8Array) => importWith(json, sourceOf(content))
const program = (name: string) => `<SOFTWARES><NAME>${name}</NAME><VERSION>1</VERSION></SOFTWARES>`
const programs = (count: number) => Array.from({length: count}, (_, index) => program(`p${index}`)).join('\n')

function softwareOf({targets: [target]}: Imported) {
  const fact = target?.kind === 'endpoint' ? target.facts.software : undefined
  if (!fact?.ok) throw new Error('no software')
  return fact
}

const utf16 = (text: string, bom: boolean) => new Uint8Array(Buffer.from(`${bom ? '\ufeff' : ''}${text}`, 'utf16le'))

describe('damaged and hostile XML', () => {
  it.each([
    ['a cut', xmlInventory(programs(20)).slice(0, 900)],
    ['a control byte', xmlInventory(`${programs(5)}${program('\u0001')}${programs(2)}`)],
    ['more after the end', `${xmlInventory(programs(5))}\n${xmlInventory(programs(5))}`],
    ['an unknown entity', xmlInventory(`${programs(5)}${program('&xxe;')}`)],
  ])('%s: what was complete is kept, marked, and a list that may be short proves nothing', async (_, content) => {
    const imported = await readXml(content)
    expect(imported.incomplete).toBeDefined()
    expect(imported.mapped + droppedOf(imported)).toBe(imported.read)
    const fact = softwareOf(imported)
    expect(fact.value.items.length).toBeGreaterThan(3)
    expect(fact.gaps?.['items']).toMatchObject({reason: 'error'})
  })

  it.each([
    ['XXE', '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
    ['billion laughs', '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'],
    ['a parameter entity', '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>'],
  ])('%s is refused', async (_, doctype) => {
    const imported = await readXml(xmlInventory(program('&x;&c;')).replace('<REQUEST>', `${doctype}<REQUEST>`))
    expect(imported.targets).toEqual([])
    expect(imported.mapped).toBe(0)
    expect(imported.incomplete?.vi).toContain('thực thể')
  })

  it('deep nesting ends the reading', async () => {
    const imported = await readXml(xmlInventory(`${programs(3)}<SOFTWARES>${'<A>'.repeat(100_000)}`))
    expect(imported.incomplete?.en).toContain('nested')
    expect(softwareOf(imported).value.items.length).toBe(3)
  })

  it.each([true, false])('UTF-16, with a byte order mark: %s', async (bom) => {
    const imported = await readXml(utf16(xmlInventory(program('Kế toán HCSN – Đà Nẵng')).replace('UTF-8', 'UTF-16'), bom))
    expect(imported.incomplete).toBeUndefined()
    expect(softwareOf(imported).value.items[0]?.name).toBe('Kế toán HCSN – Đà Nẵng')
  })

  it('direction marks and escapes never reach a screen', async () => {
    const fact = softwareOf(await readXml(xmlInventory(program('safe\u202egnp.exe&#x9b;31m'))))
    expect(fact.value.items[0]?.name).toMatch(/^safe gnp\.exe ?31m$/)
  })

  it('a file without a machine maps nothing', async () => {
    const imported = await readXml('<REQUEST><CONTENT></CONTENT></REQUEST>')
    expect(imported).toMatchObject({read: 0, mapped: 0, targets: []})
  })
})

describe('damaged and hostile JSON', () => {
  const whole = JSON.stringify(windowsInventory())

  it('a cut file keeps what was complete', async () => {
    const imported = await readJson(whole.slice(0, whole.indexOf('KB5046617')))
    expect(imported.incomplete?.vi).toContain('cắt')
    const fact = softwareOf(imported)
    expect(fact.value.items.map(({name}) => name)).toEqual(['Google Chrome', 'Zalo 24.11.1'])
    expect(fact.gaps?.['items']).toBeDefined()
    expect(imported.mapped + droppedOf(imported)).toBe(imported.read)
  })

  it.each([
    ['two inventories after each other', `${whole}\n${whole}`, 2, false],
    ['rubbish after the end', `${whole} }]`, 1, true],
    ['a byte order mark', `\ufeff${whole}`, 1, false],
    ['a raw control byte', whole.replace('Zalo', 'Za\u0001lo'), 1, true],
  ])('%s', async (_, content, targets, incomplete) => {
    const imported = await readJson(content)
    expect(imported.targets.length).toBe(targets)
    expect(imported.incomplete !== undefined).toBe(incomplete)
  })

  it.each([true, false])('UTF-16, with a byte order mark: %s', async (bom) => {
    const imported = await readJson(utf16(whole.replace('Google LLC', 'Công ty Mắt Bão'), bom))
    expect(softwareOf(imported).value.items[0]?.publisher).toBe('Công ty Mắt Bão')
  })

  it.each([
    ['in a field', {softwares: [{name: '@'}]}],
    ['in a section that is not used', {processes: '@'}],
  ])('nesting of 200,000 %s is harmless', async (_, content) => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000)
    for (const cut of [0, 1]) {
      const text = JSON.stringify(windowsInventory(content)).replace('"@"', deep)
      const imported = await readJson(cut ? text.slice(0, -1) : text)
      if (cut) expect(imported.incomplete?.en).toContain('nested')
      else expect(imported.targets.length).toBe(1)
    }
  })

  it('keys that mean something to JavaScript are text', async () => {
    const entry = '{"__proto__":{"name":"x"},"constructor":"y","name":"Chrome","version":"1"}'
    const text = JSON.stringify(windowsInventory({softwares: ['@']})).replace('"@"', entry)
    for (const content of [text, text.slice(0, -1)])
      expect(softwareOf(await readJson(content)).value.items).toEqual([{name: 'Chrome', version: '1', source: 'import'}])
    expect(({} as Record<string, unknown>)['name']).toBeUndefined()
  })

  it('fields of the wrong shape are left out', async () => {
    const {targets} = await readJson(
      JSON.stringify(
        windowsInventory({
          softwares: [[1], 'x', null, {name: {a: [1]}}],
          antivirus: 'none',
          networks: {description: 5},
          bios: [[]],
          drives: null,
        }),
      ),
    )
    expect(targets.length).toBe(1)
  })
})

/** Gives out a text many times without holding it: what no memory would take at once. */
function repeated(start: string, middle: string, times: number, end: string): Source {
  const encoder = new TextEncoder()
  const bytes = encoder.encode(middle)
  return {
    ...sourceOf(start + middle),
    sizeBytes: start.length + bytes.length * times + end.length,
    open: async function* () {
      yield encoder.encode(start)
      for (let time = 0; time < times; time++) yield bytes
      yield encoder.encode(end)
    },
  }
}

describe('200 MB on one line', () => {
  const start = '{"deviceid":"PC-9-2026-01-05-08-00-00","content":{"hardware":{"name":"PC-9","memory":4096},'

  it('of a section that is not used is passed over', async () => {
    const middle = `${JSON.stringify({cmd: 'x'.repeat(1000)})},`.repeat(1000)
    const before = process.memoryUsage().rss
    const imported = await importWith(
      json,
      repeated(`${start}"processes":[`, middle, 200, '{}],"softwares":[{"name":"Chrome","version":"1"}]}}'),
    )
    expect(imported).toMatchObject({read: 200_003, mapped: 2})
    expect(imported.incomplete).toBeUndefined()
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024)
  }, 60_000)

  it('of programs ends at the limit and says so', async () => {
    const middle = `${JSON.stringify({name: 'x', comments: 'x'.repeat(1000)})},`.repeat(1000)
    const imported = await importWith(json, repeated(`${start}"softwares":[`, middle, 200, '{}]}}'))
    expect(imported.incomplete?.vi).toContain('50000')
    expect(imported.mapped + droppedOf(imported)).toBe(imported.read)
  }, 60_000)

  it('of a single text ends there', async () => {
    const imported = await importWith(json, repeated(`${start}"softwares":[{"name":"`, 'x'.repeat(1_000_000), 200, '"}]}}'))
    expect(imported.incomplete?.vi).toContain('lớn bất thường')
    expect(imported.targets.length).toBe(1)
  }, 60_000)
})
