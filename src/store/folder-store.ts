import {realpath} from 'node:fs/promises'
import {resolve} from 'node:path'
import type {Workspace} from '../model/workspace.ts'
import {listAssessmentIds, readAssessmentFiles, writeAssessment} from './assessments.ts'
import {changeRegister, finishChange} from './change-register.ts'
import {createWorkspace} from './create-workspace.ts'
import {putDataSet, readDataIndex, readDataSet, useDataVersion} from './data-sets.ts'
import {readDocument} from './document.ts'
import {registerKind, registerPath, workspaceKind, workspacePath} from './documents.ts'
import {listEndpointRows} from './endpoint-rows.ts'
import {errnoOf, reading} from './file-errors.ts'
import {appendEntry, readEntries, readHead} from './journal.ts'
import {removeLeftovers} from './leftovers.ts'
import {acquireLock, type Lock, type Writer} from './lock.ts'
import {changeExisting, readExisting} from './lowdb-adapter.ts'
import {inside} from './paths.ts'
import {readPayload} from './payloads.ts'
import {createSerial} from './serial.ts'
import {readSoftwareFile} from './software-file.ts'
import type {NewJournalEntry, Store, StoredTarget, StoreReader} from './store.ts'
import {StoreError} from './store-error.ts'
import {listStoredTargets, readStoredTarget, removeStoredTarget, snapshotAt, storeSnapshot} from './targets.ts'
import {verifyChain} from './verify-journal.ts'

/** Opens a workspace for reading: needs no lock and writes nothing. */
export async function openToRead(folder: string): Promise<StoreReader> {
  return readerOf(await findWorkspace(folder))
}

/** Opens a workspace for writing, and removes what killed processes left behind. Close it: until then nobody else writes. */
export async function openToWrite(folder: string, writer: Writer): Promise<Store> {
  const root = await findWorkspace(folder)
  const lock = await acquireLock(root, writer)
  try {
    await removeLeftovers(root)
    await finishChange(root)
  } catch (error) {
    await lock.release()
    throw error
  }
  return storeOf(root, lock, writer.at)
}

/** Makes a workspace in a new or empty folder, and opens it for writing. */
export async function createFolderStore(folder: string, workspace: Workspace, writer: Writer): Promise<Store> {
  const {root, lock} = await createWorkspace(folder, workspace, writer)
  return storeOf(root, lock, writer.at)
}

/** Real path of the workspace, once its workspace.json has been looked at. */
export async function findWorkspace(folder: string): Promise<string> {
  const path = resolve(folder)
  try {
    const root = await reading(path, () => realpath(path))
    if ((await readDocument(inside(root, workspacePath), workspaceKind)) !== undefined) return root
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error
  }
  throw new StoreError('no-workspace', path)
}

function readerOf(root: string): StoreReader {
  return {
    readWorkspace: async () => readExisting(inside(root, workspacePath), workspaceKind),
    readRegister: async () => readExisting(inside(root, registerPath), registerKind),
    readTarget: (id) => readStoredTarget(root, id),
    listTargets: (kinds) => listStoredTargets(root, kinds),
    listEndpoints: () => listEndpointRows(root),
    snapshotOn: (id, at) => snapshotAt(root, id, at),
    listAssessments: () => listAssessmentIds(root),
    readAssessment: (id) => readAssessmentFiles(root, id),
    readDataIndex: () => readDataIndex(root),
    readDataSet: (set) => readDataSet(root, set),
    readSoftwareFile: () => readSoftwareFile(root),
    readJournal: () => readEntries(root),
    readJournalHead: () => readHead(root),
    readPayload: (sha256) => readPayload(root, sha256),
    verifyJournal: (trusted) => verifyChain(root, trusted),
    close: async () => {},
  }
}

function storeOf(root: string, lock: Lock, at: string): Store {
  const serial = createSerial()
  let isOpen = true
  const run = <T>(key: string, action: () => Promise<T>): Promise<T> => {
    if (!isOpen) throw new Error('the store was closed')
    return serial.run(key, action)
  }
  return {
    ...readerOf(root),
    updateWorkspace: async (change) => run(workspacePath, () => changeExisting(inside(root, workspacePath), workspaceKind, change)),
    // In line with other entries: each of them says how the register was.
    updateRegister: async (change, entryOf) => run('journal', () => changeRegister(root, change, entryOf, at)),
    putSnapshot: async (snapshot, at, identity) => run(targetKey(snapshot.target.id), () => storeSnapshot(root, snapshot, at, identity)),
    removeTarget: async (id, entryOf) => run(targetKey(id), () => run('journal', () => removeTarget(root, id, entryOf))),
    putAssessment: async (id, files) => run(`assessment ${id}`, () => writeAssessment(root, id, files)),
    // In line with other entries of the journal, which both write.
    putDataSet: async (set, version, bytes, entry) => run('journal', () => putDataSet(root, set, version, bytes, entry)),
    useDataVersion: async (set, file, entry) => run('journal', () => useDataVersion(root, set, file, entry)),
    appendJournal: async (entry) => run('journal', () => appendEntry(root, entry)),
    close: async () => {
      if (!isOpen) return
      isOpen = false
      await serial.idle()
      await lock.release()
    },
  }
}

// On Windows "PC-1" and "pc-1" are one file.
function targetKey(id: string): string {
  return `target ${id.toLowerCase()}`
}

/** The journal first: a document that is gone without an entry could not be explained. */
async function removeTarget(root: string, id: string, entryOf: (target: StoredTarget) => NewJournalEntry): Promise<void> {
  const target = await readStoredTarget(root, id)
  if (target === undefined) return
  await appendEntry(root, entryOf(target))
  await removeStoredTarget(root, id)
}
