import type {Software, SoftwareItem} from '../model/facts/software.ts'
import type {Tally} from './tally.ts'

/** Makes a list of programs of what a file lists: equal lines become one, nameless ones are counted and left out. */
export function mergeSoftware(items: readonly SoftwareItem[], tally: Tally): Software {
  const kept = new Map<string, SoftwareItem>()
  let nameless = 0
  for (const item of items) {
    if (item.name === '') {
      nameless++
      tally.drop(noName)
      continue
    }
    const key = `${item.name}\n${item.version}\n${item.publisher ?? ''}\n${item.source}\n${item.arch ?? ''}\n${item.scope ?? ''}`
    if (kept.has(key)) tally.drop(repeated)
    else kept.set(key, item)
  }
  const list = [...kept.values()]
  const unversioned = new Set(list.filter(({version}) => version === '').map(({name}) => name))
  return {items: list, managers: [...new Set(list.map(({source}) => source))].sort(), unversioned: [...unversioned], nameless}
}

const noName = {vi: 'Phần mềm không có tên', en: 'Programs without a name'}
const repeated = {vi: 'Phần mềm ghi lặp lại (cùng tên, phiên bản, hãng)', en: 'Programs listed twice (same name, version and publisher)'}
