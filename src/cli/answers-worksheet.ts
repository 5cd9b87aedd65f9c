import type {Labels} from '../model/report-words.ts'
import type {Language, Localized} from '../model/text.ts'
import type {OpenGroup} from '../register-answers/open-questions.ts'

/** Columns of a worksheet: the first four are ours, the others are for the officer. */
export const worksheetColumns = [
  {key: 'requirement', width: 24, name: {vi: 'Mã yêu cầu', en: 'Requirement'}},
  {key: 'group', width: 26, name: {vi: 'Nhóm', en: 'Group'}},
  {key: 'question', width: 60, name: {vi: 'Câu hỏi', en: 'Question'}},
  {key: 'expected', width: 36, name: {vi: 'Tài liệu cần có', en: 'Documents expected'}},
  {key: 'result', width: 16, name: {vi: 'Kết quả', en: 'Result'}},
  {key: 'statement', width: 50, name: {vi: 'Nội dung trả lời', en: 'Statement'}},
  {key: 'by', width: 26, name: {vi: 'Người trả lời', en: 'Answered by'}},
  {key: 'confirmed-by', width: 26, name: {vi: 'Người xác nhận', en: 'Confirmed by'}},
  {key: 'answered-on', width: 14, name: {vi: 'Ngày trả lời (năm-tháng-ngày)', en: 'Answered on'}},
  {key: 'valid-until', width: 14, name: {vi: 'Hiệu lực đến (năm-tháng-ngày)', en: 'Valid until'}},
  {key: 'paper', width: 40, name: {vi: 'Tài liệu chứng minh (cách nhau bằng ;)', en: 'Papers (separated by ;)'}},
] as const satisfies readonly {key: string; width: number; name: Localized}[]

export const answerResults = ['met', 'partly-met', 'not-met', 'not-applicable'] as const

/** The open questions of a system as a workbook to fill; every cell of text stays text, never a formula. */
export async function writeWorksheet(
  system: string,
  groups: readonly OpenGroup[],
  labels: Labels,
  language: Language,
): Promise<Uint8Array> {
  const {writeXlsx} = await import('hucre/xlsx')
  const rows = groups.flatMap((group) =>
    group.questions.map(({requirement}) => [
      requirement.id,
      group.name[language],
      requirement.ask?.[language] ?? '',
      requirement.ask?.evidence.join('; ') ?? '',
      ...Array.from({length: worksheetColumns.length - 4}, () => null),
    ]),
  )
  const bold = {font: {bold: true}, alignment: {wrapText: true}}
  const names = worksheetColumns.map(({name}) => name[language])
  const choices = answerResults.map((result) => labels.verdict[result][language])
  return writeXlsx({
    sheets: [
      {
        name: system.slice(0, 31),
        columns: worksheetColumns.map(({width}) => ({width, style: {numFmt: '@', alignment: {wrapText: true, vertical: 'top' as const}}})),
        rows: [names, worksheetColumns.map(({key}) => key), ...rows],
        freezePane: {rows: 2, columns: 1},
        cells: new Map(names.map((value, column) => [`0,${column}` as const, {value, type: 'string' as const, style: bold}])),
        dataValidations: [{type: 'list' as const, formula1: `"${choices.join(',')}"`, allowBlank: true, range: `E3:E${rows.length + 2}`}],
      },
    ],
  })
}
