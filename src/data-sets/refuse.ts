import {UserError} from '../lib/user-error.ts'
import type {Localized} from '../model/text.ts'

/** The one way a data file is turned away: nothing was changed, and what to do next. */
export function refuse(code: string, where: string, what: Localized, next?: Localized, cause?: unknown): UserError {
  const kept = {vi: 'Dữ liệu đang dùng giữ nguyên.', en: 'The data in use stays as it is.'}
  const then = next ?? {vi: 'Tải lại tệp từ nguồn rồi nạp lại.', en: 'Get the file from its source again and import it.'}
  return new UserError({code, what, where, next: {vi: `${then.vi} ${kept.vi}`, en: `${then.en} ${kept.en}`}}, cause)
}
