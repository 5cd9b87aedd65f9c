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

const flushAt = 256 * 1024

export function createImportJson(write: (text: string) => Promise<void>, language: Language): ImportJson {
  let pending = '['
  let isFirstFile = true
  let isFirstTarget = true
  const startFile = (file: string, format: string | null): void => {
    pending += `${isFirstFile ? '' : ','}\n{"file":${JSON.stringify(file)},"format":${JSON.stringify(format)},"targets":[`
    isFirstFile = false
    isFirstTarget = true
  }
  const flush = (): Promise<void> => {
    const text = pending
    pending = ''
    return write(text)
  }
  let begun = false
  return {
    begin: (file, format) => {
      begun = true
      startFile(file, format)
    },
    target: (target) => {
      pending += `${isFirstTarget ? '\n' : ',\n'}${textOf(target)}`
      isFirstTarget = false
      return pending.length > flushAt ? flush() : undefined
    },
    end: (report, extra) => {
      if (!begun) startFile(report.file, null)
      begun = false
      pending += `],${JSON.stringify({...summaryOf(report, language), ...extra}).slice(1)}`
    },
    finish: async () => {
      pending += '\n]\n'
      await flush()
    },
  }
}

function textOf(target: ImportedTarget): string {
  const {kind, name, identity, observedAt, facts} = target
  return JSON.stringify({kind, id: idOf(target), name, addresses: identity.addresses, observedAt, facts})
}

/** What became of a file, without its targets. */
export function summaryOf({read, mapped, dropped, incomplete, scan, failure}: FileReport, language: Language): object {
  return {
    read,
    mapped,
    dropped: dropped.map(({reason, count}) => ({reason: reason[language], count})),
    incomplete: incomplete !== undefined,
    ...(incomplete ? {incompleteReason: incomplete[language]} : {}),
    ...(scan ? {scan} : {}),
    ...(failure ? {error: {code: failure.code, what: failure.what[language], where: failure.where, next: failure.next[language]}} : {}),
  }
}
