import type {ImportedTarget} from '../import/importer.ts'
import {idOf} from '../import/target-id.ts'
import type {Language} from '../model/text.ts'
import type {FileReport} from './import-files.ts'

/** A JSON array of files that is written while they are read: 65,000 targets are never in memory together. */
export interface ImportJson {
  begin(file: string, format: string): void
  target(target: ImportedTarget): Promise<void> | void
  end(report: FileReport, extra: object): void
  finish(): Promise<void>
}

const blockBytes = 256 * 1024
/** Blocks that wait to be filled again; more than two are ready only while the reader is slow. */
const maxSpare = 2

export function createImportJson(write: (bytes: Uint8Array) => Promise<void>, language: Language): ImportJson {
  const output = createBlocks(write)
  let isFirstFile = true
  let isFirstTarget = true
  let begun = false
  const startFile = (file: string, format: string | null): void => {
    output.put(`${isFirstFile ? '[' : ','}\n{"file":${JSON.stringify(file)},"format":${JSON.stringify(format)},"targets":[`)
    isFirstFile = false
    isFirstTarget = true
  }
  return {
    begin: (file, format) => {
      begun = true
      startFile(file, format)
    },
    target: (target) => {
      output.put(isFirstTarget ? '\n' : ',\n')
      output.put(textOf(target))
      isFirstTarget = false
      return output.drain()
    },
    end: (report, extra) => {
      if (!begun) startFile(report.file, null)
      begun = false
      output.put(`],${JSON.stringify({...summaryOf(report, language), ...extra}).slice(1)}`)
    },
    finish: () => {
      output.put('\n]\n')
      return output.flush()
    },
  }
}

/**
 * Encodes texts into blocks of bytes as they come: joining them first would copy them twice more. A block that was written is
 * filled again, since fresh memory costs more than what is put into it; so `write` must be done with it when it returns.
 */
function createBlocks(write: (bytes: Uint8Array) => Promise<void>) {
  let block = Buffer.allocUnsafe(blockBytes)
  let used = 0
  let full: Buffer<ArrayBuffer>[] = []
  const spare: Buffer<ArrayBuffer>[] = []
  const close = (): void => {
    if (used > 0) full.push(block.subarray(0, used))
    block = spare.pop() ?? Buffer.allocUnsafe(blockBytes)
    used = 0
  }
  const writeAll = async (): Promise<void> => {
    const ready = full
    full = []
    for (const bytes of ready) {
      await write(bytes)
      if (bytes.buffer.byteLength === blockBytes && spare.length < maxSpare) spare.push(Buffer.from(bytes.buffer))
    }
  }
  return {
    put: (text: string): void => {
      // One character takes three bytes at most.
      if (text.length * 3 > block.length - used) close()
      if (text.length * 3 > block.length) full.push(Buffer.from(text))
      else used += block.write(text, used)
    },
    drain: (): Promise<void> | undefined => (full.length > 0 ? writeAll() : undefined),
    flush: (): Promise<void> => {
      close()
      return writeAll()
    },
  }
}

function textOf(target: ImportedTarget): string {
  const {kind, name, identity, observedAt, facts} = target
  return JSON.stringify({kind, id: idOf(target), name, addresses: identity.addresses, observedAt, facts})
}

/** What became of a file, without its targets. */
export function summaryOf({read, mapped, dropped, incomplete, scan, notes, failure}: FileReport, language: Language): object {
  return {
    read,
    mapped,
    dropped: dropped.map(({reason, count}) => ({reason: reason[language], count})),
    incomplete: incomplete !== undefined,
    ...(incomplete ? {incompleteReason: incomplete[language]} : {}),
    ...(scan ? {scan} : {}),
    ...(notes && notes.length > 0 ? {notes: notes.map((note) => note[language])} : {}),
    ...(failure ? {error: {code: failure.code, what: failure.what[language], where: failure.where, next: failure.next[language]}} : {}),
  }
}
