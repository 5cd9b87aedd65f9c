import type {MissingReason} from '../../model/fact.ts'
import type {Localized} from '../../model/text.ts'
import {buildWindowsFacts} from '../../windows/build-facts.ts'
import {cimMoment} from '../../windows/cim.ts'
import {decodeOutput} from '../../windows/decode.ts'
import {endingsFile, type FolderMarker, markerFile, readEndings, readMarker, readNumbers, sizesFile} from '../../windows/folder-layout.ts'
import {windowsIdentity} from '../../windows/identity.ts'
import type {WindowsTables} from '../../windows/look.ts'
import {type Output, unseen} from '../../windows/output.ts'
import {parseWmic} from '../../windows/parse/wmic.ts'
import {steps} from '../../windows/plan.ts'
import {type Answers, readSources} from '../../windows/sources.ts'
import type {FolderFiles, Importer, ImportOutcome} from '../importer.ts'

/** A clock of a PC may be a little ahead of ours. */
const maxAheadMs = 3_600_000

/** Folders that collect.cmd wrote on a stick. */
export function createWindowsFolder(tables: WindowsTables, now: () => Date): Importer {
  return {
    format: 'windows-folder',
    title: {vi: 'thư mục kết quả của collect.cmd', en: 'folder of collect.cmd'},
    recognises: (_head, source) => source.files?.names.includes(markerFile) ?? false,
    read: async (source, emit) => {
      const {files} = source
      const marker = files && readMarker(textOf(files, markerFile))
      if (!files || !marker) return dropped(otherVersion)
      const {codes, complete} = readEndings(textOf(files, endingsFile))
      const look = {...readSources(answersOf(files, codes, marker)), tables}
      const observedAt = timeOf(files, look.at, now())
      if (observedAt === undefined) return dropped(wrongClock)
      const facts = buildWindowsFacts(look, observedAt)
      const identity = windowsIdentity(look, facts)
      const name = identity.hostname
      if (name === undefined) return {...dropped(nameless), ...(complete ? {} : {incomplete: cutShort})}
      await emit({kind: 'endpoint', name, identity, observedAt, facts})
      const notes = [...(marker.profile === 'minimal' ? [minimalNote] : []), ...(marker.elevated ? [] : [rightsNote])]
      const left = files.refused.map(({name: file, reason}) => ({reason: refusedWords(file, reason), count: 1}))
      return {read: 1, mapped: 1, dropped: left, notes, ...(complete ? {} : {incomplete: cutShort})}
    },
  }
}

function dropped(reason: Localized): ImportOutcome {
  return {read: 1, mapped: 0, dropped: [{reason, count: 1}]}
}

const textOf = (files: FolderFiles, name: string) => decodeOutput(files.read(name) ?? new Uint8Array(0), undefined)

/** Answers of the folder; a step that ended badly without an answer says with which code. */
function answersOf(files: FolderFiles, codes: ReadonlyMap<string, number>, {profile, elevated}: FolderMarker): Answers {
  const sizes = readNumbers(textOf(files, sizesFile))
  return {
    files: files.names,
    elevated,
    read: (file): Output<Uint8Array> => {
      const bytes = files.read(file)
      const code = codes.get(file)
      const size = sizes.get(file)
      if (bytes && size !== undefined && bytes.length !== size)
        return unseen('error', `${file}: ${bytes.length} bytes are left of the ${size} that were written`)
      if (bytes && bytes.length > 0) return {ok: true, value: bytes}
      if (code === undefined) {
        const why = profile === 'minimal' ? 'the minimal profile does not ask for it' : 'the file is not in the folder'
        return unseen('not-collected', `${file}: ${why}`)
      }
      return unseen(reasonOf(file, elevated), `${file}: no answer (the program ended with ${code})`)
    },
  }
}

/** Why a step gave nothing: it needs rights that were not there, this Windows lacks the program, or something went wrong. */
function reasonOf(file: string, elevated: boolean): MissingReason {
  const step = steps.find((one) => one.file === file)
  if (!elevated && step?.kind === 'program' && step.elevated) return 'no-rights'
  return step?.kind === 'program' && step.optional ? 'not-supported' : 'error'
}

/** When the PC was asked: PowerShell's clock, that of wmic, else the time of the last file. Never a time that has not come yet. */
function timeOf(files: FolderFiles, at: string | undefined, now: Date): string | undefined {
  const rows = parseWmic(textOf(files, 'wmic-localdatetime.txt'), ['LocalDateTime'])
  const times = [at, cimMoment(rows?.[0], 'LocalDateTime'), files.endedAt?.toISOString()]
  return times
    .flatMap((time) => (time === undefined || Number.isNaN(Date.parse(time)) ? [] : [new Date(time).toISOString()]))
    .find((time) => Date.parse(time) <= now.getTime() + maxAheadMs)
}

const otherVersion = {vi: 'Thư mục do bản thu thập khác tạo ra, không đọc được', en: 'The folder is of another version of the collector'}
const nameless = {vi: 'Không có tên máy trong thư mục', en: 'The folder does not say the name of the PC'}
const wrongClock = {
  vi: 'Đồng hồ của máy chạy trước thời gian thực, không biết thu thập lúc nào: chỉnh giờ máy rồi thu thập lại',
  en: 'The clock of the PC is ahead of time, so it is not known when it was asked: set the clock and collect again',
}
const cutShort = {vi: 'collect.cmd bị dừng giữa chừng', en: 'collect.cmd was stopped before its end'}
const minimalNote = {
  vi: 'Thu thập tối thiểu (máy xử lý bí mật nhà nước): phần về người dùng và thiết bị khác để trống',
  en: 'Minimal profile (machine with state secrets): nothing about users and other devices',
}
const rightsNote = {
  vi: 'Chạy không có quyền quản trị: phần chỉ quản trị viên xem được là chưa rõ',
  en: 'Run without administrator rights: what only administrators may see is unknown',
}

function refusedWords(file: string, reason: FolderFiles['refused'][number]['reason']): Localized {
  const name = file.replace(/[^\p{L}\d._ -]/gu, '?').slice(0, 100)
  return reason === 'too-large'
    ? {vi: `Tệp quá lớn, không đọc: ${name}`, en: `File too large, not read: ${name}`}
    : {vi: `Không phải tệp thường hoặc tên lạ, không đọc: ${name}`, en: `No plain file or an odd name, not read: ${name}`}
}
