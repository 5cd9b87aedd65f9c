import {createHash} from 'node:crypto'
import {readFile, stat} from 'node:fs/promises'
import {gunzipSync, gzipSync} from 'node:zlib'
import {maxBytes} from './document.ts'
import {errnoOf, reading} from './file-errors.ts'
import {entriesOf, inside} from './paths.ts'
import {StoreError} from './store-error.ts'
import {writeSafely} from './write-safely.ts'

export const payloadsPath = 'journal-payloads'
const ending = '.json.gz'

/** What the journal says happened, in full; or why it cannot be shown. */
export type Payload = {ok: true; bytes: Uint8Array} | {ok: false; reason: 'payload-missing' | 'payload-damaged'}

/** Keeps a payload under its own hash, on the disk when this returns. What is there already and right is left alone. */
export async function putPayload(root: string, payload: string | Uint8Array): Promise<void> {
  const bytes = Buffer.from(payload)
  if (bytes.length > maxBytes) throw new StoreError('too-large', inside(root, payloadsPath))
  const sha256 = hashOfPayload(bytes)
  if ((await readPayload(root, sha256)).ok) return
  await writeSafely(fileOf(root, sha256), gzipSync(bytes))
}

/** The payload with a hash. A bomb, a cut file and another payload's bytes are all called damaged. */
export async function readPayload(root: string, sha256: string): Promise<Payload> {
  const file = fileOf(root, sha256)
  try {
    const packed = await reading(file, async () => {
      const stats = await stat(file)
      return stats.isFile() && stats.size <= maxBytes ? await readFile(file) : undefined
    })
    const bytes = packed && unpack(packed)
    return bytes && hashOfPayload(bytes) === sha256 ? {ok: true, bytes} : {ok: false, reason: 'payload-damaged'}
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return {ok: false, reason: 'payload-missing'}
    throw error
  }
}

/** Hashes of all payloads that are kept. */
export async function listPayloads(root: string): Promise<string[]> {
  const entries = (await entriesOf(inside(root, payloadsPath))) ?? []
  return entries.flatMap(({name}) => /^([0-9a-f]{64})\.json\.gz$/.exec(name)?.[1] ?? [])
}

export function hashOfPayload(payload: string | Uint8Array): string {
  return createHash('sha256').update(payload).digest('hex')
}

function fileOf(root: string, sha256: string): string {
  return inside(root, `${payloadsPath}/${sha256}${ending}`)
}

function unpack(packed: Uint8Array): Uint8Array | undefined {
  try {
    return gunzipSync(packed, {maxOutputLength: maxBytes})
  } catch {
    return undefined
  }
}
