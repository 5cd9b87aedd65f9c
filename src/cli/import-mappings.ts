import {nearest} from '../lib/nearest.ts'
import {UserError} from '../lib/user-error.ts'
import {assetFields, type ColumnMapping, columnMapping} from '../model/import-columns.ts'
import {deviceKinds} from '../model/register.ts'
import type {Localized} from '../model/text.ts'
import {openToRead} from '../store/folder-store.ts'
import type {Store} from '../store/store.ts'
import {StoreError} from '../store/store-error.ts'

/** Lists of different make that one office can have; the oldest is forgotten first. */
const maxKept = 50

/** What `--column "Số máy=serial"` and `--kind` say of the lists of this import; undefined when they say nothing. */
export function givenMapping(columns: readonly string[], kind: string | undefined): ColumnMapping | undefined {
  if (columns.length === 0 && kind === undefined) return undefined
  if (kind !== undefined && !deviceKinds.some((known) => known === kind)) throw wrongChoice('--kind', kind, kind, deviceKinds, kindForm)
  const choices: readonly string[] = [...assetFields, 'ignore']
  const pairs = columns.map((text): [string, string] => {
    const at = text.lastIndexOf('=')
    const field = text.slice(at + 1).trim()
    if (at < 1 || !choices.includes(field)) throw wrongChoice('--column', text, field, choices, columnForm)
    return [text.slice(0, at).trim().slice(0, 200), field]
  })
  return columnMapping.parse({headings: [], columns: Object.fromEntries(pairs), ...(kind === undefined ? {} : {kind})})
}

/** What was said of lists before; nothing where there is no workspace. */
export async function readMappings(folder: string): Promise<ColumnMapping[]> {
  try {
    const store = await openToRead(folder)
    try {
      return (await store.readWorkspace()).importMappings ?? []
    } finally {
      await store.close()
    }
  } catch (error) {
    // A trial needs no workspace; a damaged one is said, or lists would be read in another way than before.
    if (error instanceof StoreError && error.code === 'no-workspace') return []
    throw error
  }
}

/** Keeps how lists were read, for lists with the same headings; what is said of them now replaces what was. */
export async function rememberMappings(store: Store, mappings: readonly ColumnMapping[]): Promise<void> {
  const key = ({headings}: ColumnMapping) => headings.join('\n')
  const replaced = new Set(mappings.map(key))
  await store.updateWorkspace((workspace) => {
    const kept = (workspace.importMappings ?? []).filter((known) => !replaced.has(key(known)))
    return {...workspace, importMappings: [...kept, ...mappings].slice(-maxKept)}
  })
}

function wrongChoice(flag: string, text: string, choice: string, choices: readonly string[], form: Localized): UserError {
  const close = nearest(choice, choices)
  const hint = close === undefined ? '' : ` (${close}?)`
  const shown = text.slice(0, 100)
  return new UserError({
    code: 'bad-flag',
    what: {vi: `Không hiểu "${shown}"${hint}`, en: `"${shown}" is not understood${hint}`},
    where: flag,
    next: {vi: `${form.vi}: ${choices.join(', ')}.`, en: `${form.en}: ${choices.join(', ')}.`},
  })
}

const columnForm = {vi: 'Viết "Tên cột=trường"; trường là một trong', en: 'Write "Heading=field"; a field is one of'}
const kindForm = {vi: 'Loại thiết bị là một trong', en: 'A kind is one of'}
