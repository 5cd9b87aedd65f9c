import {UserError} from '../lib/user-error.ts'
import type {FileProblem} from '../register/tables.ts'

const maxShown = 50

/** Stops an import: every problem with its place, its value and what would be valid. */
export function importRefused(path: string, problems: readonly FileProblem[]): UserError {
  const more = problems.length - maxShown
  const list = (language: 'vi' | 'en') =>
    problems
      .slice(0, maxShown)
      .map(({place, value, message}) => `\n  ${place[language]}${value === '' ? '' : `, "${value}"`}: ${message[language]}`)
      .join('')
  return new UserError({
    code: 'bad-import',
    what: {
      vi: `Tệp có ${problems.length} lỗi:${list('vi')}${more > 0 ? `\n  … và ${more} lỗi nữa` : ''}`,
      en: `The file has ${problems.length} problems:${list('en')}${more > 0 ? `\n  … and ${more} more` : ''}`,
    },
    where: path,
    next: {
      vi: 'Sửa các chỗ đã nêu rồi nhập lại; thử trước với --dry-run. Chưa ghi gì vào hồ sơ.',
      en: 'Correct the places named and import again; try with --dry-run first. Nothing was written.',
    },
  })
}
