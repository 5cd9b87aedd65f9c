import type {Content} from '../content/content.ts'
import {loadDataAgeWords} from '../content/load-data-age-words.ts'
import {sayAges} from '../data-sets/say-ages.ts'
import {UserError} from '../lib/user-error.ts'
import type {Mau08Words} from '../model/mau-08-words.ts'
import {composeMau08} from '../report/mau-08/compose.ts'
import type {Mau08Issue} from '../report/mau-08/issue.ts'
import {validateMau08} from '../report/mau-08/validate.ts'
import type {Mau08Values} from '../report/mau-08/values.ts'
import {openToRead} from '../store/folder-store.ts'
import {deriveMau08, windowOf} from './mau-08.ts'
import {readEvaluations} from './mau-08-evaluations.ts'
import {type ReportFormat, renderReport} from './render-report.ts'
import {agesOf, versionsInUse} from './workspace-data.ts'

export interface CheckedMau08 {
  values: Mau08Values
  issues: Mau08Issue[]
}

export interface Mau08Order {
  folder: string
  year: number
  on: string
  countDrafts: boolean
  content: Pick<Content, 'policies' | 'lifecycle' | 'windowsBuilds'>
  words: Mau08Words
  signal?: AbortSignal
}

/** Reads a workspace, derives every cell and validates all of them. Writes nothing. */
export async function checkMau08({folder, year, on, countDrafts, content, words, signal}: Mau08Order): Promise<CheckedMau08> {
  const window = windowOf(year, words.rules)
  refuseYear(year, on, window.from, words.rules.firstYear)
  const store = await openToRead(folder)
  try {
    const [register, workspace, index] = await Promise.all([store.readRegister(), store.readWorkspace(), store.readDataIndex()])
    const evaluations = await readEvaluations(store, on, content.policies, signal)
    const values = deriveMau08({
      year,
      on,
      register,
      workspace,
      evaluations,
      rules: words.rules,
      countDrafts,
      ministry: words.head.ministry,
      dataAges: sayAges(agesOf(content, versionsInUse(index.sets)), on, loadDataAgeWords(), 'vi'),
    })
    return {values, issues: validateMau08(values, words.rules)}
  } finally {
    await store.close()
  }
}

function refuseYear(year: number, on: string, from: string, firstYear: number): void {
  if (year < firstYear)
    throw new UserError({
      code: 'year-before-form',
      what: {vi: `Mẫu số 08 có từ năm ${firstYear}, không lập cho năm ${year}`, en: `Mẫu 08 exists since ${firstYear}, not for ${year}`},
      where: '--year',
      next: {vi: `Dùng --year ${firstYear} hoặc năm sau.`, en: `Use --year ${firstYear} or later.`},
    })
  if (on < from)
    throw new UserError({
      code: 'year-not-begun',
      what: {vi: `Kỳ số liệu của năm ${year} chưa bắt đầu tại ngày ${on}`, en: `The window of ${year} has not begun on ${on}`},
      where: '--year',
      next: {vi: `Kỳ bắt đầu ngày ${from}; chọn năm khác hoặc đổi --on.`, en: `It begins on ${from}; choose another year or --on.`},
    })
}

/** The three files of the report. */
export function renderMau08(
  {values, issues}: CheckedMau08,
  words: Mau08Words,
  labels: Content['words']['labels'],
  onStep?: (format: ReportFormat) => void,
): Promise<Map<ReportFormat, Uint8Array>> {
  return renderReport(composeMau08({values, issues, words, labels}), onStep)
}
