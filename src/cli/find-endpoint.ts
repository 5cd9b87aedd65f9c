import {nearest} from '../lib/nearest.ts'
import {UserError} from '../lib/user-error.ts'
import type {EndpointRow} from '../model/endpoint-index.ts'

/** The PC of an id or a name. A name that several PCs bear is refused with their ids. */
export function findEndpoint<T extends EndpointRow>(rows: readonly T[], asked: string): T {
  const wanted = asked.normalize('NFC').toLowerCase()
  const byId = rows.find(({id}) => id.toLowerCase() === wanted)
  if (byId) return byId
  const named = rows.filter(({name}) => name.toLowerCase() === wanted)
  const [found] = named
  if (found && named.length === 1) return found
  if (named.length > 1) {
    const ids = named.map(({id}) => id).join(', ')
    throw new UserError({
      code: 'ambiguous-machine',
      what: {vi: `Có ${named.length} máy cùng tên này`, en: `${named.length} machines have this name`},
      where: asked,
      next: {vi: `Dùng mã máy: ${ids}.`, en: `Use the id: ${ids}.`},
    })
  }
  const close = nearest(
    asked,
    rows.map(({name}) => name),
  )
  throw new UserError({
    code: 'unknown-machine',
    what: {vi: 'Không có máy nào có mã hoặc tên này', en: 'No machine has this id or name'},
    where: asked,
    next: close
      ? {vi: `Có phải là "${close}"? Xem "stp-sec endpoint list".`, en: `Do you mean "${close}"? See "stp-sec endpoint list".`}
      : {vi: 'Xem "stp-sec endpoint list".', en: 'See "stp-sec endpoint list".'},
  })
}
