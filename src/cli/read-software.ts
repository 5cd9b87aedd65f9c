import {type SoftwareInUse, softwareInUse} from '../audit/software-in-use.ts'
import {softwarePlaces} from '../audit/software-places.ts'
import {withWorkspaceData} from '../audit/workspace-data.ts'
import {standsFor} from '../check/software-rules.ts'
import {type Content, loadContent} from '../content/content.ts'
import {nearest} from '../lib/nearest.ts'
import {UserError} from '../lib/user-error.ts'
import type {Snapshot} from '../model/snapshot.ts'
import type {SoftwareRules} from '../model/software-rules.ts'
import {openToRead} from '../store/folder-store.ts'
import type {StoreReader} from '../store/store.ts'
import {StoreError} from '../store/store-error.ts'

export interface SoftwareQuery {
  on: string
  rule?: string | undefined
  /** Id or name of a PC. */
  endpoint?: string | undefined
}

/** Installed programs of the stored machines with the verdicts of the rules; `unreadable` are machines whose file cannot be read. */
export async function readSoftware(folder: string, {on, rule, endpoint}: SoftwareQuery): Promise<SoftwareInUse & {unreadable: string[]}> {
  const store = await openToRead(folder)
  try {
    const content = await withWorkspaceData(loadContent(), store)
    if (rule !== undefined && !content.software.rules.some(({id}) => id === rule)) throw unknownRule(rule, content)
    const placeOf = await softwarePlaces(content.software, store, await store.readRegister())
    const unreadable: string[] = []
    const found = await softwareInUse(snapshotsOf(store, endpoint, unreadable), content, {on, placeOf, rule})
    if (endpoint !== undefined && found.machines === 0) throw unknownMachine(endpoint, folder, unreadable)
    return {...found, unreadable}
  } finally {
    await store.close()
  }
}

/** Rules in force on a day; those of the workspace count where there is one. */
export async function readSoftwareRules(folder: string, on: string): Promise<SoftwareRules> {
  const {software} = await contentOf(folder)
  const somewhere = {endpoint: ''}
  return {...software, rules: software.rules.filter((rule) => standsFor(rule, somewhere, on) !== 'no')}
}

async function contentOf(folder: string): Promise<Content> {
  const content = loadContent()
  let store: StoreReader
  try {
    store = await openToRead(folder)
  } catch (error) {
    // Without a workspace the delivered rules hold.
    if (error instanceof StoreError && error.code === 'no-workspace') return content
    throw error
  }
  try {
    return await withWorkspaceData(content, store)
  } finally {
    await store.close()
  }
}

async function* snapshotsOf(store: StoreReader, endpoint: string | undefined, unreadable: string[]): AsyncGenerator<Snapshot> {
  const wanted = endpoint?.normalize('NFC').toLowerCase()
  for await (const listed of store.listTargets(['endpoint'])) {
    if (!listed.ok) {
      if (wanted === undefined || listed.id.toLowerCase() === wanted) unreadable.push(listed.id)
      continue
    }
    const {snapshot} = listed.target
    const {id, name} = snapshot.target
    if (wanted === undefined || id.toLowerCase() === wanted || name.toLowerCase() === wanted) yield snapshot
  }
}

function unknownRule(rule: string, {software}: Content): UserError {
  const ids = software.rules.map(({id}) => id)
  const close = nearest(rule, ids)
  return new UserError({
    code: 'unknown-rule',
    what: {vi: `Không có quy tắc phần mềm "${rule}"`, en: `There is no rule for software "${rule}"`},
    where: '--rule',
    next: close
      ? {vi: `Có phải ý bạn là "${close}"?`, en: `Did you mean "${close}"?`}
      : {vi: 'Xem mã các quy tắc: stp-sec software rules.', en: 'See the rules: stp-sec software rules.'},
  })
}

function unknownMachine(endpoint: string, folder: string, unreadable: readonly string[]): UserError {
  return new UserError({
    code: 'unknown-machine',
    what:
      unreadable.length > 0
        ? {vi: `Không đọc được hồ sơ của máy "${endpoint}"`, en: `The file of "${endpoint}" cannot be read`}
        : {vi: `Chưa có dữ liệu của máy "${endpoint}"`, en: `There are no facts of "${endpoint}"`},
    where: `${folder}/targets`,
    next: {vi: 'Xem các máy đã lưu: stp-sec endpoint list.', en: 'See the stored machines: stp-sec endpoint list.'},
  })
}
