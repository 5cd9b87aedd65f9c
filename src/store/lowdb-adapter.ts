import {type Adapter, Low} from 'lowdb'
import {type DocumentKind, maxBytes, parseAs, readDocument, toJson} from './document.ts'
import {StoreError} from './store-error.ts'
import {writeSafely} from './write-safely.ts'

/** One document of a workspace in lowdb; `data` is null as long as there is no file. */
export function openDocument<T>(file: string, kind: DocumentKind<T>): Low<T | null> {
  return new Low<T | null>(adapterFor(file, kind), null)
}

/** lowdb's own file adapter neither checks what it reads nor flushes what it writes: this one does both. */
function adapterFor<T>(file: string, kind: DocumentKind<T>): Adapter<T | null> {
  return {
    read: async () => (await readDocument(file, kind)) ?? null,
    write: async (data) => {
      const bytes = Buffer.from(toJson(parseAs(kind, data, file)))
      if (bytes.length > maxBytes) throw new StoreError('too-large', file)
      await writeSafely(file, bytes)
    },
  }
}

/** Reads a document that must be there. */
export async function readExisting<T>(file: string, kind: DocumentKind<T>): Promise<T> {
  const db = openDocument(file, kind)
  await db.read()
  if (db.data === null) throw new StoreError('missing-file', file)
  return db.data
}

/** Changes a document that must be there. A change that throws, or gives a wrong result, changes nothing. */
export async function changeExisting<T>(file: string, kind: DocumentKind<T>, change: (document: T) => T): Promise<T> {
  const before = await readExisting(file, kind)
  const after = parseAs(kind, change(before), file)
  await replaceDocument(file, kind, after)
  return after
}

/** Writes a document, whether it exists or not. */
export async function replaceDocument<T>(file: string, kind: DocumentKind<T>, data: T): Promise<void> {
  const db = openDocument(file, kind)
  db.data = data
  await db.write()
}
