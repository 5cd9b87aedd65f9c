import type {ReplacementWords} from '../model/replacement-words.ts'
import type {Language} from '../model/text.ts'
import {formatVnd} from '../report/replacement/speaker.ts'
import type {ReplacementValues} from '../report/replacement/values.ts'
import {pad, wrap} from './columns.ts'

const mostRows = 20

/** What `report replacement` prints: the figures, the worst devices, what was written. */
export function replacementLines(
  {rows, counts, missing, cost, software}: ReplacementValues,
  words: ReplacementWords,
  written: readonly string[],
  language: Language,
): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const shown = rows.slice(0, mostRows)
  const width = Math.max(8, ...shown.map(({name}) => Math.min(name.length, 24)))
  return [
    t(
      `Rà soát ${counts.all} thiết bị: ${counts.plan} cần xử lý (${counts.high} ưu tiên cao), ${counts.ended} máy đã hết hỗ trợ, ${missing.length} chưa có dữ liệu.`,
      `${counts.all} devices: ${counts.plan} need action (${counts.high} urgent), ${counts.ended} out of support, ${missing.length} without facts.`,
    ),
    t(
      `Dự toán đã ghi ${formatVnd(cost)} đồng; ${counts.withoutCost} thiết bị chưa ghi dự toán.`,
      `Estimates entered: ${formatVnd(cost)} VND; ${counts.withoutCost} devices have none.`,
    ),
    ...(software.rows.length === 0
      ? []
      : [
          t(
            `Phần mềm cần thay thế, cập nhật hoặc mua bản quyền: ${software.rows.length}, trên ${software.affected} máy.`,
            `Programs to replace, update or license: ${software.rows.length}, on ${software.affected} machines.`,
          ),
        ]),
    ...shown.flatMap(({name, proposal, reasons}) =>
      wrap(`${words.proposals[proposal]}${reasons.length > 0 ? ` - ${reasons.join('; ')}` : ''}`, `  ${pad(name, width)}  `),
    ),
    ...(rows.length > mostRows
      ? [t(`  ... và ${rows.length - mostRows} thiết bị khác (trong báo cáo)`, `  ... and ${rows.length - mostRows} more (in the report)`)]
      : []),
    t('Đã ghi báo cáo:', 'The report was written:'),
    ...written.map((path) => `  ${path}`),
    ...wrap(
      t(
        'Ghi phương án, dự toán của từng máy bằng "stp-sec device edit MÃ --proposal ... --proposal-cost ..." rồi lập lại.',
        'Enter decisions and estimates with "stp-sec device edit ID --proposal ... --proposal-cost ...", then write it again.',
      ),
    ),
  ]
}

/** The plan for other programs. */
export function replacementDocument(values: ReplacementValues, written: readonly string[]) {
  const {on, counts, cost, totals, curve, missing, software} = values
  return {
    schema: 'stp-sec/replacement/1',
    on,
    counts,
    cost,
    devices: values.rows.map(({device: _, seen, ...row}) => ({
      ...row,
      ...(seen?.supportEnds === undefined ? {} : {supportEnds: seen.supportEnds}),
    })),
    totals,
    supportByQuarter: curve,
    missing,
    software,
    files: written,
  }
}
