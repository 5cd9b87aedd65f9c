import {nearest} from '../lib/nearest.ts'
import {UserError} from '../lib/user-error.ts'
import type {Register, System} from '../model/register.ts'

/** The system with this id; an id that nobody has ends with the nearest one that some system has. */
export function findSystem(register: Pick<Register, 'systems'>, id: string, folder: string): System {
  const found = register.systems.find((system) => system.id === id)
  if (found) return found
  const ids = register.systems.map((system) => system.id)
  const close = nearest(id, ids)
  throw new UserError({
    code: 'unknown-system',
    what: {vi: `Sổ đăng ký không có hệ thống "${id}"`, en: `The register has no system "${id}"`},
    where: `${folder}/register.json`,
    next: close
      ? {vi: `Có phải ý bạn là "${close}"?`, en: `Did you mean "${close}"?`}
      : {vi: `Dùng một trong: ${ids.join(', ') || '(trống)'}.`, en: `Use one of: ${ids.join(', ') || '(none)'}.`},
  })
}
