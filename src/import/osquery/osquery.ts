import type {InventoryTables} from '../agent-inventory/look.ts'
import {createLook} from '../agent-inventory/look.ts'
import {mapEndpoint} from '../agent-inventory/map-endpoint.ts'
import {cleanText} from '../clean.ts'
import type {Importer} from '../importer.ts'
import {createTally} from '../tally.ts'
import {startHost} from './host-records.ts'
import {type HostRows, maxRows, readResultLog} from './result-log.ts'
import {addRow} from './tables.ts'

/** Result logs of osquery: snapshots of queries, one JSON document each, of one machine or many. */
export function createOsquery(tables: InventoryTables): Importer {
  return {
    format: 'osquery-json',
    title: {vi: 'Nhật ký kết quả osquery (JSON)', en: 'osquery result log (JSON)'},
    recognises: (head) => /^\s*[[{]/.test(head) && /"hostIdentifier"\s*:/.test(head) && /"(?:snapshot|columns|diffResults)"\s*:/.test(head),
    read: async (source, emit) => {
      const tally = createTally()
      const log = await readResultLog(source, tally)
      for (const host of log.hosts) {
        const target = mapHost(host)
        if (target) await emit(target)
        else tally.drop(nothing, host.rows)
      }
      return {
        read: log.read,
        mapped: log.read - tally.total(),
        dropped: tally.list(),
        ...(log.incomplete ? {incomplete: log.incomplete} : {}),
      }

      function mapHost({identifier, decorations, time, queries, rows}: HostRows) {
        const inventory = startHost(identifier, time)
        // Every snapshot that is kept was closed; only one that went over the limit is short.
        if ([...queries.values()].some((list) => list.length >= maxRows)) inventory.incomplete = log.incomplete
        const own = createTally()
        for (const [query, list] of queries) for (const row of list) if (!addRow(inventory, row, query)) own.drop(otherTable)
        if (!inventory.sections.hardware) {
          const name = cleanText(decorations['hostname'] ?? identifier)
          const uuid = decorations['host_uuid']
          inventory.sections.hardware = [{...(name ? {name} : {}), ...(uuid ? {uuid} : {})}]
        }
        const target = mapEndpoint(createLook(inventory, 'osquery', tables, own))
        if (target && own.total() < rows) {
          for (const {reason, count} of own.list()) tally.drop(reason, count)
          return target
        }
        return undefined
      }
    },
  }
}

const otherTable = {vi: 'Dòng của bảng osquery không dùng để đánh giá', en: 'Rows of osquery tables that are not used'}
const nothing = {vi: 'Máy không có dòng nào dùng được', en: 'Machines without any row that can be used'}
