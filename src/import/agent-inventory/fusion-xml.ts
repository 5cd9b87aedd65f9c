import type {Importer} from '../importer.ts'
import {rootElement} from '../xml.ts'
import {createIntake} from './import-inventory.ts'
import type {InventoryTables} from './look.ts'
import {readXmlInventory} from './read-xml.ts'

/** Inventories of the FusionInventory and OCS agents: XML, one machine a file. */
export function createFusionXml(tables: InventoryTables): Importer {
  return {
    format: 'fusioninventory-xml',
    title: {vi: 'Kiểm kê máy FusionInventory, OCS Inventory (XML)', en: 'FusionInventory or OCS Inventory (XML)'},
    recognises: (head) => rootElement(head) === 'REQUEST' && /<(?:CONTENT|QUERY|DEVICEID)[\s/>]/.test(head),
    read: async (source, emit) => {
      const intake = createIntake('FusionInventory/OCS XML', tables, emit)
      await intake.add(await readXmlInventory(source))
      return intake.outcome()
    },
  }
}
