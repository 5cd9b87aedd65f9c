import type {EndpointFactSet} from '../../model/snapshot.ts'
import type {Localized} from '../../model/text.ts'
import {buildWindowsFacts} from '../../windows/build-facts.ts'
import {decodeOutput} from '../../windows/decode.ts'
import {windowsIdentity} from '../../windows/identity.ts'
import type {WindowsTables} from '../../windows/look.ts'
import {unseen} from '../../windows/output.ts'
import {parseSysteminfo} from '../../windows/parse/systeminfo.ts'
import {readSources} from '../../windows/sources.ts'
import type {Importer} from '../importer.ts'
import {nameOfFile} from '../name-of-file.ts'
import {unknownTime} from '../unknown-time.ts'
import {readSmall} from './read-small.ts'

/** Facts that `systeminfo` tells something of. */
const told = ['os', 'hardware', 'updates'] as const

/** What `systeminfo > FILE` writes, in any language. It does not say when it was written: its facts are of unknown age. */
export function createSysteminfo(tables: WindowsTables): Importer {
  return {
    format: 'systeminfo',
    title: {vi: 'kết quả lệnh systeminfo', en: 'output of systeminfo'},
    recognises: (_head, source) => parseSysteminfo(decodeOutput(source.head, undefined)) !== undefined,
    read: async (source, emit) => {
      const bytes = await readSmall(source)
      const info = bytes && parseSysteminfo(decodeOutput(bytes, undefined))
      if (!bytes || !info) return {read: 1, mapped: 0, dropped: [{reason: tooLarge, count: 1}]}
      const named = info.hostname ?? nameOfFile(source.name)
      const look = {
        ...readSources({
          files: ['systeminfo.txt'],
          elevated: undefined,
          read: (file) => (file === 'systeminfo.txt' ? {ok: true, value: bytes} : unseen('not-collected', 'systeminfo does not tell it')),
        }),
        tables,
        fallbackName: named,
      }
      const all = buildWindowsFacts(look, unknownTime)
      const facts: EndpointFactSet = Object.fromEntries(told.flatMap((name) => (all[name]?.ok ? [[name, all[name]]] : [])))
      // A name that was taken from the file tells nothing of which machine it is.
      const {hostname: _, ...identity} = windowsIdentity(look, facts)
      await emit({
        kind: 'endpoint',
        name: named,
        identity: {...identity, ...(info.hostname === undefined ? {} : {hostname: info.hostname})},
        observedAt: undefined,
        facts,
      })
      return {read: 1, mapped: 1, dropped: [], notes: [ageUnknown, ...(info.hostname === undefined ? [namedAfterFile] : [])]}
    },
  }
}

const tooLarge: Localized = {vi: 'Tệp quá lớn hoặc thiếu phần đầu', en: 'The file is too large or lacks its beginning'}
const ageUnknown: Localized = {
  vi: 'Tệp không ghi ngày lập nên thông tin coi là chưa rõ ngày, không dùng để kết luận',
  en: 'The file does not say its day: its facts are of unknown age and decide nothing',
}
const namedAfterFile: Localized = {
  vi: 'Tệp không có tên máy: đặt theo tên tệp',
  en: 'The file does not name the machine: named after the file',
}
