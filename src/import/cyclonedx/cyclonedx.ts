import {present} from '../../lib/present.ts'
import type {Gap} from '../../model/fact.ts'
import type {EndpointFactSet} from '../../model/snapshot.ts'
import type {Localized} from '../../model/text.ts'
import {cleanText} from '../clean.ts'
import type {Importer} from '../importer.ts'
import type {JsonPath} from '../json/plan.ts'
import {readJson} from '../json/read-json.ts'
import {mergeSoftware} from '../merge-software.ts'
import {nameOfFile} from '../name-of-file.ts'
import {createTally} from '../tally.ts'
import {unknownTime} from '../unknown-time.ts'
import {type Component, componentsOf} from './components.ts'

const maxComponents = 50_000
/** What a bill of materials is about when it is about a machine. */
const machineTypes = new Set(['device', 'operating-system'])

/** A CycloneDX bill of materials: the programs of one machine. */
export const cyclonedx: Importer = {
  format: 'cyclonedx-json',
  title: {vi: 'Danh mục thành phần CycloneDX (JSON)', en: 'CycloneDX bill of materials (JSON)'},
  recognises: (head) => /^\s*\{/.test(head) && /"bomFormat"\s*:\s*"CycloneDX"/.test(head),
  read: async (source, emit) => {
    const tally = createTally()
    const bill: Bill = {components: [], isOfMachine: false, isOfOther: false, device: undefined, madeAt: undefined, isComplete: true}
    let read = 0
    let limit: Localized | undefined
    const take = ([first, second]: JsonPath, value: unknown) => {
      if (first === 'metadata') return readMetadata(bill, String(second), value)
      if (first === 'compositions') return readComposition(bill, value)
      for (const component of componentsOf(value)) {
        read++
        if (!component.isSoftware) tally.drop(noSoftware)
        else if (bill.components.length < maxComponents) bill.components.push(component)
        else {
          tally.drop(tooMany)
          limit = tooMany
        }
      }
    }
    const incomplete = (await readJson(source, {step, take})) ?? limit
    if (bill.components.length > 0) {
      const name = bill.device ?? nameOfFile(source.name)
      const facts = factsOf(bill, incomplete, tally)
      // Only a machine's own bill says what it is called in the network.
      const identity = {...present({hostname: bill.device}), macs: [], addresses: []}
      await emit({kind: 'endpoint', name, identity, observedAt: bill.madeAt, facts})
    }
    return {read, mapped: read - tally.total(), dropped: tally.list(), ...(incomplete ? {incomplete} : {})}
  },
}

interface Bill {
  components: Component[]
  isOfMachine: boolean
  /** It says that it is about something else: a program, an image of a container. */
  isOfOther: boolean
  /** Name of the machine; an operating system is called alike on all of them. */
  device: string | undefined
  madeAt: string | undefined
  isComplete: boolean
}

function step([first, second]: JsonPath) {
  if (first === undefined) return 'enter'
  if (first === 'metadata') return second === undefined ? 'enter' : second === 'timestamp' || second === 'component' ? 'take' : 'skip'
  if (first !== 'components' && first !== 'compositions') return 'skip'
  return second === undefined ? 'enter' : 'take'
}

function readMetadata(bill: Bill, field: string, value: unknown): void {
  if (field === 'timestamp') {
    const time = Date.parse(String(value))
    bill.madeAt = Number.isNaN(time) ? undefined : new Date(time).toISOString()
    return
  }
  const {type, name} = (value ?? {}) as {type?: unknown; name?: unknown}
  const clean = typeof name === 'string' ? cleanText(name) : undefined
  if (machineTypes.has(String(type))) bill.isOfMachine = true
  else if (type !== undefined) bill.isOfOther = true
  if (type === 'device') bill.device = clean
}

/** A bill may say itself that parts are missing. */
function readComposition(bill: Bill, value: unknown): void {
  const aggregate = (value as {aggregate?: unknown} | null)?.aggregate
  if (typeof aggregate === 'string' && aggregate !== 'complete' && aggregate !== 'not_specified') bill.isComplete = false
}

function factsOf(bill: Bill, incomplete: Localized | undefined, tally: ReturnType<typeof createTally>): EndpointFactSet {
  const value = mergeSoftware(
    bill.components.map(({item}) => item),
    tally,
  )
  const why = whyShort(bill, incomplete)
  const at = bill.madeAt ?? unknownTime
  return {software: {ok: true, value, ...(why ? {gaps: {items: why, unversioned: why}} : {}), source: 'CycloneDX: components', at}}
}

/** A list of one program's parts is no list of what a machine has: what is not in it may be there all the same. */
function whyShort(bill: Bill, incomplete: Localized | undefined): Gap | undefined {
  if (incomplete) return {reason: 'error', detail: `${incomplete.vi} (${incomplete.en})`}
  const isWhole = bill.isComplete && (bill.isOfMachine || (!bill.isOfOther && bill.components.some(({isSystem}) => isSystem)))
  if (isWhole) return undefined
  return {
    reason: 'not-collected',
    detail: 'danh mục không cho biết có đủ mọi phần mềm của máy hay không (the bill does not cover a whole machine)',
  }
}

const noSoftware = {
  vi: 'Thành phần không phải phần mềm cài đặt (tệp, dữ liệu, bị loại trừ, không có tên)',
  en: 'Components that are no installed software (files, data, excluded, nameless)',
}
const tooMany: Localized = {vi: `Danh mục có quá ${maxComponents} thành phần`, en: `The bill has more than ${maxComponents} components`}
