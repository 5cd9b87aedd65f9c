import {refuse} from './refuse.ts'

/** The share of entries that may go missing from one version to the next. */
const smallest = 0.8

/** What the workspace uses already, or what the tool was delivered with. */
export interface InUse {
  asOf: string
  entries: number
}

export interface StepBackAllowed {
  older: boolean
  smaller: boolean
}

/** An attacker, or a mistake, could bring an old or an emptied file: it would hide what is known since. */
export function requireNoStepBack(incoming: InUse, inUse: InUse | undefined, allowed: StepBackAllowed, where: string): void {
  if (!inUse) return
  if (incoming.asOf < inUse.asOf && !allowed.older)
    throw refuse(
      'older-data',
      where,
      {
        vi: `Dữ liệu ngày ${incoming.asOf} cũ hơn dữ liệu đang dùng (ngày ${inUse.asOf})`,
        en: `The data of ${incoming.asOf} is older than the data in use (${inUse.asOf})`,
      },
      {
        vi: 'Nạp tệp mới hơn; nếu đúng là muốn lùi, thêm --allow-older.',
        en: 'Import a newer file; to go back on purpose add --allow-older.',
      },
    )
  if (incoming.entries < inUse.entries * smallest && !allowed.smaller)
    throw refuse(
      'smaller-data',
      where,
      {
        vi: `Chỉ có ${incoming.entries} mục, dữ liệu đang dùng có ${inUse.entries}: tệp có thể bị cắt`,
        en: `It has ${incoming.entries} entries, the data in use ${inUse.entries}: the file may have been cut`,
      },
      {
        vi: 'Tải lại tệp; nếu nguồn thật sự ngắn đi như vậy, thêm --allow-smaller.',
        en: 'Get the file again; if the source really became that short add --allow-smaller.',
      },
    )
}
