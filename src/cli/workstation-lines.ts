import type {Language} from '../model/text.ts'
import type {WorkstationValues} from '../report/workstation/values.ts'
import {wrap} from './columns.ts'

/** What `report workstation` prints: counts, each finding with its fix, what was written. */
export function workstationLines({name, counts, findings}: WorkstationValues, written: readonly string[], language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  return [
    t(
      `Máy ${name}: ${counts.pass} nội dung đạt, ${counts.fail} cần khắc phục, ${counts.unknown} chưa kiểm tra được.`,
      `${name}: ${counts.pass} pass, ${counts.fail} to mend, ${counts.unknown} not seen.`,
    ),
    ...findings.flatMap(({fails, fix}, index) => [...wrap(fails, `  ${index + 1}. `), ...wrap(fix, '     -> ')]),
    t('Đã ghi phiếu (cho người dùng ký):', 'The sheet was written (for the user to sign):'),
    ...written.map((path) => `  ${path}`),
  ]
}
