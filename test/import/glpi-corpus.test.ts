import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {createFusionXml} from '../../src/import/agent-inventory/fusion-xml.ts'
import {createGlpiJson} from '../../src/import/agent-inventory/glpi-json.ts'
import {droppedOf, type Imported, importWith} from './import-with.ts'
import {inventoryTables} from './inventory-tables.ts'
import {sourceOf} from './support.ts'
import {expectValidFacts} from './valid-facts.ts'

const corpus = process.env['STP_SEC_CORPUS'] ?? ''
const folder = join(corpus, 'inventory-glpi')

interface Counted {
  host: string | null
  os: string | null
  softwares: number
  softwareSample: [string, string | null, string?][]
  antivirus?: [string, string | null, string, string][]
}

describe.skipIf(corpus === '' || !existsSync(folder))('inventories of GLPI, FusionInventory and OCS', () => {
  const facts: Record<string, Counted> = existsSync(folder) ? JSON.parse(readFileSync(join(folder, 'facts.json'), 'utf8')) : {}
  const read = (file: string): Promise<Imported> =>
    importWith((file.endsWith('.xml') ? createFusionXml : createGlpiJson)(inventoryTables), sourceOf(readFileSync(join(folder, file))))

  it.each(Object.keys(facts))('%s', async (file) => {
    const counted = facts[file]
    const imported = await read(file)
    expect(imported.incomplete).toBeUndefined()
    expect(imported.mapped + droppedOf(imported)).toBe(imported.read)
    expect(imported.mapped).toBeGreaterThan(0)
    const [target] = imported.targets
    if (target?.kind !== 'endpoint') return
    expectValidFacts(target)
    if (counted?.host) expect(target.name).toBe(counted.host)
    const {os, software, updates, antivirus} = target.facts
    if (counted?.os) expect(os?.ok && os.value.name).toBe(counted.os)
    const programs = software?.ok ? software.value.items : []
    const hotfixes = updates?.ok ? (updates.value.hotfixes ?? []) : []
    expect(programs.length + hotfixes.length).toBe(counted?.softwares)
    for (const [name, version] of counted?.softwareSample ?? []) {
      const known = programs.some((program) => program.name === name.trim() && program.version === (version ?? ''))
      expect(known || hotfixes.some(({id}) => id === name), name).toBe(true)
    }
    expect(antivirus?.ok ? antivirus.value.products.map(({name}) => name) : []).toEqual((counted?.antivirus ?? []).map(([name]) => name))
  })

  it('keeps what is no PC apart', async () => {
    const kinds: string[] = []
    for (const file of Object.keys(facts)) {
      const {targets} = await read(file)
      kinds.push(`${file} ${targets.map((target) => (target.kind === 'device' ? target.device.kind : target.kind)).join()}`)
    }
    expect(kinds.join('\n')).toMatchInlineSnapshot(`
      "json/computer_1.json endpoint
      json/computer_1_partial_softs.json endpoint
      json/computer_1_partial_volumes.json endpoint
      json/computer_2.json endpoint
      json/phone_1.json phone
      json/printer_1.json printer
      json/networkequipment_3.json network
      xml/1.xml endpoint
      xml/2.xml endpoint
      xml/8.xml printer
      xml/9.xml other
      xml/10.xml network
      xml/13.xml phone
      xml/15.xml other
      ocs/ocs-debian12-odd.xml endpoint"
    `)
  })
})
