import {formatDay} from '../lib/dates.ts'
import {nearest} from '../lib/nearest.ts'
import {UserError} from '../lib/user-error.ts'
import type {RegisteredSite} from '../model/registered-site.ts'

/** Nothing to report on. */
export function noSites(folder: string): UserError {
  return new UserError({
    code: 'no-sites',
    what: {vi: 'Sổ chưa có trang nào và chưa trang nào được đo', en: 'The register has no site and none was measured'},
    where: folder,
    next: {
      vi: 'Thêm bằng "stp-sec site add --url https://…" rồi chạy "stp-sec probe".',
      en: 'Add one with "stp-sec site add --url https://…", then run "stp-sec probe".',
    },
  })
}

export function unknownSite(word: string, known: readonly string[], folder: string): UserError {
  const close = nearest(word, known)
  return new UserError({
    code: 'unknown-site',
    what: {vi: `Không có trang "${word.slice(0, 200)}"`, en: `There is no site "${word.slice(0, 200)}"`},
    where: folder,
    next: close
      ? {vi: `Có phải ý bạn là "${close}"?`, en: `Did you mean "${close}"?`}
      : {
          vi: 'Xem các trang bằng "stp-sec site list", hoặc đo bằng "stp-sec probe ĐỊA-CHỈ".',
          en: 'See "stp-sec site list", or measure it with "stp-sec probe URL".',
        },
  })
}

export function notMeasured(target: string, registered: RegisteredSite | undefined, on: string, folder: string): UserError {
  const id = registered?.id ?? target
  return new UserError({
    code: 'site-not-measured',
    what: {
      vi: `Trang ${id} chưa có lần đo nào đến ngày ${formatDay(on)} nên không có gì để báo cáo`,
      en: `Site ${id} was not measured up to ${on}, so there is nothing to report`,
    },
    where: folder,
    next: {vi: `Chạy "stp-sec probe ${id}" trước.`, en: `Run "stp-sec probe ${id}" first.`},
  })
}
