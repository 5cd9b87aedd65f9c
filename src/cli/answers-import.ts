import {readFile, stat} from 'node:fs/promises'
import {findSystem} from '../audit/find-system.ts'
import {type Content, loadContent} from '../content/content.ts'
import {dayOf} from '../lib/dates.ts'
import {isUserFacing, UserError} from '../lib/user-error.ts'
import {type Attestation, attestation} from '../model/register.ts'
import type {Localized} from '../model/text.ts'
import {type AttestFlags, draftAnswer} from './answers-attest-add.ts'
import {findAnswered, findRequirement} from './answers-context.ts'
import {newId, shaped} from './answers-entry.ts'
import {answerResults, worksheetColumns} from './answers-worksheet.ts'
import {editRegister, readRegister} from './edit-register.ts'
import {readRegisterWorkbook} from './register-workbook.ts'

const command = 'stp-sec attest import'
const maxBytes = 20 * 1024 * 1024

type Row = Record<string, string>

/** Enters all answers of a filled worksheet, or none: each row that is refused is named with its reason. */
export async function importAnswers(folder: string, system: string, path: string): Promise<Attestation[]> {
  const today = dayOf(Date.now())
  const content = loadContent()
  const answered = findAnswered(content, await readRegister(folder), system, today, folder)
  const problems: {row: number; what: Localized}[] = []
  const answers: Attestation[] = []
  for (const {number, row} of await readRows(path)) {
    // A row without a result is a question that stays open.
    if (!row['result'] && !row['statement']) continue
    try {
      const flags = flagsOf(row, content)
      const evidence = (flags.paper ?? []).map((title) => ({title}))
      answers.push(draftAnswer(system, findRequirement(answered, row['requirement'] ?? ''), flags, evidence, today))
    } catch (error) {
      if (!isUserFacing(error)) throw error
      problems.push({row: number, what: {vi: `${error.what.vi}. ${error.next.vi}`, en: `${error.what.en}. ${error.next.en}`}})
    }
  }
  if (problems.length > 0) throw refused(path, problems)
  let added: Attestation[] = []
  await editRegister({folder, command, action: 'attest.import', object: system}, (register) => {
    findSystem(register, system, folder)
    added = []
    for (const answer of answers)
      added.push(shaped(attestation, {...answer, id: newId('xn', answer.answeredOn, [...register.attestations, ...added])}, command))
    return {...register, attestations: [...register.attestations, ...added]}
  })
  return added
}

async function readRows(path: string): Promise<{number: number; row: Row}[]> {
  const info = await stat(path).catch(() => undefined)
  if (!info?.isFile() || info.size > maxBytes) throw foreign(path)
  const {sheets} = await readRegisterWorkbook(await readFile(path), path)
  const rows = sheets[0]?.rows ?? []
  const keys = (rows[1] ?? []).map((cell) => String(cell ?? ''))
  if (!['requirement', 'result', 'statement', 'by'].every((key) => keys.includes(key))) throw foreign(path)
  return rows.slice(2).map((cells, index) => ({
    number: index + 3,
    row: Object.fromEntries(worksheetColumns.map(({key}) => [key, textOf(cells[keys.indexOf(key)])])),
  }))
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return (value instanceof Date ? value.toISOString().slice(0, 10) : String(value)).normalize('NFC').trim()
}

function flagsOf(row: Row, content: Content): AttestFlags {
  const {verdict} = content.words.labels
  const given = row['result']?.toLowerCase() ?? ''
  const result = answerResults.find((key) => [key, verdict[key].vi.toLowerCase(), verdict[key].en.toLowerCase()].includes(given))
  if (given !== '' && !result)
    throw new UserError({
      code: 'bad-result',
      what: {vi: `Kết quả "${row['result']}" không có trong danh sách`, en: `"${row['result']}" is no result`},
      where: command,
      next: {
        vi: `Chọn một trong: ${answerResults.map((key) => verdict[key].vi).join(', ')}.`,
        en: `Choose one of: ${answerResults.map((key) => verdict[key].en).join(', ')}.`,
      },
    })
  const text = (key: string) => row[key] || undefined
  return {
    result,
    statement: text('statement'),
    by: text('by'),
    'confirmed-by': text('confirmed-by'),
    'answered-on': text('answered-on'),
    'valid-until': text('valid-until'),
    paper: row['paper']
      ?.split(';')
      .map((title) => title.trim())
      .filter((title) => title !== ''),
  }
}

function refused(path: string, problems: readonly {row: number; what: Localized}[]): UserError {
  const list = (language: 'vi' | 'en') =>
    problems
      .slice(0, 50)
      .map(({row, what}) => `\n  ${language === 'vi' ? 'hàng' : 'row'} ${row}: ${what[language]}`)
      .join('')
  return new UserError({
    code: 'bad-worksheet',
    what: {vi: `${problems.length} hàng chưa đúng:${list('vi')}`, en: `${problems.length} rows are wrong:${list('en')}`},
    where: path,
    next: {vi: 'Sửa các hàng đã nêu rồi nhập lại. Chưa ghi gì.', en: 'Correct the rows named and import again. Nothing was written.'},
  })
}

function foreign(path: string): UserError {
  return new UserError({
    code: 'foreign-file',
    what: {vi: 'Tệp này không phải phiếu trả lời của stp-sec', en: 'This file is no worksheet of stp-sec'},
    where: path,
    next: {
      vi: 'Tạo phiếu bằng "stp-sec attest worksheet", giữ nguyên hàng thứ hai.',
      en: 'Make one with "stp-sec attest worksheet" and keep its second row.',
    },
  })
}
