import type {Importer} from '../importer.ts'
import {createIntake} from './import-inventory.ts'
import type {InventoryTables} from './look.ts'
import {readJsonInventories} from './read-json.ts'

/** Inventories of the GLPI agent: JSON, one machine a file or several after each other. */
export function createGlpiJson(tables: InventoryTables): Importer {
  return {
    format: 'glpi-json',
    title: {vi: 'Kiểm kê máy GLPI (JSON)', en: 'GLPI inventory (JSON)'},
    recognises: (head, {sizeBytes}) =>
      /^\s*\{/.test(head) &&
      ((/"content"\s*:\s*\{/.test(head) && /"(?:versionclient|deviceid|hardware|bios|itemtype|accesslog)"/.test(head)) ||
        // The longest section may stand first, so that nothing else is in the first part of a large file.
        (sizeBytes > head.length &&
          /^\s*\{\s*"(?:action|content|deviceid|itemtype|jobid|partial|tag)"\s*:/.test(head) &&
          /"content"\s*:\s*\{/.test(head))),
    read: async (source, emit) => {
      const intake = createIntake('GLPI JSON', tables, emit)
      return intake.outcome(await readJsonInventories(source, (inventory) => intake.add(inventory)))
    },
  }
}
