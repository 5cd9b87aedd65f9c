import {nearest} from '../lib/nearest.ts'
import {UserError} from '../lib/user-error.ts'

/** No office of the workspace has the id that was given. */
export function unknownOffice(office: string, known: readonly string[]): UserError {
  const close = nearest(office, [...known])
  return new UserError({
    code: 'unknown-office',
    what: {vi: 'Không có trụ sở nào có mã này', en: 'No office has this id'},
    where: `--office ${office}`,
    next: close
      ? {vi: `Có phải là "${close}"?`, en: `Do you mean "${close}"?`}
      : {vi: `Các trụ sở: ${known.join(', ')}.`, en: `Offices: ${known.join(', ')}.`},
  })
}
